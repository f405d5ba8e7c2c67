import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { DOCUMENTS, documentOf, proseOf, ROOT, type Document } from './documents.ts'

const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] }

/** npm packs these whatever `files` says. */
const ALWAYS = ['README.md', 'LICENSE', 'package.json']

const isPacked = (path: string): boolean =>
  [...files, ...ALWAYS].some((packed) => path === packed || path.startsWith(`${packed}/`))

/** What the headings of a document can be linked by, as GitHub makes it: `## The guards` by `the-guards`. */
const anchorsOf = (document: Document): string[] =>
  Array.from(proseOf(document).matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Where a document's links and pictures lead, but for those to the network. */
const linksOf = (document: Document): string[] =>
  Array.from(
    proseOf(document).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g),
    ([, link, picture]) => link ?? picture ?? '',
  ).filter((link) => !/^(https?|mailto):/.test(link))

/** Why a link leads nowhere, in a checkout or in the package; null if it leads somewhere. */
function whyBroken(link: string, from: Document): string | null {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from.path : join(dirname(from.path), path)
  if (!existsSync(join(ROOT, target))) return `${link}: there is no such file`
  if (isPacked(from.path) && !isPacked(target)) return `${link}: it is not in the package`
  if (anchor === undefined) return null
  if (statSync(join(ROOT, target)).isDirectory()) return `${link}: a folder has no headings`
  return anchorsOf(documentOf(target)).includes(anchor) ? null : `${link}: there is no such heading`
}

test.each(DOCUMENTS)('the links of $path lead somewhere, in the package, too', (document) => {
  expect(
    linksOf(document)
      .map((link) => whyBroken(link, document))
      .filter((why) => why !== null),
  ).toEqual([])
})

test('links are looked at', () => {
  expect(DOCUMENTS.flatMap(linksOf).length).toBeGreaterThan(50)
  const readme = documentOf('README.md')
  expect(whyBroken('docs/none.md', readme)).toContain('no such file')
  expect(whyBroken('docs/safety.md#none', readme)).toContain('no such heading')
  expect(whyBroken('test/house.test.ts', readme)).toContain('not in the package')
})
