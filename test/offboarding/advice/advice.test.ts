import { describe, expect, test } from 'vitest'
import { topicOfRow } from '../../../src/offboarding/advice/advice.ts'
import { topicOf } from '../../../src/offboarding/advice/topic.ts'
import { LANGUAGES } from '../../../src/offboarding/text/language.ts'
import { wordsIn } from '../../../src/report/page/words/index.ts'

describe('what to do about a row', () => {
  test('depends on the state in which its user was left more than on why it ended', () => {
    expect(topicOfRow(['name_differs', 'not_reactivated'])).toBe('not_reactivated')
    expect(topicOfRow(['name_differs', 'reactivated_at_once'])).toBe('somebody_else')
    expect(topicOfRow(['on_protected_list'])).toBe('on_protected_list')
    expect(topicOfRow([])).toBeNull()
  })

  // What rows that were read from no list can end for.
  const CODES = ['platform_refused', 'step_failed', 'changed_since', 'name_differs', 'run_refused'] as const
  test.each(LANGUAGES)('of a purge or an undo is never to run a list again, in %s', (language) => {
    const { advice } = wordsIn(language)
    for (const task of ['purge', 'undo'] as const)
      for (const code of CODES)
        expect(advice[topicOf(code, task)].todo, code).not.toMatch(/retry|list|row|zeile|ligne/i)
  })
})
