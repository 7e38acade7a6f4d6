// The published cases of http-tests/cache-tests, all at once: anything in, the suites out, a line of JSON each.
import { createInterface } from 'node:readline'
import suites from 'http-cache-tests/tests/index.mjs'

for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ suites }))
}
