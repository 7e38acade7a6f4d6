// Draws the Mermaid of a page when the site is built, for light and for dark: the page itself needs no script.
import { createRequire } from 'node:module'
import { open } from './browser.mjs'

const MERMAID = createRequire(import.meta.url).resolve('mermaid').replace(/[^/]+$/, 'mermaid.min.js')
const PLACE = /<!-- mermaid ([^ ]+) ([^ ]+) -->/g
const THEMES = { light: 'neutral', dark: 'dark' }

const escape = text => text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])

export class Diagrams {
  #page
  #browser
  #count = 0

  /** Where a diagram will stand. */
  static place (text, heading) {
    return `<!-- mermaid ${encodeURIComponent(text)} ${encodeURIComponent(heading ?? 'this page')} -->`
  }

  async draw (content) {
    let drawn = content
    for (const [place, text, heading] of content.matchAll(PLACE)) {
      const figure = await this.#figure(decodeURIComponent(text), decodeURIComponent(heading))
      drawn = drawn.replace(place, () => figure)
    }
    return drawn
  }

  async #figure (text, heading) {
    const label = /^\s*accTitle:\s*(.*)$/m.exec(text)?.[1] ?? `Diagram: ${heading}`
    const pictures = []
    for (const [scheme, theme] of Object.entries(THEMES)) {
      const svg = await this.#svg(text, theme)
      pictures.push(`<div class="only-${scheme}" role="img" aria-label="${escape(label)}">${svg}</div>`)
    }
    return `<figure class="diagram">${pictures.join('')}<details><summary>The diagram as text</summary><pre tabindex="0"><code>${escape(text)}</code></pre></details></figure>`
  }

  async #svg (text, theme) {
    this.#page ??= await this.#start()
    return await this.#page.evaluate(async (id, text, theme) => {
      window.mermaid.initialize({ startOnLoad: false, theme, securityLevel: 'strict', fontFamily: 'system-ui, sans-serif' })
      return (await window.mermaid.render(id, text)).svg
    }, `diagram${++this.#count}`, text, theme)
  }

  async #start () {
    this.#browser = await open()
    const page = await this.#browser.newPage()
    await page.setContent('<!DOCTYPE html><body></body>')
    await page.addScriptTag({ path: MERMAID })
    return page
  }

  async close () {
    await this.#browser?.close()
    this.#page = this.#browser = undefined
  }
}
