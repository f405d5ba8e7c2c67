import { expect, test } from 'vitest'
import type { Seen } from '../../src/inbox/seen.ts'
import { mayBeTaken, sortOut } from '../../src/inbox/sort-out.ts'

const seen = (name: string, more: Partial<Seen> = {}): Seen => ({
  ...{ place: 'inbox', name, path: `/in/${name}`, kind: 'file', size: 10, modified: 5n },
  ...more,
})
const namesOf = (all: readonly Seen[]): string[] => all.map(({ name }) => name)

test('takes up what has settled, the oldest first, and by name where that is the same', () => {
  const all = [seen('c.csv', { modified: 7n }), seen('b.csv'), seen('a.csv'), seen('d.csv', { modified: 1n })]
  expect(namesOf(sortOut(all, all).lists)).toEqual(['d.csv', 'a.csv', 'b.csv', 'c.csv'])
})

test.each([
  ['its size', { size: 11 }],
  ['its time', { modified: 6n }],
])('leaves alone what has changed by %s', (_, more) => {
  const { lists, leftAlone } = sortOut([seen('a.csv')], [seen('a.csv', more)])
  expect(lists).toEqual([])
  expect(leftAlone).toEqual([{ name: 'a.csv', because: 'still written' }])
})

test('leaves alone what has come meanwhile, or was no file before', () => {
  expect(sortOut([], [seen('a.csv')]).lists).toEqual([])
  expect(sortOut([seen('a.csv', { kind: 'link' })], [seen('a.csv')]).lists).toEqual([])
})

test.each([
  ['link', seen('a.csv', { kind: 'link' })],
  ['folder', seen('a.csv', { kind: 'folder' })],
  ['special', seen('a.csv', { kind: 'special' })],
  ['empty', seen('a.csv', { size: 0 })],
  ['temporary', seen('~$a.xlsx')],
  ['no list', seen('notes.docx')],
])('leaves a %s alone, and says so', (because, one) => {
  expect(sortOut([one], [one])).toEqual({
    ...{ lists: [], otherTables: [] },
    leftAlone: [{ name: one.name, because }],
  })
  expect(mayBeTaken([one])).toBe(false)
})

test('says nothing of its own files, and tells tables of other kinds apart', () => {
  const all = [seen('a.csv.plan.csv'), seen('a.ods')]
  const { lists, otherTables, leftAlone } = sortOut(all, all)
  expect([lists, namesOf(otherTables), leftAlone]).toEqual([[], ['a.ods'], []])
})
