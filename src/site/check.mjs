// Looks the finished site over: links and anchors, accessibility in light and dark, and that nothing is fetched from elsewhere.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { open } from './browser.mjs'

const SITE = resolve('target/site')
const PICTURES = resolve('target/site-pictures')
const SHOWN = ['index.html', 'docs/guides/live.html', 'docs/guides/security.html']
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The tool that makes it writes one link to an anchor that it does not write. */
const TOLERATED = /^apidocs\/constant-values\.html: #/

const files = readdirSync(SITE, { recursive: true }).filter(file => file.endsWith('.html'))
const own = files.filter(file => !file.startsWith('apidocs/'))
const faults = []
const fault = what => TOLERATED.test(what) || faults.push(what)

const texts = new Map()
const text = file => texts.get(file) ?? texts.set(file, readFileSync(file, 'utf8')).get(file)
const plain = value => value.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
const anchors = new Map()
const anchorsOf = file => anchors.get(file) ?? anchors.set(file,
  new Set([...text(file).matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => plain(id)))).get(file)

/** Every link and picture leads to a file of the site, and to an anchor in it. */
function links () {
  let count = 0
  for (const file of files) {
    const from = join(SITE, file)
    for (const [, value] of text(from).matchAll(/<(?:a|link|img|script)\s[^>]*?(?:href|src)="([^"]*)"/g)) {
      const link = plain(value)
      if (/^(https?|mailto|javascript|data):/.test(link)) continue
      count++
      const [path, hash] = link.split('#')
      let to = path ? resolve(dirname(from), decodeURI(path.split('?')[0])) : from
      if (existsSync(to) && statSync(to).isDirectory()) to = join(to, 'index.html')
      if (!existsSync(to)) fault(`${file}: ${link} leads nowhere`)
      else if (hash && to.endsWith('.html') && !anchorsOf(to).has(decodeURIComponent(hash))) fault(`${file}: ${link} has no such anchor`)
    }
  }
  return count
}

/** What axe calls serious or critical, on each page of ours, as it looks in both schemes and on a telephone. */
async function pages () {
  const browser = await open()
  const page = await browser.newPage()
  page.on('request', request => {
    if (!/^(file|data):/.test(request.url())) fault(`${page.url()} fetches ${request.url()}`)
  })
  mkdirSync(PICTURES, { recursive: true })
  for (const file of own) {
    for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 390]]) {
      await page.setViewport({ width, height: 900 })
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      await page.goto(pathToFileURL(join(SITE, file)).href)
      await page.addScriptTag({ path: AXE })
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
      for (const { id, impact, help, nodes } of violations) {
        if (['serious', 'critical'].includes(impact)) {
          fault(`${file}, ${scheme}, ${width} px: ${id}: ${help}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`)
        }
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (wider > 0) fault(`${file}, ${width} px: wider than the window by ${wider} px`)
      if (SHOWN.includes(file)) await page.screenshot({ path: join(PICTURES, `${file.replaceAll('/', '-').replace('.html', '')}-${scheme}-${width}.png`) })
    }
  }
  await browser.close()
}

if (!existsSync(join(SITE, 'apidocs/index.html'))) fault('apidocs: is not there; run mvn -Psite verify')
const count = links()
await pages()
for (const what of faults) console.error(what)
console.log(`${own.length} pages, ${files.length - own.length} of Javadoc, ${count} links: ${faults.length} faults; pictures in ${relative('.', PICTURES)}`)
process.exitCode = faults.length ? 1 : 0
