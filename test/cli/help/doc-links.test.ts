import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const DOCS = new URL('../../../docs/', import.meta.url)

const documents = readdirSync(DOCS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(new URL(name, DOCS), 'utf8') }))

/** What the headings of a text can be linked by, as GitHub makes it: `## The guards` by `the-guards`. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Why a link leads nowhere; null if it leads somewhere, or to the network. */
function whyBroken(link: string, from: { name: string; text: string }): string | null {
  if (/^https?:/.test(link)) return null
  const [path = '', anchor] = link.split('#')
  const target = new URL(path === '' ? from.name : path, DOCS)
  if (!existsSync(target)) return `${from.name}: there is no ${path}`
  if (anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor)) return null
  return `${from.name}: no heading of ${path} is #${anchor}`
}

test('every link in the documents leads to a file, and to a heading in it', () => {
  const links = documents.flatMap((from) =>
    [...from.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => whyBroken(link, from)),
  )
  expect(links.length).toBeGreaterThan(50)
  expect(links.filter((why) => why !== null)).toEqual([])
})

test('the index names every document', () => {
  const index = documents.find(({ name }) => name === 'README.md')?.text ?? ''
  const names = documents.map(({ name }) => name).filter((name) => name !== 'README.md')
  expect(names.filter((name) => !index.includes(`](${name}`))).toEqual([])
})

test('every file of the sources that docs/architecture.md names is there', () => {
  const map = documents.find(({ name }) => name === 'architecture.md')?.text ?? ''
  const named = [...map.matchAll(/`([a-z]+\/[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(20)
  const isThere = (path: string): boolean =>
    existsSync(new URL(`../src/${path}`, DOCS)) || existsSync(new URL(`../${path}`, DOCS))
  expect(named.filter((path) => !isThere(path))).toEqual([])
})
