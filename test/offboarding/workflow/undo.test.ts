import { describe, expect, test } from 'vitest'
import { NO_STEPS } from '../../../src/offboarding/leaver.ts'
import { hasNoSeat, whyNotReactivated } from '../../../src/offboarding/workflow/undo.ts'
import {
  ACTIVE,
  conversations,
  done,
  LOST,
  noAnswer,
  notFound,
  ONCE,
  rejected,
  shows,
  STRANGER,
  turnedAway,
  unclear,
  UNDO,
  user,
  type Case,
} from './conversations.ts'

/** Somebody whom the look-up has shown as deactivated, as the other run left them. */
const KNOWN = { known: user(), planned: user() }
const INTERRUPTED = { ...KNOWN, stepsSoFar: { ...NO_STEPS, reactivation: 'intended' } } as const
const noSeat = rejected('all 50 seats are taken', ONCE, 402)

const undoes = (cases: Case[]): void => {
  conversations(cases.map((one) => ({ of: KNOWN, policy: UNDO, ...one })))
}

describe('an undo', () => {
  undoes([
    {
      title: 'reactivates whom the other run deactivated',
      answers: [['reactivate u1', done()]],
      ends: ['reactivated', '', 200],
    },
    {
      title: 'believes an answer that shows the user as active',
      answers: [['reactivate u1', shows(ACTIVE)]],
      ends: ['reactivated', '', 200],
    },
    {
      title: 'does not believe a 200 that shows the user as deactivated',
      answers: [['reactivate u1', shows(user())]],
      ends: ['failed', 'reactivate failed: deactivated', 200],
    },
    {
      title: 'sends nothing for whoever is active already',
      of: { known: ACTIVE, planned: user() },
      answers: [],
      ends: ['reactivated', 'was_active', null],
    },
    {
      title: 'leaves alone whose name is another one by now',
      of: { known: user({ name: 'Uwe Adler' }), planned: user() },
      answers: [],
      ends: ['mismatch', 'changed_since', null],
    },
    {
      title: 'reads first whom no look-up has shown',
      of: { planned: user() },
      answers: [
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['reactivated', '', 200],
    },
    {
      title: 'leaves alone whoever is somebody else when they are read',
      of: { planned: user() },
      answers: [['read u1', shows(STRANGER)]],
      ends: ['mismatch', 'other_user_answered', null],
    },
    {
      title: 'does nothing for whoever cannot be read',
      of: { planned: user() },
      answers: [['read u1', noAnswer()]],
      ends: ['failed', 'read failed: deactivated', null],
    },
  ])
})

describe('a reactivation without a clear answer', () => {
  undoes([
    {
      title: 'was carried out if the user is active',
      answers: [
        ['reactivate u1', noAnswer()],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['reactivated', 'confirmed_after lost_answer', null],
    },
    {
      title: 'was carried out if the user is active after a 202',
      answers: [
        ['reactivate u1', unclear],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['reactivated', 'confirmed_after unclear_answer', 202],
    },
    {
      title: 'was not carried out if the user is deactivated',
      answers: [
        ['reactivate u1', noAnswer()],
        ['read u1', shows(user())],
      ],
      ends: ['failed', 'reactivate failed: deactivated', null],
    },
    {
      title: 'leaves the state unknown if the user cannot be read either',
      answers: [
        ['reactivate u1', noAnswer()],
        ['read u1', noAnswer()],
      ],
      ends: ['failed', 'reactivate failed: reactivation_unknown', null],
    },
    {
      title: 'says so if somebody else has the ID by then',
      answers: [
        ['reactivate u1', noAnswer()],
        ['read u1', shows(user({ name: 'Uwe Adler' }))],
      ],
      ends: ['mismatch', 'changed_since', null],
    },
    {
      title: 'needs no read if no attempt can have arrived',
      answers: [['reactivate u1', turnedAway]],
      ends: ['failed', 'reactivate failed: deactivated', 429],
    },
    {
      title: 'is checked after a 404, and the user is gone',
      answers: [
        ['reactivate u1', notFound()],
        ['read u1', notFound()],
      ],
      ends: ['not_found', 'gone_for_good', 404],
    },
    {
      title: 'is checked after a 404, and the user is there, and deactivated',
      answers: [
        ['reactivate u1', notFound()],
        ['read u1', shows(user())],
      ],
      ends: ['failed', 'reactivate failed: deactivated', 404],
    },
  ])
})

describe('a reactivation that the platform refuses', () => {
  undoes([
    {
      title: 'for want of a seat needs no read',
      answers: [['reactivate u1', noSeat]],
      ends: ['refused', 'platform_refused', 402],
    },
    {
      title: 'for want of a seat is read if an earlier attempt may have taken one',
      answers: [
        ['reactivate u1', rejected('all 50 seats are taken', LOST, 402)],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['reactivated', 'confirmed_after lost_answer', 402],
    },
    {
      title: 'because the user is active ends well',
      answers: [
        ['reactivate u1', rejected('is not blocked')],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['reactivated', 'was_active', 422],
    },
    {
      title: 'for another reason is refused in its words',
      answers: [
        ['reactivate u1', rejected('is archived')],
        ['read u1', shows(user())],
      ],
      ends: ['refused', 'platform_refused', 422],
    },
  ])
})

describe('a reactivation that was sent before the undo was interrupted', () => {
  undoes([
    {
      title: 'is not sent again if the user is active',
      of: INTERRUPTED,
      answers: [['read u1', shows(ACTIVE)]],
      ends: ['reactivated', 'confirmed_after interruption', null],
    },
    {
      title: 'is sent again if the user is deactivated',
      of: INTERRUPTED,
      answers: [
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['reactivated', '', 200],
    },
    {
      title: 'leaves the state unknown if the user cannot be read',
      of: INTERRUPTED,
      answers: [['read u1', noAnswer()]],
      ends: ['failed', 'read failed: reactivation_unknown', null],
    },
    {
      title: 'does not matter if the user is gone',
      of: INTERRUPTED,
      answers: [['read u1', notFound()]],
      ends: ['not_found', 'gone_for_good', 404],
    },
  ])
})

test('an ID that could reach another endpoint is not reactivated', () => {
  const odd = user({ id: 'a/b' })
  expect(whyNotReactivated({ userId: 'a/b', planned: odd }, odd)).toMatchObject({
    outcome: 'refused',
    reasons: [{ code: 'account_id_unusable' }],
  })
})

test('only the 402 of a reactivation says that there is no seat', () => {
  expect(hasNoSeat({ outcome: 'refused', reasons: [], status: 402 })).toBe(true)
  expect(hasNoSeat({ outcome: 'refused', reasons: [], status: 422 })).toBe(false)
  expect(hasNoSeat({ outcome: 'reactivated', reasons: [], status: 402 })).toBe(false)
})
