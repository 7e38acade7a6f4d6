// What CloudFront does with a GET of a path, as far as the path decides it. The Java model is the judge: a test holds
// this script to it.
const UNSIGNED = ['Expires', 'Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm']

// Without dot segments, empty segments and needless encodings (RFC 3986, 6.2.2).
function normal (path) {
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (whole, code) => {
    const character = String.fromCharCode(parseInt(code, 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : whole.toUpperCase()
  })
  const segments = []
  decoded.split('/').forEach((part, i, all) => {
    const last = i + 1 === all.length
    if (part === '..') segments.pop()
    if (part !== '' && part !== '.' && part !== '..') segments.push(part)
    else if (last) segments.push('')
  })
  return '/' + segments.join('/')
}

// * for any number of characters, / too; ? for one; the first slash is optional.
function matches (pattern, path) {
  const text = pattern.replace(/^\//, '')
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^]')
  return pattern === '*' || new RegExp('^' + text + '$').test(path.replace(/^\//, ''))
}

function has (selection, name) {
  const listed = selection.names.includes(name)
  return { NONE: false, LISTED: listed, ALL_BUT: !listed, ALL: true }[selection.mode]
}

function answersTo (names, host) {
  return names.some(name => name.startsWith('*.')
    ? host.endsWith(name.slice(1)) && host.indexOf('.') === host.length - name.length + 1
    : name === host)
}

function select (parameters, ...selections) {
  return parameters.filter(parameter => selections.some(selection => has(selection, parameter.split('=')[0])))
    .map(parameter => parameter.replace(/^([^=]*)=$/, '$1')).join('&')
}

function follow (distribution, http, path, query) {
  const asked = path === '/' && distribution.root ? '/' + distribution.root : path
  const index = distribution.behaviors.findIndex(behavior => matches(behavior.pattern, normal(asked)))
  const behavior = distribution.behaviors[index]
  const parameters = query.split('&').filter(part => part && !UNSIGNED.includes(part.split('=')[0]))
  const keyed = select(parameters, behavior.keyed)
  const sent = select(parameters, behavior.keyed, behavior.forwarded)
  const refusal = http && behavior.protocol !== 'allow-all'
  return {
    id: distribution.id,
    index,
    pattern: behavior.pattern,
    status: refusal ? (behavior.protocol === 'https-only' ? 403 : 301) : 0,
    signed: behavior.signed,
    function: behavior.function,
    times: behavior.times,
    key: asked + (keyed && '?' + keyed),
    asks: behavior.origins.map(origin => origin.host + origin.path + asked + (sent && '?' + sent))
  }
}

// An answer of each distribution that has the URL's name; of all for a path alone.
function tryPath (distributions, url) {
  const [, scheme, host, path, query] = /^(?:(https?):\/\/([^/?#]*))?([^?#]*)\??([^#]*)/.exec(url)
  return distributions.map((distribution, at) => ({ distribution, at }))
    .filter(one => !host || answersTo(one.distribution.names, host))
    .map(one => ({ at: one.at, ...follow(one.distribution, scheme === 'http', path || '/', query) }))
}
