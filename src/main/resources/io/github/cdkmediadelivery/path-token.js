// Comes before the function that lets MediaTailor in, which is known by a secret part of the path.
const SECRET = /^[A-Za-z0-9_-]{22,128}(?![\s\S])/;

function isByPathToken(request, options) {
    return !!options.pathPrefix && request.uri.indexOf(options.pathPrefix) === 0;
}

// The token is taken off, so that cache and origin see the clean path. Only its digest is known here. It opens the
// content's folders and nothing else of the origin.
function mayPassByPathToken(request, options, crypto) {
    const rest = request.uri.slice(options.pathPrefix.length);
    const end = rest.indexOf('/');
    const token = rest.slice(0, end);
    const path = rest.slice(end);
    if (end < 0 || !SECRET.test(token) || !options.folders.some(folder => path.indexOf(folder + '/') === 0)
        || options.digests.indexOf(crypto.createHash('sha256').update(token).digest('hex')) < 0) {
        return false;
    }
    request.uri = path;
    return true;
}
