// Behind path-token.js. Viewer request: keeps unauthorized browsers out and lets MediaTailor in. Runtime cloudfront-js-2.0.
// OPTIONS is written by MediaTailorSafeEdgeFunction; everything else is this file as it stands.
const crypto = require('crypto');
const OPTIONS = {};

// '$' would also match before a line feed in the runtime's engine; '(?![\s\S])' is the very end.
const SEGMENT = /\.(ts|m4s|mp4|m4a|m4v|aac|mp3|ac3|ec3|vtt|cmfv|cmfa|cmft)(?![\s\S])|\/fragments\([^\/]*\)(?![\s\S])/i;
// With anything behind it that an origin may overlook.
const MANIFEST = /\.(m3u8?|mpd|f4m)(?![a-z0-9_-])|\.isml?\/manifest/i;
// Paths that somebody on the way may read as others: dots and empty folders; what divides or ends a path, or a name; what is
// encoded without need (letters, digits, '-', '.', '_', '~'), twice, or wrongly. CloudFront chooses the behaviour by the
// plain path and shows the other here and to the origin.
const TWISTED = /\/\.{0,2}\/|\/\.{1,2}(?![\s\S])|[\x00-\x20\\;]|%((25)*([01][\da-f]|c[01]|2[3d-f]|3[\dbf]|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\daef])|20(\/|(?![\s\S])))|%(?![\da-f]{2})/i;
const LABELS = /^[a-z0-9-]+(\.[a-z0-9-]+)*(?![\s\S])/;

function handler(event) {
    const request = event.request;
    try {
        return mayPass(request) ? request : refuse(request);
    } catch (error) {
        return refuse(request);
    }
}

function mayPass(request) {
    if (TWISTED.test(request.uri)) {
        return false;
    }
    if (isByPathToken(request, OPTIONS)) {
        return mayPassByPathToken(request, OPTIONS, crypto);
    }
    // A preflight carries no credentials and asks for nothing.
    if (request.method === 'OPTIONS' && single(request, 'origin') && single(request, 'access-control-request-method')) {
        return true;
    }
    const kind = kindOf(request.uri);
    return OPTIONS.exempt.indexOf(kind) >= 0 || isForgeableMediaTailor(request) || isWelcome(request);
}

function kindOf(uri) {
    if (MANIFEST.test(uri)) {
        return 'manifest';
    }
    return SEGMENT.test(uri) ? 'segment' : 'other';
}

function isForgeableMediaTailor(request) {
    const agent = single(request, 'user-agent');
    return !!OPTIONS.forgeableUserAgent && !!agent && agent.indexOf(OPTIONS.forgeableUserAgent) >= 0;
}

function isWelcome(request) {
    const agent = single(request, 'user-agent') || '';
    if (OPTIONS.deniedAgents.length > 0 && all(request, 'user-agent').some(each => matches(OPTIONS.deniedAgents, each))) {
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
    const found = /^(https?:\/\/[^\/?#@\\]+)(\/|(?![\s\S]))/.exec(url);
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

// Whoever is denied stays so with a second name.
function all(request, name) {
    const header = has(request, name) ? request.headers[name] : { value: '' };
    return header.multiValue ? header.multiValue.map(each => each.value) : [header.value];
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
