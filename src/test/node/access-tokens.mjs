// Makes and reads Common Access Tokens with libraries that others wrote. One JSON object per line in, one per line out:
// {make: CLAIMS, kid, key} gives {token}; {read: TOKEN, kid, key, now, url, ip, method} gives {claims, accepted, why}, and
// payload, which is what COSE alone finds signed. Keys are hexadecimal text.
import { createInterface } from 'node:readline'
import eyevinn from '@eyevinn/cat'
import cose from 'cose-js'

const clock = Date.now

async function make({ make, kid, key }) {
  const cat = new eyevinn.CAT({ keys: { [kid]: Buffer.from(key, 'hex') }, expectCwtTag: true })
  return { token: await cat.generateFromJson(make, { type: 'mac', alg: 'HS256', kid }) }
}

async function read({ read, kid, key, now, url, ip, method }) {
  Date.now = () => now
  try {
    const secret = Buffer.from(key, 'hex')
    const tokens = new eyevinn.CAT({ keys: { [kid]: secret }, expectCwtTag: true })
    const { cat, error } = await tokens.validate(read, 'mac', { issuer: 'tests', url: new URL(url), ip })
    const claims = cat.claims
    const allowed = !claims.catm || claims.catm.includes(method)
    // Behind the tag of a CWT (d8 3d) stands the COSE message.
    const payload = await cose.mac.read(Buffer.from(read, 'base64url').subarray(2), secret)
    return { claims, accepted: !error && allowed, why: String(error ?? ''), payload: payload.toString('hex') }
  } finally {
    Date.now = clock
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  const reply = await (question.make ? make(question) : read(question)).catch((error) => ({ error: String(error) }))
  process.stdout.write(JSON.stringify(reply) + '\n')
}
