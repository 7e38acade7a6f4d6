// Asks the script of a delivery map: one JSON object {page, urls} per line in, a list of answers for each URL per line out.
import { createInterface } from 'node:readline'

for await (const line of createInterface({ input: process.stdin })) {
  const { page, urls } = JSON.parse(line)
  const data = JSON.parse(/<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)[1])
  const script = /<script>([^]*?)const distributions =/.exec(page)[1]
  const tryPath = new Function(`${script}; return tryPath`)()
  process.stdout.write(JSON.stringify(urls.map(url => tryPath(data, url))) + '\n')
}
