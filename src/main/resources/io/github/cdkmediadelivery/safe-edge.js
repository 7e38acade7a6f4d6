// Viewer request: keeps unauthorized browsers out and lets MediaTailor in. Runtime cloudfront-js-2.0.
// OPTIONS is written by MediaTailorSafeEdgeFunction; everything else is this file as it stands.
const crypto = require('crypto');
const OPTIONS = {};

const SEGMENT = /\.(ts|m4s|mp4|m4a|m4v|aac|vtt|cmfv|cmfa|cmft)$/i;
const MANIFEST = /\.(m3u8|mpd)$/i;
// Paths that have a plainer spelling: dots, empty folders, and letters, digits, '.', '/', '\' or '%' in percent-encoding.
// CloudFront chooses the behaviour by the plain one and shows the other here and to the origin.
const TWISTED = /\.\.|\/\.(\/|$)|\/\/|\\|%(00|25|2e|2f|3[0-9]|4[1-9a-f]|5[0-9ac]|6[1-9a-f]|7[0-9a])/i;
const LABELS = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;
const TOKEN = /^[A-Za-z0-9_-]{22,128}$/;

async function handler(event) {
    const request = event.request;
    try {
        // A preflight carries no credentials and asks for nothing.
        if (request.method === 'OPTIONS') {
            return request;
        }
        if (TWISTED.test(request.uri)) {
            return refuse(request);
        }
        if (OPTIONS.pathPrefix && request.uri.indexOf(OPTIONS.pathPrefix) === 0) {
            return byPathToken(request);
        }
        const kind = kindOf(request.uri);
        if (OPTIONS.session && kind === 'manifest') {
            return await sessionIsValid(request, OPTIONS, crypto) ? request : refuse(request);
        }
        if (OPTIONS.exempt.indexOf(kind) >= 0) {
            return request;
        }
        return isForgeableMediaTailor(request) || isWelcome(request) ? request : refuse(request);
    } catch (error) {
        return refuse(request);
    }
}

// The token is taken off, so that cache and origin see the clean path. Only its digest is known here.
function byPathToken(request) {
    const rest = request.uri.slice(OPTIONS.pathPrefix.length);
    const end = rest.indexOf('/');
    const token = rest.slice(0, end);
    const path = rest.slice(end);
    if (end < 0 || !TOKEN.test(token) || path.indexOf(OPTIONS.pathPrefix) === 0
        || OPTIONS.digests.indexOf(sha256(token)) < 0) {
        return refuse(request);
    }
    request.uri = path;
    return request;
}

// A manifest is one wherever it lies, but below /v1/, where MediaTailor makes them.
function kindOf(uri) {
    if (uri.indexOf('/v1/') === 0) {
        return uri.indexOf('/v1/tracking/') === 0 ? 'tracking' : 'personalized';
    }
    if (MANIFEST.test(uri)) {
        return 'manifest';
    }
    if (uri.indexOf('/tm/') === 0 || uri.indexOf('/segment/') === 0) {
        return 'tracking';
    }
    return SEGMENT.test(uri) ? 'segment' : 'other';
}

function isForgeableMediaTailor(request) {
    const agent = single(request, 'user-agent');
    return !!OPTIONS.forgeableUserAgent && !!agent && agent.indexOf(OPTIONS.forgeableUserAgent) >= 0;
}

function isWelcome(request) {
    const agent = single(request, 'user-agent') || '';
    if (matches(OPTIONS.deniedAgents, agent)) {
        return false;
    }
    if (OPTIONS.allowedAgents.length > 0 && !matches(OPTIONS.allowedAgents, agent)) {
        return false;
    }
    if (has(request, 'origin')) {
        return isListed(single(request, 'origin') || '');
    }
    switch (OPTIONS.missingOrigin) {
        case 'ALLOWED':
            return true;
        case 'BY_REFERER':
            return isListed(originOf(single(request, 'referer') || ''));
        case 'BY_FETCH_SITE':
            return single(request, 'sec-fetch-site') === 'same-origin';
        default:
            return false;
    }
}

// By comparing texts: a regular expression would be compiled for each request.
function isListed(origin) {
    return OPTIONS.origins.indexOf(origin) >= 0
        || OPTIONS.subdomains.some(below => isBelow(origin, below.scheme, below.domain));
}

function isBelow(origin, scheme, domain) {
    const end = origin.length - domain.length;
    return origin.indexOf(scheme) === 0 && end >= scheme.length && origin.slice(end) === domain
        && LABELS.test(origin.slice(scheme.length, end));
}

function originOf(url) {
    const found = /^(https?:\/\/[^\/?#@\\]+)(\/|$)/.exec(url);
    return found ? found[1] : '';
}

function matches(patterns, value) {
    return patterns.some(pattern => new RegExp(pattern).test(value));
}

function has(request, name) {
    return Object.prototype.hasOwnProperty.call(request.headers, name);
}

// A header that comes twice is nobody's.
function single(request, name) {
    const header = has(request, name) ? request.headers[name] : undefined;
    return !header || (header.multiValue && header.multiValue.length > 1) ? undefined : header.value;
}

function sha256(text) {
    return crypto.createHash('sha256').update(text).digest('hex');
}

// The page must be able to see the status, so an origin that is allowed is told so.
function refuse(request) {
    const headers = {
        'cache-control': { value: 'no-store' },
        'content-type': { value: 'text/plain; charset=utf-8' }
    };
    const origin = single(request, 'origin');
    if (origin && isListed(origin)) {
        headers['access-control-allow-origin'] = { value: origin };
        headers['vary'] = { value: 'Origin' };
    }
    return {
        statusCode: OPTIONS.status,
        statusDescription: OPTIONS.status === 401 ? 'Unauthorized' : 'Forbidden',
        headers: headers,
        body: { encoding: 'text', data: 'This stream is not for this player or page.\n' }
    };
}
