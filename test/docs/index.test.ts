import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const DOCS = new URL('../../docs/', import.meta.url)

const documents = readdirSync(DOCS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(new URL(name, DOCS), 'utf8') }))

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

test('every document that a message of the tool names is there', () => {
  const sources = new URL('../../src/', import.meta.url)
  const texts = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, sources), 'utf8'))
  const named = new Set(texts.flatMap((text) => text.match(/\bdocs\/[\w-]+\.md\b/g) ?? []))
  expect(named.size).toBeGreaterThan(2)
  expect([...named].filter((path) => !existsSync(new URL(`../${path}`, DOCS)))).toEqual([])
})
