import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../../src/offboarding/text/language.ts'
import { durationOf } from '../../../src/report/page/parts/times.ts'
import { wordsIn } from '../../../src/report/page/words/index.ts'

/** Every text of an object, with the way to it; functions are left out, since each takes something else. */
function texts(value: unknown, way = ''): [string, string][] {
  if (typeof value === 'string') return [[way, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => texts(one, `${way}.${name}`))
}

describe('the words of the page', () => {
  test.each(LANGUAGES)('in %s lack none, and none is left in English', (language) => {
    const english = new Map(texts(wordsIn('en')))
    const all = texts(wordsIn(language))
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([])
    if (language === 'en') return
    const same = all.filter(([way, text]) => text.includes(' ') && english.get(way) === text)
    expect(same).toEqual([])
  })

  test.each([
    ['en', 1, '1 user deleted for good.', '1 row needs attention.'],
    ['en', 0, 'Nobody deleted for good.', 'No row needs attention.'],
    ['de', 1, '1 Benutzer wurde endgültig gelöscht.', '1 Zeile ist zu klären.'],
    ['de', 2, '2 Benutzer wurden endgültig gelöscht.', '2 Zeilen sind zu klären.'],
    ['fr', 0, "Personne n'a été supprimé.", 'Aucune ligne à vérifier.'],
    ['fr', 2, '2 utilisateurs supprimés.', '2 lignes à vérifier.'],
  ] as const)('count in %s: %i', (language, n, deleted, attention) => {
    const { verdict } = wordsIn(language)
    expect([verdict.deleted(n), verdict.attention(n)]).toEqual([deleted, attention])
  })

  test.each([
    [0, '0 s'],
    [57_000, '57 s'],
    [60_000, '1 min'],
    [4_800_000, '1 h 20 min'],
    [3_600_000 + 5_000, '1 h'],
    [90_000_000, '1 d 1 h'],
  ])('say of %i ms: %s', (ms, said) => {
    expect(durationOf(ms, wordsIn('en'))).toBe(said)
  })
})
