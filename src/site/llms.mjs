// llms.txt (https://llmstxt.org): what there is to read, in the order of the index, as Markdown.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function llms (output, guides) {
  writeFileSync(join(output, 'llms.txt'), `# cdk-media-delivery

> ${readFileSync('README.md', 'utf8').split(/\n{2,}/)[1].replace(/\s+/g, ' ')}

## Start

- [README](README.md): the smallest example, and which construct for what
- [Architecture](ARCHITECTURE.md): the map of the code
- [Changelog](CHANGELOG.md): what has changed

## Guides

${guides.map(({ name, file, about }) => `- [${name}](${file}): ${about}`).join('\n')}

## Reference

- [Javadoc](apidocs/index.html): all that can be called, with defaults, refusals and AWS's pages
`)
}
