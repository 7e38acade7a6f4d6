// The Markdown of this repository as a site: each file is a page of the same path, so that links need but another ending.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { posix } from 'node:path'
import Prism from 'prismjs'
import loadLanguages from 'prismjs/components/index.js'
import { Diagrams } from './diagrams.mjs'
import { llms } from './llms.mjs'

loadLanguages.silent = true
loadLanguages(['bash', 'diff', 'java', 'javascript', 'yaml', 'json'])

const REPOSITORY = 'https://github.com/cdk-media-delivery/cdk-media-delivery'
const INDEX = 'docs/README.md'
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/**/*.md']

/** README.md is the page of its folder. */
const page = file => posix.join(posix.dirname(file), posix.basename(file) === 'README.md' ? 'index.html'
  : `${posix.basename(file, '.md')}.html`)

/** As GitHub makes them of headings. */
const anchor = heading => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')

const escape = text => text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])

const source = file => readFileSync(file, 'utf8')
const title = text => /^# (.*)$/m.exec(text)[1]

/** The rows of the index, in their order. */
const named = [...source(INDEX).matchAll(/^\| \[([^\]]+)\]\(([^)#:]+\.md)\) \| (.*) \|$/gm)]
  .map(([, name, link, about]) => ({ name, file: posix.join('docs', link), about }))

/** Where a link of a Markdown file leads on the site; what is no page is in the repository. */
function target (link, from) {
  if (/^[a-z]+:|^#/.test(link)) return link
  const [to, hash] = link.split('#')
  const file = posix.join(posix.dirname(from), to)
  if (file.startsWith('src/') || !/\.(md|svg|png)$/.test(file)) {
    return `${REPOSITORY}/${existsSync(file) && /\.[^/]+$/.test(file) ? 'blob' : 'tree'}/main/${file}${hash ? `#${hash}` : ''}`
  }
  return (file.endsWith('.md') ? posix.relative(posix.dirname(from), page(file)) : to) + (hash ? `#${hash}` : '')
}

function markdown (md) {
  const from = env => posix.normalize(env.page.inputPath)
  const rules = md.renderer.rules
  const plain = (tokens, at, options, env, self) => self.renderToken(tokens, at, options)

  rules.heading_open = (tokens, at, options, env, self) => {
    const text = tokens[at + 1].children.map(child => child.content).join('')
    env.heading = text
    tokens[at].attrSet('id', anchor(text))
    return self.renderToken(tokens, at, options)
  }
  rules.link_open = (tokens, at, options, env, self) => {
    tokens[at].attrSet('href', target(tokens[at].attrGet('href'), from(env)))
    return self.renderToken(tokens, at, options)
  }
  // What is wider than the window is scrolled, by keyboard too.
  rules.table_open = (tokens, at, options, env, self) =>
    `<div class="wide" role="region" tabindex="0" aria-label="Table: ${escape(env.heading ?? '')} (${env.tables = (env.tables ?? 0) + 1})">${plain(tokens, at, options, env, self)}`
  rules.table_close = (...all) => `${plain(...all)}</div>`
  rules.th_open = (tokens, at, options, env, self) => {
    const empty = tokens[at + 1].content === ''
    return empty ? '<td>' : self.renderToken(tokens, at, options)
  }
  rules.th_close = (tokens, at, options, env, self) =>
    tokens[at - 1].content === '' ? '</td>' : self.renderToken(tokens, at, options)
  rules.fence = (tokens, at, options, env) => {
    const language = tokens[at].info.trim()
    const text = tokens[at].content
    if (language === 'mermaid') return Diagrams.place(text, env.heading)
    const grammar = Prism.languages[language === 'sh' ? 'bash' : language]
    return `<pre tabindex="0"><code>${grammar ? Prism.highlight(text, grammar, language) : escape(text)}</code></pre>`
  }
}

export default function (site) {
  const diagrams = new Diagrams()

  site.setUseGitIgnore(false)
  for (const ignored of ['src/**', 'target/**', 'cdk.out/**', '**/node_modules/**']) site.ignores.add(ignored)
  site.amendLibrary('md', markdown)
  site.addPassthroughCopy({ 'src/site/style.css': 'style.css', 'docs/pictures': 'docs/pictures' })
  // The sources lie beside their pages, for who reads no HTML.
  for (const glob of PAGES) site.addPassthroughCopy(glob)
  if (existsSync('target/reports/apidocs')) site.addPassthroughCopy({ 'target/reports/apidocs': 'apidocs' })

  site.addGlobalData('layout', 'layout.njk')
  site.addGlobalData('repository', REPOSITORY)
  site.addGlobalData('eleventyComputed', {
    permalink: data => page(posix.normalize(data.page.inputPath)),
    title: data => title(source(data.page.inputPath)),
    root: data => posix.relative(posix.dirname(posix.normalize(data.page.inputPath)), '.') || '.',
    here: data => page(posix.normalize(data.page.inputPath)),
    contents: data => [...source(data.page.inputPath).replace(/^```.*?^```/gms, '').matchAll(/^## (.*)$/gm)]
      .map(([, heading]) => ({ heading: heading.replaceAll('`', ''), anchor: anchor(heading) }))
  })
  site.addGlobalData('guides', named.map(({ name, file }) => ({ name, page: page(file) })))
  site.addTransform('diagrams', content => diagrams.draw(content))
  site.on('eleventy.before', ({ directories }) => rmSync(directories.output, { recursive: true, force: true }))
  site.on('eleventy.after', async ({ directories }) => {
    await diagrams.close()
    llms(directories.output, named)
  })

  return {
    markdownTemplateEngine: false,
    templateFormats: ['md'],
    dir: { input: '.', includes: 'src/site', output: 'target/site' }
  }
}
