// Draws the Mermaid of a page when the site is built, for light and for dark: the page itself needs no script.
import { createRequire } from 'node:module'
import { open } from './browser.mjs'

const MERMAID = createRequire(import.meta.url).resolve('mermaid').replace(/[^/]+$/, 'mermaid.min.js')
const PLACE = /<!-- mermaid ([^ ]+) ([^ ]+) -->/g

/** The colours of style.css; Mermaid's own themes have labels that are too faint. */
const colours = (ink, paper, box, line) => ({
  background: paper, textColor: ink, lineColor: ink, primaryColor: box, primaryTextColor: ink, primaryBorderColor: line,
  secondaryColor: box, tertiaryColor: box, mainBkg: box, nodeBorder: line, nodeTextColor: ink, titleColor: ink,
  clusterBkg: paper, clusterBorder: line, edgeLabelBackground: paper, actorBkg: box, actorBorder: line, actorTextColor: ink,
  signalColor: ink, signalTextColor: ink, labelTextColor: ink, noteBkgColor: box, noteTextColor: ink, noteBorderColor: line
})
const THEMES = {
  light: colours('#1b2733', '#ffffff', '#f3f6f9', '#7b8894'),
  dark: colours('#e4eaf0', '#11171d', '#1a222b', '#7b8894')
}

const escape = text => text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])

export class Diagrams {
  #count = 0
  /** Of one page for all, since Eleventy makes several pages at once. */
  #started

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
    for (const [scheme, variables] of Object.entries(THEMES)) {
      const svg = await this.#svg(text, variables)
      pictures.push(`<div class="only-${scheme}" role="img" aria-label="${escape(label)}">${svg}</div>`)
    }
    return `<figure class="diagram">${pictures.join('')}<details><summary>The diagram as text</summary><pre tabindex="0"><code>${escape(text)}</code></pre></details></figure>`
  }

  async #svg (text, variables) {
    const { page } = await (this.#started ??= Diagrams.#start())
    return await page.evaluate(async (id, text, themeVariables) => {
      window.mermaid.initialize({
        startOnLoad: false,
        theme: 'base',
        themeVariables,
        securityLevel: 'strict',
        fontFamily: 'system-ui, sans-serif'
      })
      return (await window.mermaid.render(id, text)).svg
    }, `diagram${++this.#count}`, text, variables)
  }

  static async #start () {
    const browser = await open()
    const page = await browser.newPage()
    await page.setContent('<!DOCTYPE html><body></body>')
    await page.addScriptTag({ path: MERMAID })
    return { browser, page }
  }

  async close () {
    await (await this.#started)?.browser.close()
    this.#started = undefined
  }
}
