import { describe, expect, test } from 'vitest'
import { shownAfterDeletion } from '../../../src/offboarding/workflow/verify-deleted.ts'
import {
  ACTIVE,
  done,
  noAnswer,
  notFound,
  rejected,
  shows,
  STRANGER,
  unclear,
  user,
} from './conversations.ts'

const ON = '2026-03-01'
const asked = { userId: 'u1', deleted: user() }

describe('whoever was deleted, and is asked for once more', () => {
  test('is gone if the platform answers 404', () => {
    expect(shownAfterDeletion(asked, notFound(), ON)).toEqual({ kind: 'gone' })
  })

  test.each([
    ['active', ACTIVE],
    ['deactivated', user()],
    ['with another role', user({ role: 'administrator' })],
    ['with an address that is not told', user({ email: null })],
    ['with other capitals', user({ name: 'UTE VOGEL' })],
  ])('is still there, or there again: %s', (_, shown) => {
    expect(shownAfterDeletion(asked, shows(shown), ON)).toEqual({
      kind: 'there',
      reason: { code: 'still_there', on: ON, deactivated: shown.deactivated },
    })
  })

  test('is still there, as far as anybody knows, if no answer had described them', () => {
    expect(shownAfterDeletion({ userId: 'u1', deleted: null }, shows(ACTIVE), ON)).toMatchObject({
      reason: { code: 'still_there' },
    })
  })

  test.each([
    ['name', user({ name: 'Uwe Adler' })],
    ['e-mail address', user({ email: 'uwe@example.com' })],
  ])('is somebody else with another %s', (what, shown) => {
    expect(shownAfterDeletion(asked, shows(shown), ON)).toMatchObject({
      kind: 'there',
      reason: { code: 'somebody_else_there', on: ON, changes: [{ what }] },
    })
  })

  test.each([
    ['another user', shows(STRANGER)],
    ['no answer', noAnswer()],
    ['a refusal', rejected('no')],
    ['a 202', unclear],
    ['an empty body', done()],
  ])('is not proved to be anything by %s', (_, answer) => {
    expect(shownAfterDeletion(asked, answer, ON)).toEqual({ kind: 'not_known' })
  })
})
