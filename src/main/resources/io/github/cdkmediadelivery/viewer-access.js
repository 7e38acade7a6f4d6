// Behind access-token.js and path-token.js: content is for those who show a token, and for MediaTailor by its own.
const crypto = require('crypto');
const OPTIONS = {};

async function handler(event) {
    try {
        if (isByPathToken(event.request, OPTIONS)) {
            return !TWISTED.test(event.request.uri) && mayPassByPathToken(event.request, OPTIONS, crypto)
                ? event.request : refuse(event.request, [401, 'This token is not valid.']);
        }
        const refused = await whyRefused(event, OPTIONS, crypto);
        return refused ? refuse(event.request, refused) : event.request;
    } catch (error) {
        return refuse(event.request, [401, 'This token is not valid.']);
    }
}

// Any page may see why.
function refuse(request, refused) {
    const headers = {
        'cache-control': { value: 'no-store' },
        'content-type': { value: 'text/plain; charset=utf-8' }
    };
    if (request.headers.origin) {
        headers['access-control-allow-origin'] = { value: request.headers.origin.value };
        headers['access-control-allow-credentials'] = { value: 'true' };
        headers['vary'] = { value: 'Origin' };
    }
    return {
        statusCode: refused[0],
        statusDescription: refused[0] === 401 ? 'Unauthorized' : 'Forbidden',
        headers: headers,
        body: { encoding: 'text', data: refused[1] + '\n' }
    };
}
