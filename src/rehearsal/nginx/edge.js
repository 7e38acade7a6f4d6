// The way of a request through CloudFront, in nginx: what model.js says of the distributions is done here by software that
// nobody here wrote: nginx chooses the behaviour and keeps the answers, njs runs the functions, OpenSSL checks signatures.
import functions from 'functions.js';
import model from 'model.js';

const SIGNED = ['Expires', 'Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'];

function parse(query) {
    return query.split('&').filter(part => part !== '').map(part => {
        const at = part.indexOf('=');
        return at < 0 ? { name: part, value: '' } : { name: part.slice(0, at), value: part.slice(at + 1) };
    });
}

function render(parameters) {
    return parameters.map(one => one.value === '' ? one.name : one.name + '=' + one.value).join('&');
}

function selects(selection, name) {
    const listed = selection.names.indexOf(name) >= 0;
    return selection.mode === 'ALL' || (selection.mode === 'LISTED' && listed) || (selection.mode === 'ALL_BUT' && !listed);
}

function selectsHeader(selection, name) {
    return selects({ mode: selection.mode, names: selection.names.map(one => one.toLowerCase()) }, name);
}

function cookiesOf(header) {
    const cookies = {};
    header.split(/; */).filter(part => part.indexOf('=') > 0).forEach(part => {
        const at = part.indexOf('=');
        cookies[part.slice(0, at)] = part.slice(at + 1);
    });
    return cookies;
}

function wildcard(pattern, text) {
    const regex = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\*/g, '[\\s\\S]*').replace(/\?/g, '[\\s\\S]');
    return new RegExp('^' + regex + '$').test(text);
}

function matches(statement, request) {
    const kind = Object.keys(statement)[0];
    const body = statement[kind];
    if (kind === 'AndStatement') {
        return body.Statements.every(one => matches(one, request));
    }
    if (kind === 'OrStatement') {
        return body.Statements.some(one => matches(one, request));
    }
    if (kind === 'NotStatement') {
        return !matches(body.Statement, request);
    }
    if (!body.FieldToMatch || !body.FieldToMatch.SingleHeader) {
        return false;
    }
    const value = request.headers[(body.FieldToMatch.SingleHeader.Name || body.FieldToMatch.SingleHeader.name).toLowerCase()];
    if (value === undefined) {
        return false;
    }
    if (kind === 'SizeConstraintStatement') {
        const size = Number(body.Size);
        return { GT: value.length > size, GE: value.length >= size, LT: value.length < size, LE: value.length <= size,
            EQ: value.length === size, NE: value.length !== size }[body.ComparisonOperator];
    }
    if (kind === 'RegexMatchStatement') {
        return new RegExp(body.RegexString).test(value);
    }
    if (kind === 'ByteMatchStatement') {
        return { EXACTLY: value === body.SearchString, STARTS_WITH: value.startsWith(body.SearchString),
            ENDS_WITH: value.endsWith(body.SearchString), CONTAINS: value.indexOf(body.SearchString) >= 0 }[body.PositionalConstraint];
    }
    return false;
}

function blocked(acl, request) {
    for (let i = 0; i < acl.rules.length; i++) {
        const rule = acl.rules[i];
        if (rule.action === 'Allow' && matches(rule.statement, request)) {
            return 0;
        }
        if (rule.action === 'Block' && matches(rule.statement, request)) {
            return rule.status;
        }
    }
    return acl.allows ? 0 : 403;
}

function bytes(text) {
    return Buffer.from(text.replace(/-/g, '+').replace(/_/g, '=').replace(/~/g, '/'), 'base64');
}

// Why a request is refused; nothing where a trusted key signed for it.
async function unsigned(keys, request) {
    const shown = {};
    request.all.filter(one => SIGNED.indexOf(one.name) >= 0).forEach(one => { shown[one.name] = one.value; });
    if (Object.keys(shown).length === 0) {
        Object.keys(request.cookies).filter(name => name.startsWith('CloudFront-'))
            .forEach(name => { shown[name.slice('CloudFront-'.length)] = request.cookies[name]; });
    }
    const pem = keys[shown['Key-Pair-Id']];
    if (!pem || !shown.Signature) {
        return 'nothing of a trusted key';
    }
    const policy = shown.Policy ? bytes(shown.Policy).toString()
        : '{"Statement":[{"Resource":"' + request.url + '","Condition":{"DateLessThan":{"AWS:EpochTime":' + shown.Expires + '}}}]}';
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' };
    const key = await crypto.subtle.importKey('spki', Buffer.from(pem, 'base64'), algorithm, false, ['verify']);
    if (!await crypto.subtle.verify(algorithm, key, bytes(shown.Signature), Buffer.from(policy))) {
        return 'another signature';
    }
    const statement = JSON.parse(policy).Statement[0];
    if (!wildcard(statement.Resource, request.url)) {
        return 'a signature for ' + statement.Resource;
    }
    return Date.now() / 1000 < statement.Condition.DateLessThan['AWS:EpochTime'] ? '' : 'expired';
}

function event(r, distribution, request) {
    const headers = {};
    Object.keys(request.headers).forEach(name => { headers[name] = { value: request.headers[name] }; });
    headers.host = { value: request.host };
    const querystring = {};
    request.query.forEach(one => { querystring[one.name] = { value: one.value }; });
    const cookies = {};
    Object.keys(request.cookies).forEach(name => { cookies[name] = { value: request.cookies[name] }; });
    return {
        version: '1.0',
        context: { distributionDomainName: distribution.domainName, distributionId: distribution.id, eventType: 'viewer-request', requestId: 'r' },
        viewer: { ip: r.remoteAddress },
        request: { method: r.method, uri: request.path, querystring: querystring, headers: headers, cookies: cookies }
    };
}

function take(request, result) {
    request.path = result.uri;
    request.headers = {};
    Object.keys(result.headers).filter(name => name !== 'host')
        .forEach(name => { request.headers[name] = result.headers[name].value; });
    request.query = Object.keys(result.querystring).map(name => ({ name: name, value: result.querystring[name].value }));
}

function encodings(cache, request) {
    const accepted = request.headers['accept-encoding'] || '';
    return [cache.brotli && accepted.indexOf('br') >= 0 ? 'br' : '', cache.gzip && accepted.indexOf('gzip') >= 0 ? 'gzip' : '']
        .filter(one => one).join(',');
}

function keyOf(distribution, cache, request) {
    const headers = Object.keys(request.headers).filter(name => selectsHeader(cache.headers, name)).sort();
    const cookies = Object.keys(request.cookies).filter(name => selects(cache.cookies, name)).sort();
    return JSON.stringify([distribution.id, request.path, request.query.filter(one => selects(cache.queryStrings, one.name)),
        headers.map(name => name + '=' + request.headers[name]), cookies.map(name => name + '=' + request.cookies[name]),
        encodings(cache, request)]);
}

function toOrigin(behavior, origin, request) {
    const sent = {};
    Object.keys(request.headers)
        .filter(name => selectsHeader(behavior.cache.headers, name) || selectsHeader(behavior.forward.headers, name))
        .forEach(name => { sent[name] = request.headers[name]; });
    Object.keys(origin.headers).forEach(name => { sent[name.toLowerCase()] = origin.headers[name]; });
    return {
        host: origin.host,
        path: origin.path + request.path,
        query: render(request.query.filter(one =>
            selects(behavior.cache.queryStrings, one.name) || selects(behavior.forward.queryStrings, one.name))),
        headers: sent,
        credential: origin.credential
    };
}

function refuse(r, status, by) {
    r.headersOut['X-Decided-By'] = by;
    r.return(status, by + '\n');
}

async function handle(r) {
    const distribution = model[r.variables.distribution];
    const behavior = distribution.behaviors[r.variables.behavior];
    const written = r.variables.request_uri;
    const at = written.indexOf('?');
    const path = at < 0 ? written : written.slice(0, at);
    const all = at < 0 ? [] : parse(written.slice(at + 1));
    const query = all.filter(one => SIGNED.indexOf(one.name) < 0);
    const headers = {};
    r.rawHeadersIn.forEach(pair => {
        const name = pair[0].toLowerCase();
        if (name !== 'host' && name !== 'cookie' && name !== 'connection' && headers[name] === undefined) {
            headers[name] = pair[1];
        }
    });
    const host = r.variables.host;
    const whole = r.variables.scheme + '://' + host + written;
    const request = {
        path: path === '/' && distribution.root ? '/' + distribution.root : path,
        all: all,
        query: query,
        url: r.variables.scheme + '://' + host + path + (query.length ? '?' + render(query) : ''),
        host: host,
        headers: headers,
        cookies: cookiesOf(r.headersIn.Cookie || '')
    };
    if (r.variables.scheme === 'http' && behavior.protocol !== 'allow-all') {
        if (behavior.protocol === 'redirect-to-https') {
            r.return(r.method === 'GET' || r.method === 'HEAD' ? 301 : 307, 'https' + whole.slice('http'.length));
        } else {
            refuse(r, 403, 'PROTOCOL');
        }
        return;
    }
    if (behavior.methods.indexOf(r.method) < 0) {
        refuse(r, 403, 'PROTOCOL');
        return;
    }
    const status = distribution.webAcl ? blocked(distribution.webAcl, request) : 0;
    if (status) {
        refuse(r, status, 'WEB_ACL');
        return;
    }
    if (behavior.keys && r.method !== 'OPTIONS' && await unsigned(behavior.keys, request)) {
        refuse(r, 403, 'SIGNATURE');
        return;
    }
    if (behavior.function >= 0) {
        const result = await functions[behavior.function].handler(event(r, distribution, request));
        if (result.statusCode) {
            Object.keys(result.headers || {}).forEach(name => { r.headersOut[name] = result.headers[name].value; });
            refuse(r, result.statusCode, 'FUNCTION');
            return;
        }
        take(request, result);
    }
    r.variables.edge_key = keyOf(distribution, behavior.cache, request);
    r.variables.edge_request = Buffer.from(JSON.stringify({
        viewer: { method: r.method, url: whole, headers: headers, cookies: request.cookies },
        failing: behavior.failing,
        origins: behavior.origins.map(origin => toOrigin(behavior, origin, request))
    })).toString('base64');
    r.variables.edge_inner = behavior.inner;
    r.internalRedirect('@origin');
}

function floor(errors, status) {
    const entry = errors.filter(one => one.code === status)[0];
    return entry ? entry.floor : 10;
}

// How long nginx keeps what the origin answered, in the header by which it is told.
function times(r) {
    const at = r.headersIn['X-Edge-Behavior'].split('-');
    const distribution = model[at[0]];
    const cache = distribution.behaviors[at[1]].cache;
    const control = (r.headersOut['Cache-Control'] || '').toLowerCase();
    const said = /s-maxage=(\d+)/.exec(control) || /max-age=(\d+)/.exec(control);
    let seconds = said ? Number(said[1]) : cache.usual;
    if (r.status >= 400) {
        const always = r.status === 404 || r.status === 414 || r.status >= 500;
        const wished = said ? Math.min(Number(said[1]), cache.max) : 0;
        seconds = always || said ? Math.max(wished, floor(distribution.errors, r.status)) : 0;
    } else if (/no-store|no-cache|private/.test(control)) {
        seconds = cache.min;
    } else {
        seconds = Math.min(Math.max(seconds, cache.min), cache.max);
    }
    r.headersOut['X-Accel-Expires'] = String(cache.max === 0 ? 0 : seconds);
}

function allows(origins, origin) {
    return origins.some(one => wildcard(one, origin));
}

// The response headers policy; and, for those who look, where the answer came from.
function decorate(r) {
    const behavior = model[r.variables.distribution].behaviors[r.variables.behavior];
    r.headersOut['X-Decided-By'] = r.variables.upstream_cache_status === 'HIT' ? 'CACHE' : 'ORIGIN';
    const policy = behavior.responseHeaders;
    if (!policy) {
        return;
    }
    policy.removed.forEach(name => { delete r.headersOut[name]; });
    Object.keys(policy.headers).forEach(name => {
        if (policy.overriding.indexOf(name) >= 0 || r.headersOut[name] === undefined) {
            r.headersOut[name] = policy.headers[name];
        }
    });
    const cors = policy.cors;
    const origin = r.headersIn.Origin;
    if (!cors || !origin || !allows(cors.origins, origin)
            || (!cors.override && r.headersOut['Access-Control-Allow-Origin'] !== undefined)) {
        return;
    }
    r.headersOut['Access-Control-Allow-Origin'] = cors.origins.indexOf('*') >= 0 && !cors.credentials ? '*' : origin;
    if (cors.credentials) {
        r.headersOut['Access-Control-Allow-Credentials'] = 'true';
    }
    if (cors.exposed.length) {
        r.headersOut['Access-Control-Expose-Headers'] = cors.exposed.join(',');
    }
}

export default { handle, times, decorate };
