// Checks a Common Access Token (CTA-5007-B): CWT (RFC 8392) in COSE_Mac0 (RFC 9052), HMAC-SHA-256. The runtime's cf.cwt
// wants the key before it tells which is named, and does not say what it makes of tags and claims that come twice.
import cf from 'cloudfront';

const TOKEN = /^[A-Za-z0-9_-]{1,1366}(?![\s\S])/;
const KEY = /^[0-9a-f]{64,256}(?![\s\S])/;
const PLAIN = /^[\x21-\x7e]+(?![\s\S])/;
// In the path it is the first segment: '2D3' is how each begins, and '.cat', which is in none, where it ends.
const END = '.cat/';
// Paths that somebody on the way may read as others: dots, empty folders, what is encoded without need, twice, wrongly.
const TWISTED = /\/\.{0,2}\/|\/\.{1,2}(?![\s\S])|[\x00-\x20\\;]|%((25)*([01][\da-f]|c[01]|2[3d-f]|3[\dbf]|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\daef])|20(\/|(?![\s\S])))|%(?![\da-f]{2})/i;
// iss, sub, exp, nbf, iat, cti, catreplay, catv, catnip, catu, catm, catr. No other must be overlooked.
const KNOWN = [1, 2, 4, 5, 6, 7, 308, 310, 311, 312, 313, 323];

// A status and why; nothing where the request may pass, its token taken off.
async function whyRefused(event, options, crypto) {
    const request = event.request;
    const tokens = takeTokens(request, options);
    if (TWISTED.test(request.uri)) {
        return [403, 'This path is ambiguous.'];
    }
    // A preflight carries no credentials and asks for nothing.
    if (request.method === 'OPTIONS' && request.headers.origin && request.headers['access-control-request-method']) {
        return undefined;
    }
    if (tokens.length === 0) {
        return [401, 'A token is missing.'];
    }
    const claims = tokens.length === 1 && TOKEN.test(tokens[0]) ? await claimsOf(tokens[0], crypto) : undefined;
    if (!claims) {
        return [401, 'This token is not valid.'];
    }
    const now = Math.floor(Date.now() / 1000);
    if (!isNumber(claims[4]) || claims[4] <= now) {
        return [401, 'This token has expired.'];
    }
    if (!isNoneOr(claims[5], begin => isNumber(begin) && begin <= now)) {
        return [401, 'This token is not valid yet.'];
    }
    if (!isFor(claims, event)) {
        return [403, 'This token does not open this.'];
    }
    return await isRevoked(claims) ? [401, 'This token has been revoked.'] : undefined;
}

function takeTokens(request, options) {
    const tokens = [];
    const end = request.uri.indexOf(END);
    if (request.uri.indexOf('/2D3') === 0 && end > 0) {
        tokens.push(request.uri.slice(1, end));
        request.uri = request.uri.slice(end + END.length - 1);
        if (request.uri.indexOf(END) >= 0) {
            tokens.push('');
        }
    }
    take(options.header ? request.headers : {}, 'cta-common-access-token', tokens);
    take(options.query ? request.querystring : {}, 'CAT', tokens);
    return tokens;
}

function take(from, name, tokens) {
    if (from[name]) {
        tokens.push(from[name].multiValue ? '' : from[name].value);
        delete from[name];
    }
}

// The claims by their numbers, if the key that the token names has signed them.
async function claimsOf(token, crypto) {
    const cwt = itemOf(Buffer.from(token, 'base64url'));
    const parts = cwt.tag === 61 && cwt.value.tag === 17 ? cwt.value.value : [];
    if (parts.length !== 4 || ![0, 2, 3].every(i => Buffer.isBuffer(parts[i]))) {
        return undefined;
    }
    const header = itemOf(parts[0]);
    // Another algorithm, or a header that has to be understood.
    if (header[1] !== 5 || Object.keys(header).some(name => name !== '1' && name !== '4')) {
        return undefined;
    }
    const key = await cf.kvs().get('key:' + (header[4] || parts[1][4]));
    const signed = Buffer.concat([Buffer.from('84644d414330', 'hex'), string(parts[0]), Buffer.from([64]), string(parts[2])]);
    return KEY.test(key)
        && areEqual(crypto.createHmac('sha256', Buffer.from(key, 'hex')).update(signed).digest(), parts[3])
        ? itemOf(parts[2]) : undefined;
}

// As a byte string of CBOR.
function string(bytes) {
    const n = bytes.length;
    return Buffer.concat([Buffer.from(n < 24 ? [64 + n] : n < 256 ? [88, n] : [89, n >> 8, n & 255]), bytes]);
}

// Takes as long whichever byte is wrong.
function areEqual(left, right) {
    let differs = left.length ^ right.length;
    for (let i = 0; i < left.length; i++) {
        differs |= left[i] ^ right[i];
    }
    return differs === 0;
}

// CBOR: integers, strings, lists, maps by integers, tags.
function itemOf(bytes) {
    const end = bytes.length;
    let at = 0;

    function next() {
        const first = bytes[at++];
        const kind = first >> 5;
        let n = first & 31;
        if (n > 23) {
            let left = n < 28 ? 1 << (n - 24) : fail();
            for (n = 0; left > 0; left--) {
                n = n * 256 + bytes[at++];
            }
        }
        const start = at;
        at += kind === 2 || kind === 3 ? n : 0;
        if (at > end) {
            fail();
        }
        switch (kind) {
            case 0: return n;
            case 1: return -1 - n;
            case 2: return bytes.slice(start, at);
            case 3: return bytes.slice(start, at).toString();
            case 6: return { tag: n, value: next() };
            case 7: return fail();
        }
        const item = kind === 4 ? [] : {};
        for (let i = 0; i < n; i++) {
            const name = kind === 4 ? i : next();
            item[typeof name === 'number' && item[name] === undefined ? name : fail()] = next();
        }
        return item;
    }

    const item = next();
    return at === end ? item : fail();
}

function fail() {
    throw new Error('no token');
}

function isNumber(value) {
    return typeof value === 'number';
}

function isFor(claims, event) {
    return Object.keys(claims).every(name => KNOWN.indexOf(Number(name)) >= 0)
        && isNoneOr(claims[308], replay => replay === 0)
        && isNoneOr(claims[310], version => version === 1)
        && isNoneOr(claims[311], networks => networks.some(network => isIn(network, bytesOf(event.viewer.ip))))
        && isNoneOr(claims[312], catu => isOpened(catu, event.request))
        && isNoneOr(claims[313], methods => Array.isArray(methods) && methods.indexOf(event.request.method) >= 0);
}

function isNoneOr(claim, test) {
    return claim === undefined || test(claim);
}

// An address or network of RFC 9164, no autonomous system.
function isIn(network, address) {
    const whole = Buffer.isBuffer(network.value);
    const bytes = whole ? network.value : network.value[1];
    const bits = whole ? bytes.length * 8 : network.value[0];
    let same = network.tag === (address.length === 4 ? 52 : 54) && isNumber(bits) && bits >= 0
        && (whole ? bytes.length === address.length : bits <= address.length * 8);
    for (let i = 0; same && i < bits; i++) {
        same = ((address[i >> 3] ^ bytes[i >> 3]) >> (7 - (i & 7)) & 1) === 0;
    }
    return same;
}

function bytesOf(ip) {
    if (ip.indexOf(':') < 0) {
        return ip.split('.').map(Number);
    }
    const halves = ip.split('::').map(half => half ? half.split(':') : []);
    while (halves.length === 2 && halves[0].length + halves[1].length < 8) {
        halves[0].push('0');
    }
    const bytes = [];
    halves[0].concat(halves[1] || []).forEach(group => bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 255));
    return bytes;
}

// Each part of the URL that catu names, in each way that it names.
function isOpened(catu, request) {
    const path = request.uri;
    const slash = path.lastIndexOf('/');
    const file = path.slice(slash + 1);
    const dot = file.indexOf('.') < 0 ? file.length : file.indexOf('.');
    const host = request.headers.host.value.toLowerCase();
    const parts = { 1: host, 3: path, 5: path.slice(0, slash), 6: file, 7: file.slice(0, dot), 8: file.slice(dot) };
    return areAll(catu, part => areAll(catu[part], how => isMatch(parts[part], how, catu[part][how], part)));
}

function areAll(map, test) {
    return Object.keys(map).length > 0 && Object.keys(map).every(test);
}

// '/news' is a folder: it does not open '/newsroom'.
function isMatch(value, how, wanted, part) {
    if (typeof value !== 'string' || typeof wanted !== 'string') {
        return false;
    }
    const ends = wanted.slice(-1) === '/' || wanted === value || value.charAt(wanted.length) === '/';
    return how === '0' ? value === wanted
        : how === '1' ? value.indexOf(wanted) === 0 && (ends || (part !== '3' && part !== '5'))
        : how === '2' ? value.slice(value.length - wanted.length) === wanted
        : how === '3' && value.indexOf(wanted) >= 0;
}

// The session is the token's own id, the user its subject.
async function isRevoked(claims) {
    return (claims[7] !== undefined && await cf.kvs().exists('session:' + nameOf(claims[7])))
        || (claims[2] !== undefined && await cf.kvs().exists('user:' + nameOf(claims[2])));
}

function nameOf(id) {
    return Buffer.isBuffer(id) && !PLAIN.test(id.toString()) ? id.toString('hex') : String(id);
}
