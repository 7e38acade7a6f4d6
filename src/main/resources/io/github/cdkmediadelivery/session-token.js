// Comes before safe-edge.js where players and MediaTailor show a signed session token. What that file declares is handed
// over, since the runtime's engine does not see constants that are declared further down.
import cf from 'cloudfront';

const NUMBER = /^[1-9][0-9]{9}(?![\s\S])/;
const HEX = /^[0-9a-f]{64}(?![\s\S])/;
// MediaTailor's paths, where the content's stands behind two names; and those that only a session itself makes known.
const BEGINNING = /^\/v1\/(master|dash|session)\/[^\/]+\/[^\/]+(\/.*)/;
const OF_A_SESSION = /^\/(tm|segment|v1\/(manifest|segment|tracking|i-media))\//;
const SHORTEST_KEY = 32;

// ?NAME=EXPIRY.FOLDER.SIGNATURE: seconds since 1970, a folder (percent-encoded, between slashes, after a host or none), and
// the hexadecimal HMAC-SHA-256 of "EXPIRY.FOLDER". The keys lie in the key value store; without them nothing is valid.
async function sessionIsValid(request, options, crypto) {
    const name = options.session;
    const found = Object.prototype.hasOwnProperty.call(request.querystring, name) ? request.querystring[name] : undefined;
    if (!found || (found.multiValue && found.multiValue.length > 1)) {
        return false;
    }
    const first = found.value.indexOf('.');
    const last = found.value.lastIndexOf('.');
    const expiry = found.value.slice(0, first);
    const signature = found.value.slice(last + 1);
    if (first < 0 || last <= first || !NUMBER.test(expiry) || !HEX.test(signature)
        || Number(expiry) * 1000 <= Date.now() || !isOpenedBy(found.value.slice(first + 1, last), request, options)) {
        return false;
    }
    const signed = found.value.slice(0, last);
    return await isSigned(signed, signature, options.sessionKeys[0], crypto)
        || await isSigned(signed, signature, options.sessionKeys[1], crypto);
}

function isOpenedBy(place, request, options) {
    const decoded = decodeURIComponent(place);
    const slash = decoded.indexOf('/');
    if (slash < 0 || decoded.charAt(decoded.length - 1) !== '/'
        || (slash > 0 && decoded.slice(0, slash) !== (single(request, 'host') || '').toLowerCase())) {
        return false;
    }
    const folder = decoded.slice(slash);
    if (!options.sources) {
        return decodeURIComponent(request.uri).indexOf(folder) === 0;
    }
    const begun = BEGINNING.exec(request.uri);
    return !!begun && (options.sources.length === 0
        || options.sources.some(source => decodeURIComponent(source + begun[2]).indexOf(folder) === 0));
}

// Everything that is not a media segment; before MediaTailor, where a session begins.
function needsSession(uri, kind, options) {
    if (options.sources) {
        return !OF_A_SESSION.test(uri);
    }
    return kind === 'manifest' || (kind !== 'segment' && options.exempt.indexOf(kind) < 0);
}

async function isSigned(text, signature, name, crypto) {
    let key = '';
    try {
        key = await cf.kvs().get(name);
    } catch (error) {
        // The store throws where it has no such key.
        return false;
    }
    return key.length >= SHORTEST_KEY && isSame(crypto.createHmac('sha256', key).update(text).digest('hex'), signature);
}

// Takes as long for a wrong first letter as for a wrong last one.
function isSame(left, right) {
    let difference = left.length ^ right.length;
    for (let i = 0; i < left.length; i++) {
        difference |= left.charCodeAt(i) ^ right.charCodeAt(i);
    }
    return difference === 0;
}
