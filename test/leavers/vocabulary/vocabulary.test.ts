import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CODE_PAGES } from '../../../src/leavers/text/code-pages.ts'
import * as merged from '../../../src/leavers/vocabulary/index.ts'
import { LANGUAGES, splitWords } from '../../../src/leavers/vocabulary/languages.ts'
import { normalize, wordsOf } from '../../../src/leavers/vocabulary/normalize.ts'
import { monthOf } from '../../../src/leavers/dates/month-names.ts'

/** Every word that was known when each language got a file of its own, set by set, as it is compared. */
const WORDS = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>

const sorted = (words: Iterable<string>): string => [...new Set(words)].sort().join(', ')

const group = (name: string, sets: Readonly<Record<string, Iterable<string>>>): [string, string][] =>
  Object.entries(sets).map(([kind, words]) => [`${name} ${kind}`, sorted(words)])

function allWords(): Record<string, string> {
  const { weekdays, beside, timeZones, ...dates } = merged.DATES
  const { working, notWorking, negations, ...statements } = merged.STATEMENTS
  const alphabets = LANGUAGES.map(({ alphabet }) => alphabet)
  const months = LANGUAGES.flatMap((language) =>
    language.months.flatMap((names, index) =>
      splitWords(names).map((name) => {
        // Letters alone are what a month is found by.
        const plain = name.toLowerCase().normalize('NFKD').replaceAll(/\P{L}/gu, '')
        expect([name, monthOf(name)]).toEqual([name, index + 1])
        return `${plain} ${index + 1}`
      }),
    ),
  )
  return Object.fromEntries([
    ...CODE_PAGES.flatMap(({ encoding, common, rare }) =>
      group(`letters ${encoding}`, { usual: common, seldom: rare }),
    ),
    ...group('letters', {
      comparedAs: alphabets.flatMap(({ comparedAs }) =>
        Object.entries(comparedAs).map((pair) => pair.join(' ')),
      ),
      withoutCapital: alphabets.flatMap(({ withoutCapital }) => Array.from(withoutCapital)),
    }),
    ['months', sorted(months)],
    ...group('columns', merged.COLUMNS),
    ...group('columnNotes', merged.COLUMN_NOTES),
    ...group('dateColumns', merged.DATE_COLUMNS),
    ...group('dates', { ...dates, 'weekdays, beside and timeZones': [...weekdays, ...beside, ...timeZones] }),
    ...group('answers', merged.ANSWERS),
    ...group('statements', {
      ...statements,
      'working and notWorking': [...working, ...notWorking],
      'negations and notWorking': [...negations, ...notWorking],
    }),
    ...group('statusColumns', merged.STATUS_COLUMNS),
    ...group('statusCells', merged.STATUS_CELLS),
    ...group('totals', {
      ...merged.TOTALS,
      footers: LANGUAGES.flatMap(({ totals }) => splitWords(totals.footers)).map((footer) =>
        wordsOf(footer).join(' '),
      ),
    }),
    ...group('placeholders', merged.PLACEHOLDERS),
  ])
}

const listsIn = (group: object): string[] =>
  Object.values(group).filter((words): words is string => typeof words === 'string')

describe('the vocabulary', () => {
  // Without one of them, a list could be read that is refused today. Words may be added without being written down there.
  test('has lost none of the words that were once known', () => {
    const words = allWords()
    expect(Object.keys(words)).toEqual(expect.arrayContaining(Object.keys(WORDS)))
    const lost = Object.entries(WORDS).flatMap(([set, list]) => {
      const now = new Set(words[set]?.split(', '))
      return list.split(', ').flatMap((word) => (now.has(word) ? [] : [`${set}: ${word}`]))
    })
    expect(lost).toEqual([])
  })

  test('repeats no word within a list of one language', () => {
    const lists = LANGUAGES.flatMap((language) => Object.values(language) as object[]).flatMap(listsIn)
    expect(lists.length).toBeGreaterThan(300)
    const repeating = lists.filter((list) => {
      const words = splitWords(list)
      return new Set(words).size < words.length
    })
    expect(repeating).toEqual([])
  })

  test('has no month that means another one in another language', () => {
    const months = LANGUAGES.flatMap((language) =>
      language.months.flatMap((names, index) =>
        splitWords(names).map((name) => [normalize(name), index] as const),
      ),
    )
    const meanings = Map.groupBy(months, ([name]) => name)
    expect([...meanings.values()].filter((all) => new Set(all.map(([, index]) => index)).size > 1)).toEqual(
      [],
    )
  })
})
