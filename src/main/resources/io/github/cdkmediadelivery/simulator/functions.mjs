// Runs CloudFront functions: one JSON object {code, now, store, event} per line in, {"result"} or {"error"} per line out,
// in the same order. Each function lives in a context of its own whose clock is the question's.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { createContext, SourceTextModule, SyntheticModule } from 'node:vm'

const functions = new Map()

async function load(code) {
  const world = { clock: 0, store: {} }
  const context = createContext({ require: createRequire(import.meta.url), console, Buffer })
  const start = new SourceTextModule('export default (now) => { Date.now = now }', { context })
  await start.link(() => {})
  await start.evaluate()
  start.namespace.default(() => world.clock)

  const has = (key) => {
    if (!world.store) throw new Error('StoreUnavailable')
    return Object.hasOwn(world.store, key)
  }
  const kvs = () => ({
    async get(key) {
      if (!has(key)) throw new Error('KeyNotFound')
      return world.store[key]
    },
    async exists(key) {
      return has(key)
    },
  })
  const module = new SourceTextModule(code + '\nexport { handler };', { context })
  await module.link((name) => {
    if (name !== 'cloudfront') throw new Error(`no module ${name}`)
    return new SyntheticModule(['default'], function () { this.setExport('default', { kvs }) }, { context })
  })
  await module.evaluate()
  return { handler: module.namespace.handler, world }
}

async function run({ code, now, store, event }) {
  if (!functions.has(code)) functions.set(code, await load(code))
  const { handler, world } = functions.get(code)
  world.clock = now
  world.store = store
  return { result: await handler(event) }
}

for await (const line of createInterface({ input: process.stdin })) {
  const reply = await run(JSON.parse(line)).catch((error) => ({ error: String(error) }))
  process.stdout.write(JSON.stringify(reply) + '\n')
}
