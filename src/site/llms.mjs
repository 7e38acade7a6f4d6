// llms.txt (https://llmstxt.org): what there is to read, in the order of the index, as Markdown.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The first paragraph in words: no heading, no list, no table, no code. */
const about = text => text.split(/\n{2,}/).slice(1).find(part => /^[A-Z*]/.test(part))?.replace(/\s+/g, ' ').replaceAll('**', '')
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/(\.|:) .*$/, '$1').trim() ?? ''

const line = (name, file) => {
  const said = about(readFileSync(file, 'utf8'))
  return `- [${name}](${file})${said ? `: ${said}` : ''}`
}

export function llms (output, guides) {
  writeFileSync(join(output, 'llms.txt'), [
    '# cdk-media-delivery',
    '',
    `> ${readFileSync('README.md', 'utf8').split(/\n{2,}/)[1].replace(/\s+/g, ' ')}`,
    '',
    '## Start',
    '',
    line('README', 'README.md'),
    line('Architecture', 'ARCHITECTURE.md'),
    line('Changelog', 'CHANGELOG.md'),
    '',
    '## Guides',
    '',
    ...guides.map(({ name, file }) => line(name, file)),
    '',
    '## Reference',
    '',
    '- [Javadoc](apidocs/index.html): all that can be called, with defaults, refusals and AWS\'s pages',
    ''
  ].join('\n'))
}
