import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const STORIES = new URL('.', import.meta.url)

/** What the titles of each file begin with, and how many of them there are. */
const told = readdirSync(STORIES)
  .filter((file) => file.endsWith('.test.ts') && file !== 'ids.test.ts')
  .map((file) => {
    const text = readFileSync(new URL(file, STORIES), 'utf8')
    return {
      chapter: file.replace('.test.ts', ''),
      tests: [...text.matchAll(/^ *test(?:OnSqlite)?\b/gm)].length,
      ids: [...text.matchAll(/['"]([a-z-]+-\d+): /g)].map(([, id = '']) => id),
    }
  })

const safety = readFileSync(new URL('../../docs/safety.md', import.meta.url), 'utf8')
const named = new Set([...safety.matchAll(/`([a-z]+(?:-[a-z]+)*-\d+)`/g)].map(([, id]) => id))

describe('the stories', () => {
  test.each(told)('of $chapter: each begins with its ID, which is its own', ({ chapter, tests, ids }) => {
    expect(ids).toHaveLength(tests)
    expect(new Set(ids).size).toBe(tests)
    expect(ids.filter((id) => id.replace(/-\d+$/, '') !== chapter)).toEqual([])
  })

  test('are those that docs/safety.md names, all of them and no others', () => {
    expect(named.size).toBeGreaterThan(80)
    expect([...named].toSorted()).toEqual(told.flatMap(({ ids }) => ids).toSorted())
  })
})
