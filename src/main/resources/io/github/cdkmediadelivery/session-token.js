// Comes before safe-edge.js where players and MediaTailor show a signed session token. What that file declares is handed
// over, since the runtime's engine does not see constants that are declared further down.
import cf from 'cloudfront';

const NUMBER = /^[1-9][0-9]{9}$/;
const HEX = /^[0-9a-f]{64}$/;

// ?NAME=EXPIRY.FOLDER.SIGNATURE: seconds since 1970, a folder (percent-encoded, between slashes), and the hexadecimal
// HMAC-SHA-256 of "EXPIRY.FOLDER". The key lies in the key value store; without it nothing is valid.
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
    if (first < 0 || last <= first || !NUMBER.test(expiry) || !HEX.test(signature)) {
        return false;
    }
    const folder = decodeURIComponent(found.value.slice(first + 1, last));
    if (folder.charAt(0) !== '/' || folder.charAt(folder.length - 1) !== '/') {
        return false;
    }
    if (Number(expiry) * 1000 <= Date.now() || decodeURIComponent(request.uri).indexOf(folder) !== 0) {
        return false;
    }
    const key = await cf.kvs().get(options.sessionKey);
    if (!key) {
        return false;
    }
    return isSame(crypto.createHmac('sha256', key).update(found.value.slice(0, last)).digest('hex'), signature);
}

// Takes as long for a wrong first letter as for a wrong last one.
function isSame(left, right) {
    let difference = left.length ^ right.length;
    for (let i = 0; i < left.length; i++) {
        difference |= left.charCodeAt(i) ^ right.charCodeAt(i);
    }
    return difference === 0;
}
