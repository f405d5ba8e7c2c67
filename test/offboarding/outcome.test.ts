import { describe, expect, test } from 'vitest'
import { canSucceedLater, needsAttention, OUTCOMES } from '../../src/offboarding/outcome.ts'

describe('the outcomes', () => {
  test('are those of the documentation, each once', () => {
    expect(OUTCOMES).toEqual([
      'deleted',
      'deactivated',
      'waiting',
      'kept',
      'reactivated',
      'not_found',
      'duplicate',
      'protected',
      'not_due',
      'invalid',
      'mismatch',
      'refused',
      'failed',
      'not_attempted',
    ])
  })

  test('that need attention are those a person has to do something about', () => {
    expect(OUTCOMES.filter(needsAttention)).toEqual([
      'invalid',
      'mismatch',
      'refused',
      'failed',
      'not_attempted',
    ])
  })

  test('that can succeed later are those that need attention and need no correction of the list', () => {
    expect(OUTCOMES.filter(canSucceedLater)).toEqual(['refused', 'failed', 'not_attempted'])
  })
})
