import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, Delivery } from '../../../src/offboarding/answer.ts'
import { isBegun, NO_PROGRESS, type Leaver } from '../../../src/offboarding/leaver.ts'
import { OUTCOMES, type RowEnd } from '../../../src/offboarding/outcome.ts'
import type { Policy } from '../../../src/offboarding/policy.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { Reason } from '../../../src/offboarding/reason.ts'
import type { UserStep } from '../../../src/offboarding/step.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { parseUserId } from '../../../src/offboarding/identity/user-id.ts'
import { offboard } from '../../../src/offboarding/workflow/offboard.ts'

const DELETE: Policy = {
  deactivate: true,
  delete: true,
  roles: ['learner'],
  matchName: false,
  protect: protectedList([]),
}
const DEACTIVATE_ONLY: Policy = { ...DELETE, delete: false }
const DELETE_ONLY: Policy = { ...DELETE, deactivate: false }

const user = (more: Partial<User> = {}): User => ({
  id: 'u1',
  email: 'u1@example.com',
  name: 'Ute Vogel',
  role: 'learner',
  deactivated: true,
  ...more,
})
const ACTIVE = user({ deactivated: false })
const STRANGER = user({ id: 'u2' })
const ADMINISTRATOR = user({ role: 'administrator' })

const leaver = (more: Partial<Leaver> = {}): Leaver => ({
  row: 1,
  claim: { id: 'u1', email: null, name: null },
  userId: 'u1',
  known: null,
  planned: null,
  attempts: 0,
  progress: NO_PROGRESS,
  ...more,
})
const DEACTIVATED_EARLIER = { deactivation: 'done', deletion: 'none' } as const
const DEACTIVATION_INTENDED = { deactivation: 'intended', deletion: 'none' } as const
const DELETION_INTENDED = { deactivation: 'done', deletion: 'intended' } as const

const ONCE: Delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
/** Two attempts, one of which was sent and never answered. */
const LOST: Delivery = { attempts: 2, throttled: 0, retries: ['timeout'], mayHaveArrived: true }
/** Three attempts, none of which can have arrived. */
const TURNED_AWAY: Delivery = {
  attempts: 3,
  throttled: 0,
  retries: ['http_429', 'http_429'],
  mayHaveArrived: false,
}

const shows = (shown: User, delivery = ONCE): Answer => ({ kind: 'user', status: 200, user: shown, delivery })
const done = (delivery = ONCE, status = 200): Answer => ({ kind: 'done', status, delivery })
const notFound = (delivery = ONCE): Answer => ({ kind: 'not_found', status: 404, delivery })
const rejected = (message: string, delivery = ONCE, status = 422): Answer => ({
  kind: 'rejected',
  status,
  message,
  delivery,
})
const noAnswer = (delivery = LOST): Answer => ({
  kind: 'failed',
  status: null,
  reason: 'no answer in time',
  delivery,
})
const unclear: Answer = {
  kind: 'unclear',
  status: 202,
  message: 'the platform answered 202, which does not say that it was done',
  delivery: ONCE,
}
const turnedAway: Answer = {
  kind: 'failed',
  status: 429,
  reason: 'the platform answered 429',
  delivery: TURNED_AWAY,
}

/** Holds the conversation: each step is answered with the next answer. What was asked, and how the row ended. */
function converse(of: Leaver, policy: Policy, answers: readonly Answer[]): { asked: string[]; end: RowEnd } {
  const workflow = offboard(of, policy)
  const asked: string[] = []
  let turn = workflow.next()
  for (const answer of answers) {
    if (turn.done === true) throw new Error(`ended after ${asked.join(', ')}, with answers left over`)
    asked.push(`${turn.value.do} ${turn.value.userId}`)
    turn = workflow.next(answer)
  }
  if (turn.done !== true) throw new Error(`asks for "${turn.value.do}" once more`)
  return { asked, end: turn.value }
}

/** A reason's code, and where it leaves the user. */
function inShort(reason: Reason): string {
  switch (reason.code) {
    case 'step_failed':
      return `${reason.step} failed: ${reason.left}`
    case 'confirmed_after':
      return `${reason.code} ${reason.what}`
    default:
      return reason.code
  }
}

interface Case {
  title: string
  of?: Partial<Leaver>
  policy?: Policy
  answers: [asks: string, answer: Answer][]
  /** `reasons`: each as `inShort` has it. */
  ends: [outcome: RowEnd['outcome'], reasons: string, status: number | null]
}

/** Each case is a whole conversation: what is asked, what is answered, and how the row ends. */
const conversations = (cases: Case[]): void => {
  test.each(cases)('$title', ({ of, policy = DELETE, answers, ends: [outcome, reasons, status] }) => {
    const { asked, end } = converse(
      leaver(of),
      policy,
      answers.map(([, answer]) => answer),
    )
    expect(asked).toEqual(answers.map(([asks]) => asks))
    expect([end.outcome, end.reasons.map(inShort).join(', '), end.status]).toEqual([outcome, reasons, status])
  })
}

describe('a user who can be offboarded', () => {
  conversations([
    {
      title: 'is deactivated, then deleted',
      answers: [
        ['deactivate u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is deleted by any answer of success, whatever its status and body',
      answers: [
        ['deactivate u1', shows(user())],
        ['delete u1', done(ONCE, 204)],
      ],
      ends: ['deleted', '', 204],
    },
    {
      title: 'is deleted by an answer that shows the user',
      answers: [
        ['deactivate u1', shows(user())],
        ['delete u1', shows(user())],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is only deactivated where deleting was not asked for',
      policy: DEACTIVATE_ONLY,
      answers: [['deactivate u1', shows(user())]],
      ends: ['deactivated', '', 200],
    },
    {
      title: 'may have any role where every role is allowed',
      policy: { ...DELETE, roles: 'any' },
      answers: [
        ['deactivate u1', shows(ADMINISTRATOR)],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is deleted at once when known to be deactivated already',
      of: { known: user() },
      answers: [['delete u1', done()]],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is left deactivated, without a request, when known to be so and deleting was not asked for',
      of: { known: user() },
      policy: DEACTIVATE_ONLY,
      answers: [],
      ends: ['deactivated', 'was_deactivated', null],
    },
    {
      title: 'that an earlier pass deactivated counts as deactivated by this run',
      of: { known: user(), progress: DEACTIVATED_EARLIER },
      policy: DEACTIVATE_ONLY,
      answers: [['read u1', shows(user())]],
      ends: ['deactivated', '', null],
    },
    {
      title: 'that an earlier pass deactivated is deleted without being deactivated again',
      of: { known: user(), progress: DEACTIVATED_EARLIER },
      answers: [
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is deactivated first when known to be active',
      of: { known: ACTIVE },
      answers: [
        ['deactivate u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is deactivated again when an earlier pass announced that and no answer is known',
      of: { progress: DEACTIVATION_INTENDED },
      answers: [
        ['read u1', shows(ACTIVE)],
        ['deactivate u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is deleted when an earlier pass announced the deactivation, and it was carried out',
      of: { progress: DEACTIVATION_INTENDED },
      answers: [
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
  ])
})

describe('deactivating', () => {
  conversations([
    {
      title: 'answered 404 is not_found',
      answers: [['deactivate u1', notFound()]],
      ends: ['not_found', '', 404],
    },
    {
      title: 'answered 404 for somebody who was seen a moment ago is not_found when they are gone',
      of: { known: ACTIVE },
      answers: [
        ['deactivate u1', notFound()],
        ['read u1', notFound()],
      ],
      ends: ['not_found', '', 404],
    },
    {
      title: 'answered 404 for somebody who was seen a moment ago is failed when they are there',
      of: { known: ACTIVE },
      answers: [
        ['deactivate u1', notFound()],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['failed', 'deactivate failed: active', 404],
    },
    {
      title: 'answered with something that proves nothing goes on when the user is read to be deactivated',
      policy: DEACTIVATE_ONLY,
      answers: [
        ['deactivate u1', unclear],
        ['read u1', shows(user())],
      ],
      ends: ['deactivated', 'confirmed_after lost_answer', 202],
    },
    {
      title: 'answered 200 with a user who is still active is failed, and nobody is deleted',
      answers: [['deactivate u1', shows(ACTIVE)]],
      ends: ['failed', 'deactivate failed: active', 200],
    },
    {
      title: 'that was turned away until the attempts were used up is failed: nothing was changed',
      answers: [['deactivate u1', turnedAway]],
      ends: ['failed', 'deactivate failed: unchanged', 429],
    },
    {
      title: 'answered 422 for an active user is refused, in the words of the platform',
      answers: [
        ['deactivate u1', rejected('User cannot be banned: expert on a course')],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['refused', 'platform_refused', 422],
    },
    {
      title: 'answered 422 for a user who is deactivated after all goes on to delete',
      answers: [
        ['deactivate u1', rejected('banned already')],
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title:
        'answered 422 for a user who is deactivated after all is enough where deleting was not asked for',
      policy: DEACTIVATE_ONLY,
      answers: [
        ['deactivate u1', rejected('banned already')],
        ['read u1', shows(user())],
      ],
      ends: ['deactivated', 'was_deactivated', 422],
    },
    {
      title: 'answered 422 after a lost answer was most likely ours',
      policy: DEACTIVATE_ONLY,
      answers: [
        ['deactivate u1', rejected('banned already', LOST)],
        ['read u1', shows(user())],
      ],
      ends: ['deactivated', 'confirmed_after lost_answer', 422],
    },
    {
      title: 'answered 422 for a user who is gone when read is not_found',
      answers: [
        ['deactivate u1', rejected('cannot be banned')],
        ['read u1', notFound()],
      ],
      ends: ['not_found', '', 404],
    },
    {
      title: 'answered 422 for a user who cannot be read is failed, for nobody knows the state',
      answers: [
        ['deactivate u1', rejected('cannot be banned')],
        ['read u1', noAnswer()],
      ],
      ends: ['failed', 'deactivate failed: deactivation_unknown', 422],
    },
    {
      title: 'answered 422, then reading rejected too, is failed, for nobody knows the state',
      answers: [
        ['deactivate u1', rejected('cannot be banned')],
        ['read u1', rejected('no such thing', ONCE, 400)],
      ],
      ends: ['failed', 'deactivate failed: deactivation_unknown', 422],
    },
    {
      title: 'answered 422, then reading answered without a user, is failed, for nobody knows the state',
      answers: [
        ['deactivate u1', rejected('cannot be banned')],
        ['read u1', done()],
      ],
      ends: ['failed', 'deactivate failed: deactivation_unknown', 422],
    },
    {
      title: 'answered without a user goes on when the user is read to be deactivated',
      answers: [
        ['deactivate u1', done()],
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'answered without a user was ours when the user is read to be deactivated',
      policy: DEACTIVATE_ONLY,
      answers: [
        ['deactivate u1', done()],
        ['read u1', shows(user())],
      ],
      ends: ['deactivated', 'confirmed_after lost_answer', 200],
    },
    {
      title: 'answered without a user is failed when the user is read to be active',
      answers: [
        ['deactivate u1', done()],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['failed', 'deactivate failed: active', 200],
    },
    {
      title: 'whose answer was lost goes on when the user is read to be deactivated',
      policy: DEACTIVATE_ONLY,
      answers: [
        ['deactivate u1', noAnswer()],
        ['read u1', shows(user())],
      ],
      ends: ['deactivated', 'confirmed_after lost_answer', null],
    },
    {
      title: 'whose answer was lost is failed when the user is read to be active, with the attempts it took',
      answers: [
        ['deactivate u1', noAnswer()],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['failed', 'deactivate failed: active', null],
    },
    {
      title: 'whose answer was lost is failed when the user cannot be read either',
      answers: [
        ['deactivate u1', noAnswer()],
        ['read u1', noAnswer()],
      ],
      ends: ['failed', 'deactivate failed: deactivation_unknown', null],
    },
  ])
})

describe('an account that should not have been touched', () => {
  const mismatch = 'other_user_answered'
  const wrongRole = 'role_not_allowed'

  conversations([
    {
      title: 'is reactivated at once when this run deactivated another user than the one meant',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        // One account, which the platform knows under both IDs.
        ['read u1', shows(STRANGER)],
        ['reactivate u2', done()],
      ],
      ends: ['mismatch', `${mismatch}, reactivated_at_once`, null],
    },
    {
      title: 'is reactivated at once when this run deactivated a user whose role is not allowed',
      answers: [
        ['deactivate u1', shows(ADMINISTRATOR)],
        ['reactivate u1', done()],
      ],
      ends: ['refused', `${wrongRole}, reactivated_at_once`, null],
    },
    {
      title: 'is reactivated at once when this run deactivated a user without a role',
      answers: [
        ['deactivate u1', shows(user({ role: null }))],
        ['reactivate u1', shows(ACTIVE)],
      ],
      ends: ['refused', 'role_not_allowed, reactivated_at_once', null],
    },
    {
      title: 'is the one that was asked for when the answer shows somebody else, who is not touched',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', `${mismatch}, reactivated_at_once`, null],
    },
    {
      title: 'is nobody when the answer shows somebody else, and the one that was asked for is active',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['mismatch', `${mismatch}, found_active`, null],
    },
    {
      title: 'is for a person to find when the answer shows somebody else, and nothing more is to be had',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        ['read u1', noAnswer()],
      ],
      ends: ['mismatch', `${mismatch}, maybe_left_deactivated`, null],
    },
    {
      title: 'that is protected and stays deactivated is a matter for a person',
      policy: { ...DELETE, protect: protectedList(['chair@example.com']) },
      answers: [
        ['deactivate u1', shows(user({ email: 'chair@example.com' }))],
        ['reactivate u1', rejected('licence limit exceeded', ONCE, 402)],
      ],
      ends: ['refused', 'on_protected_list, not_reactivated', 402],
    },
    {
      title: 'is reactivated at once when it was seen active, and its role has changed since',
      of: { known: ACTIVE },
      answers: [
        ['deactivate u1', shows(ADMINISTRATOR)],
        ['reactivate u1', done()],
      ],
      ends: ['refused', `${wrongRole}, reactivated_at_once`, null],
    },
    {
      title: 'is reactivated at once when the ID is somebody else’s by now, whatever the row says',
      of: { known: ACTIVE },
      answers: [
        ['deactivate u1', shows(user({ name: 'Bob Brown', email: 'bob@example.com' }))],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', 'changed_since, reactivated_at_once', null],
    },
    {
      title: 'is read where the answer to reactivating it proves nothing',
      answers: [
        ['deactivate u1', shows(ADMINISTRATOR)],
        ['reactivate u1', unclear],
        ['read u1', shows(user({ role: 'administrator', deactivated: false }))],
      ],
      ends: ['refused', `${wrongRole}, reactivated_at_once`, null],
    },
    {
      title: 'is left for people to look at where nothing proves that it was reactivated',
      answers: [
        ['deactivate u1', shows(ADMINISTRATOR)],
        ['reactivate u1', unclear],
        ['read u1', shows(ADMINISTRATOR)],
      ],
      ends: ['refused', `${wrongRole}, not_reactivated`, 202],
    },
    {
      title: 'is reactivated at once when it is not what it was when the plan was made',
      of: { known: ACTIVE, planned: ACTIVE },
      answers: [
        ['deactivate u1', shows(user({ name: 'Somebody Else' }))],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', 'changed_since, reactivated_at_once', null],
    },
    {
      title: 'is not touched at all when it was deactivated when the plan was made, and is active now',
      of: { known: ACTIVE, planned: user() },
      answers: [],
      ends: ['mismatch', 'changed_since', null],
    },
    {
      title: 'is left alone when it was not deactivated, though the answer shows somebody else',
      answers: [
        ['deactivate u1', shows(user({ id: 'u2', deactivated: false }))],
        ['read u1', shows(ACTIVE)],
      ],
      ends: ['mismatch', `${mismatch}, found_active`, null],
    },
    {
      title: 'is named for a person to reactivate when that is rejected',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        // One account, which the platform knows under both IDs.
        ['read u1', shows(STRANGER)],
        ['reactivate u2', rejected('licence limit exceeded', ONCE, 402)],
      ],
      ends: ['mismatch', `${mismatch}, not_reactivated`, 402],
    },
    {
      title: 'is named for a person to reactivate when that fails',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        // One account, which the platform knows under both IDs.
        ['read u1', shows(STRANGER)],
        ['reactivate u2', noAnswer()],
      ],
      ends: ['mismatch', `${mismatch}, not_reactivated`, null],
    },
    {
      title: 'that is gone when it is to be reactivated is reported as gone',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        // One account, which the platform knows under both IDs.
        ['read u1', shows(STRANGER)],
        ['reactivate u2', notFound()],
        ['read u2', notFound()],
      ],
      ends: ['mismatch', `${mismatch}, user_gone`, 404],
    },
    {
      title: 'that is there after the platform has answered 404 is named for a person to reactivate',
      answers: [
        ['deactivate u1', shows(STRANGER)],
        ['read u1', shows(STRANGER)],
        ['reactivate u2', notFound()],
        ['read u2', shows(STRANGER)],
      ],
      ends: ['mismatch', `${mismatch}, not_reactivated`, 404],
    },
    {
      title: 'whose ID could reach another endpoint is named for a person to reactivate, without a request',
      answers: [
        ['deactivate u1', shows(user({ id: 'blocked/42' }))],
        ['read u1', shows(user({ id: 'blocked/42' }))],
      ],
      ends: ['mismatch', 'other_user_answered, not_reactivated', null],
    },
    {
      title: 'is not touched at all when preflight saw another user',
      of: { known: STRANGER },
      answers: [],
      ends: ['mismatch', mismatch, null],
    },
    {
      title: 'is not touched at all when preflight saw a role that is not allowed, even if deactivated',
      of: { known: ADMINISTRATOR },
      answers: [],
      ends: ['refused', wrongRole, null],
    },
    {
      title:
        'that an earlier pass deactivated, and is not what it was when the plan was made, is reactivated',
      of: {
        known: user({ email: 'somebody.else@example.com' }),
        planned: ACTIVE,
        progress: DEACTIVATED_EARLIER,
      },
      answers: [
        ['read u1', shows(user({ email: 'somebody.else@example.com' }))],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', 'changed_since, reactivated_at_once', null],
    },
    {
      title: 'that an earlier pass of this run deactivated is reactivated by the next one',
      of: { known: ADMINISTRATOR, progress: DEACTIVATED_EARLIER },
      answers: [
        ['read u1', shows(ADMINISTRATOR)],
        ['reactivate u1', done()],
      ],
      ends: ['refused', `${wrongRole}, reactivated_at_once`, null],
    },
    {
      title: 'is left for people to look at when the answer shows it deactivated still',
      answers: [
        ['deactivate u1', shows(ADMINISTRATOR)],
        ['reactivate u1', shows(ADMINISTRATOR)],
      ],
      ends: ['refused', `${wrongRole}, not_reactivated`, 200],
    },
    {
      title: 'is read where the answer shows somebody else, who is active',
      answers: [
        ['deactivate u1', shows(user({ id: 'u2', deactivated: false }))],
        ['read u1', shows(user())],
        ['reactivate u1', shows(ACTIVE)],
      ],
      ends: ['mismatch', `${mismatch}, reactivated_at_once`, null],
    },
    {
      title: 'is no proof for the user of an address either, whom it was found by',
      of: { claim: { id: null, email: 'u1@example.com', name: null }, known: ACTIVE },
      answers: [
        ['deactivate u1', shows(STRANGER)],
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', `${mismatch}, reactivated_at_once`, null],
    },
    {
      title: 'is left alone when it is somebody else, whom the deactivation left active',
      answers: [
        ['deactivate u1', shows(user({ id: 'u2', deactivated: false }))],
        ['read u1', shows(STRANGER)],
      ],
      ends: ['mismatch', `${mismatch}, maybe_left_deactivated`, 200],
    },
    {
      title: 'is left alone when a rejected deactivation shows it active',
      answers: [
        ['deactivate u1', rejected('cannot be banned')],
        ['read u1', shows(user({ role: 'administrator', deactivated: false }))],
      ],
      ends: ['refused', wrongRole, null],
    },
    {
      title: 'is left deactivated when nobody can tell who did that',
      answers: [
        ['deactivate u1', noAnswer()],
        ['read u1', shows(ADMINISTRATOR)],
      ],
      ends: ['refused', `${wrongRole}, left_deactivated`, null],
    },
    {
      title: 'is a mismatch when reading after a rejected deactivation shows another user',
      answers: [
        ['deactivate u1', rejected('cannot be banned')],
        ['read u1', shows(STRANGER)],
      ],
      ends: ['mismatch', `${mismatch}, left_deactivated`, null],
    },
  ])
})

describe('with --no-deactivate, a user', () => {
  conversations([
    {
      title: 'who is read to be deactivated is deleted',
      policy: DELETE_ONLY,
      answers: [
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'who is known to be deactivated is deleted without being read',
      policy: DELETE_ONLY,
      of: { known: user() },
      answers: [['delete u1', done()]],
      ends: ['deleted', '', 200],
    },
    {
      title: 'who is active is refused',
      policy: DELETE_ONLY,
      answers: [['read u1', shows(ACTIVE)]],
      ends: ['refused', 'is_active', null],
    },
    {
      title: 'who is known to be active is refused without a request',
      policy: DELETE_ONLY,
      of: { known: ACTIVE },
      answers: [],
      ends: ['refused', 'is_active', null],
    },
    {
      title: 'whom the platform does not know is not_found',
      policy: DELETE_ONLY,
      answers: [['read u1', notFound()]],
      ends: ['not_found', '', 404],
    },
    {
      title: 'who turns out to be another one is a mismatch',
      policy: DELETE_ONLY,
      answers: [['read u1', shows(STRANGER)]],
      ends: ['mismatch', 'other_user_answered', null],
    },
    {
      title: 'who is not what they were when the plan was made is a mismatch',
      policy: DELETE_ONLY,
      of: { planned: user({ name: 'Somebody Else' }) },
      answers: [['read u1', shows(user())]],
      ends: ['mismatch', 'changed_since', null],
    },
    {
      title: 'whose role is not allowed is refused',
      policy: DELETE_ONLY,
      answers: [['read u1', shows(ADMINISTRATOR)]],
      ends: ['refused', 'role_not_allowed', null],
    },
    {
      title: 'who cannot be read is failed: nothing was changed',
      policy: DELETE_ONLY,
      answers: [['read u1', noAnswer()]],
      ends: ['failed', 'read failed: unchanged', null],
    },
    {
      title: 'whose reading is rejected is failed, in the words of the platform',
      policy: DELETE_ONLY,
      answers: [['read u1', rejected('Validation failed', ONCE, 400)]],
      ends: ['failed', 'read failed: unchanged', 400],
    },
    {
      title: 'whom the answer does not show is failed',
      policy: DELETE_ONLY,
      answers: [['read u1', done()]],
      ends: ['failed', 'read failed: unchanged', 200],
    },
    {
      title: 'who is not to be deleted either is only looked at',
      policy: { ...DELETE_ONLY, delete: false },
      answers: [['read u1', shows(user())]],
      ends: ['deactivated', 'was_deactivated', null],
    },
  ])
})

describe('a DELETE', () => {
  /** Deactivated by this run; what is told here is what follows. */
  const deactivatedThen = (...rest: Case['answers']): Case['answers'] => [
    ['deactivate u1', shows(user())],
    ...rest,
  ]
  const words = 'You should block users before deleting them'

  conversations([
    {
      title: 'answered 404 at once is not_found when the user is gone: somebody else deleted them',
      answers: deactivatedThen(['delete u1', notFound()], ['read u1', notFound()]),
      ends: ['not_found', 'deleted_by_others', 404],
    },
    {
      title: 'answered 404 after attempts that were turned away is not_found when the user is gone',
      answers: deactivatedThen(['delete u1', notFound(TURNED_AWAY)], ['read u1', notFound()]),
      ends: ['not_found', 'deleted_by_others', 404],
    },
    {
      title: 'answered 404 is failed when the user, who was seen a moment ago, is still there',
      answers: deactivatedThen(['delete u1', notFound()], ['read u1', shows(user())]),
      ends: ['failed', 'delete failed: deactivated', 404],
    },
    {
      title: 'answered with something that proves nothing is deleted when the user is gone',
      answers: deactivatedThen(['delete u1', unclear], ['read u1', notFound()]),
      ends: ['deleted', 'confirmed_after unclear_answer', 404],
    },
    {
      title: 'answered with something that proves nothing is failed when the user is still there',
      answers: deactivatedThen(['delete u1', unclear], ['read u1', shows(user())]),
      ends: ['failed', 'delete failed: deactivated', 202],
    },
    {
      title: 'whose answer shows another person under the ID is said to have deleted that one',
      answers: deactivatedThen(['delete u1', shows(user({ name: 'Nora Neu', email: null }))]),
      ends: ['mismatch', 'other_account_deleted', 200],
    },
    {
      title: 'whose answer was lost is a mismatch when the ID is somebody else’s by now',
      answers: deactivatedThen(['delete u1', noAnswer()], ['read u1', shows(user({ name: 'Nora Neu' }))]),
      ends: ['mismatch', 'changed_since, may_have_deleted', null],
    },
    {
      title: 'answered 422 is a mismatch when the ID is somebody else’s by now',
      answers: deactivatedThen(
        ['delete u1', rejected(words)],
        ['read u1', shows(user({ name: 'Nora Neu' }))],
      ),
      ends: ['mismatch', 'changed_since', 422],
    },
    {
      title: 'answered 404 after a lost answer is deleted',
      answers: deactivatedThen(['delete u1', notFound(LOST)]),
      ends: ['deleted', 'confirmed_after lost_answer', 404],
    },
    {
      title: 'that was turned away until the attempts were used up is failed, and the user is not read',
      answers: deactivatedThen(['delete u1', turnedAway]),
      ends: ['failed', 'delete failed: deactivated', 429],
    },
    {
      title: 'whose answer was lost is deleted when the user is gone',
      answers: deactivatedThen(['delete u1', noAnswer()], ['read u1', notFound()]),
      ends: ['deleted', 'confirmed_after lost_answer', 404],
    },
    {
      title: 'whose answer was lost is failed when the user is still there',
      answers: deactivatedThen(['delete u1', noAnswer()], ['read u1', shows(user())]),
      ends: ['failed', 'delete failed: deactivated', null],
    },
    {
      title: 'whose answer was lost is refused when somebody reactivated the user meanwhile',
      answers: deactivatedThen(['delete u1', noAnswer()], ['read u1', shows(ACTIVE)]),
      ends: ['refused', 'reactivated_by_others, may_have_deleted', null],
    },
    {
      title: 'whose answer was lost is failed when the user cannot be read: the state is not known',
      answers: deactivatedThen(['delete u1', noAnswer()], ['read u1', noAnswer()]),
      ends: ['failed', 'delete failed: deletion_unknown', null],
    },
    {
      title: 'whose answer was lost is failed when reading shows somebody else: the state is not known',
      answers: deactivatedThen(['delete u1', noAnswer()], ['read u1', shows(STRANGER)]),
      ends: ['failed', 'delete failed: deletion_unknown', null],
    },
    {
      title: 'answered with somebody else is deleted when the user is gone',
      answers: deactivatedThen(['delete u1', shows(STRANGER)], ['read u1', notFound()]),
      ends: ['deleted', 'confirmed_after unclear_answer', 404],
    },
    {
      title: 'answered with somebody else is failed when the user is still there',
      answers: deactivatedThen(['delete u1', shows(STRANGER)], ['read u1', shows(user())]),
      ends: ['failed', 'delete failed: deactivated', 200],
    },
    {
      title: 'answered 422 is refused when somebody reactivated the user meanwhile',
      answers: deactivatedThen(['delete u1', rejected(words)], ['read u1', shows(ACTIVE)]),
      ends: ['refused', `reactivated_by_others`, 422],
    },
    {
      title: 'answered 422 is refused, in the words of the platform, when the user is deactivated still',
      answers: deactivatedThen(['delete u1', rejected('has open assignments')], ['read u1', shows(user())]),
      ends: ['refused', 'platform_refused', 422],
    },
    {
      title: 'answered 422 is not_found when the user is gone, and nothing of ours may have arrived',
      answers: deactivatedThen(['delete u1', rejected(words)], ['read u1', notFound()]),
      ends: ['not_found', 'deleted_by_others', 404],
    },
    {
      title: 'answered 422 after a lost answer is deleted when the user is gone',
      answers: deactivatedThen(['delete u1', rejected(words, LOST)], ['read u1', notFound()]),
      ends: ['deleted', 'confirmed_after lost_answer', 404],
    },
    {
      title: 'answered 422 is failed when the user cannot be read: the state is not known',
      answers: deactivatedThen(['delete u1', rejected(words)], ['read u1', noAnswer()]),
      ends: ['failed', `delete failed: deletion_unknown`, 422],
    },
  ])
})

describe('a DELETE that an interrupted pass announced', () => {
  const of = { known: user(), progress: DELETION_INTENDED }

  conversations([
    {
      title: 'is sent again once the user was read',
      of,
      answers: [
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'had arrived when the user is gone',
      of,
      answers: [['read u1', notFound()]],
      ends: ['deleted', 'confirmed_after interruption', 404],
    },
    {
      title: 'had arrived when the user goes between reading and deleting',
      of,
      answers: [
        ['read u1', shows(user())],
        ['delete u1', notFound()],
      ],
      ends: ['deleted', 'confirmed_after interruption', 404],
    },
    {
      title: 'and is turned away now is failed when the user is still there',
      of,
      answers: [
        ['read u1', shows(user())],
        ['delete u1', turnedAway],
        ['read u1', shows(user())],
      ],
      ends: ['failed', 'delete failed: deactivated', 429],
    },
    {
      title: 'is not sent when the user is active: reactivated, or one who came after',
      of,
      answers: [['read u1', shows(ACTIVE)]],
      ends: ['refused', 'reactivated_by_others, may_have_deleted', null],
    },
    {
      title: 'is not sent when the user cannot be read',
      of,
      answers: [['read u1', noAnswer()]],
      ends: ['failed', 'read failed: deletion_unknown', null],
    },
    {
      title: 'is not sent when the ID is somebody else’s by now, who is left as they are',
      of,
      answers: [['read u1', shows(user({ name: 'Nora Neu' }))]],
      ends: ['mismatch', 'changed_since, may_have_deleted, left_deactivated', null],
    },
  ])
})

describe('a user whom an interrupted pass deactivated', () => {
  const of = { known: user(), progress: DEACTIVATED_EARLIER }

  conversations([
    {
      title: 'is left alone when somebody reactivated them',
      of,
      answers: [['read u1', shows(ACTIVE)]],
      ends: ['refused', 'reactivated_by_others', null],
    },
    {
      title: 'is taken back, and not deleted, where the deactivation had shown somebody else',
      of: { ...of, known: STRANGER },
      answers: [
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', 'other_user_answered, reactivated_at_once', null],
    },
    {
      title: 'is not_found when somebody deleted them',
      of,
      answers: [['read u1', notFound()]],
      ends: ['not_found', 'deleted_by_others', 404],
    },
    {
      title: 'is left alone when the ID is somebody else’s by now',
      of,
      answers: [
        ['read u1', shows(user({ email: 'nora@example.com', role: 'administrator', deactivated: false }))],
      ],
      ends: ['mismatch', 'changed_since', null],
    },
    {
      title: 'is compared only with what was told of them then',
      of: { ...of, known: user({ email: null, name: null }) },
      answers: [
        ['read u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is left alone when reading shows another user',
      of,
      answers: [['read u1', shows(STRANGER)]],
      ends: ['mismatch', 'other_user_answered, maybe_left_deactivated', 200],
    },
    {
      title: 'is reactivated when they stand on the protected list by now',
      of,
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['protected', 'on_protected_list, reactivated_at_once', null],
    },
    {
      title: 'is left alone when they cannot be read',
      of,
      answers: [['read u1', rejected('Validation failed', ONCE, 400)]],
      ends: ['failed', 'read failed: deactivated', 400],
    },
    {
      title: 'perhaps, is left alone when the answer does not show them',
      of: { progress: DEACTIVATION_INTENDED },
      answers: [['read u1', done()]],
      ends: ['failed', 'read failed: deactivation_unknown', 200],
    },
    {
      title: 'perhaps, and must not be offboarded, is left as they are',
      of: { progress: DEACTIVATION_INTENDED },
      answers: [['read u1', shows(ADMINISTRATOR)]],
      ends: ['refused', 'role_not_allowed, left_deactivated', null],
    },
    {
      title:
        'perhaps, after they were seen active, is reactivated when they stand on the protected list by now',
      of: { progress: DEACTIVATION_INTENDED, known: ACTIVE },
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['protected', 'on_protected_list, reactivated_at_once', null],
    },
    {
      title: 'perhaps, and stands on the protected list by now, is left alone when nothing came of it',
      of: { progress: DEACTIVATION_INTENDED, known: ACTIVE },
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [['read u1', shows(ACTIVE)]],
      ends: ['protected', 'on_protected_list', null],
    },
    {
      title:
        'perhaps, after they were seen deactivated, is left so when they stand on the protected list by now',
      of: { progress: DEACTIVATION_INTENDED, known: user() },
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [['read u1', shows(user())]],
      ends: ['refused', 'on_protected_list, left_deactivated', null],
    },
    {
      title: 'perhaps, and is gone, is not_found',
      of: { progress: DEACTIVATION_INTENDED },
      answers: [['read u1', notFound()]],
      ends: ['not_found', '', 404],
    },
  ])
})

describe('whatever the platform answers', () => {
  const anyUser = fc.record({
    id: fc.constantFrom('u1', 'u1', 'u1', 'u2', 'blocked', '../u1'),
    email: fc.constant(null),
    name: fc.constantFrom(null, 'Ute Vogel', 'Ute Vogel', 'Nora Neu'),
    role: fc.constantFrom('learner', 'learner', 'administrator', null),
    deactivated: fc.boolean(),
  })
  const anyDelivery = fc.constantFrom(ONCE, LOST, TURNED_AWAY)
  const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
    fc.tuple(anyUser, anyDelivery).map(([shown, delivery]) => shows(shown, delivery)),
    anyDelivery.map((delivery) => done(delivery)),
    anyDelivery.map((delivery): Answer => ({ ...unclear, delivery })),
    anyDelivery.map((delivery) => notFound(delivery)),
    anyDelivery.map((delivery) => rejected('no', delivery)),
    anyDelivery.map((delivery) => noAnswer(delivery)),
  )
  const anyPolicy = fc.record({
    deactivate: fc.boolean(),
    delete: fc.boolean(),
    roles: fc.constantFrom(['learner'], 'any' as const),
    matchName: fc.constant(false),
    protect: fc.constant(protectedList([])),
  })
  const anyLeaver = fc
    .record({
      known: fc.option(anyUser),
      deactivation: fc.constantFrom('none', 'intended', 'done'),
      deletion: fc.constantFrom('none', 'none', 'intended'),
    })
    .map(({ known, deactivation, deletion }) => leaver({ known, progress: { deactivation, deletion } }))

  /** The whole conversation. Eight answers are more than any takes. */
  const talk = (
    of: Leaver,
    policy: Policy,
    answers: readonly Answer[],
  ): { turns: { step: UserStep; answer: Answer }[]; end: RowEnd } => {
    const workflow = offboard(of, policy)
    const turns: { step: UserStep; answer: Answer }[] = []
    let turn = workflow.next()
    for (const answer of answers) {
      if (turn.done === true) break
      turns.push({ step: turn.value, answer })
      turn = workflow.next(answer)
    }
    if (turn.done !== true) throw new Error('the conversation does not end')
    return { turns, end: turn.value }
  }

  const anyTalk = fc
    .tuple(anyLeaver, anyPolicy, fc.array(anyAnswer, { minLength: 8, maxLength: 8 }))
    .map(([of, policy, answers]) => ({ of, policy, ...talk(of, policy, answers) }))

  const always = (
    holds: (talk: {
      of: Leaver
      policy: Policy
      turns: { step: UserStep; answer: Answer }[]
      end: RowEnd
    }) => void,
  ): void => {
    fc.assert(fc.property(anyTalk, holds), { numRuns: 2_000 })
  }

  const seen = (of: Leaver, turns: { answer: Answer }[]): User[] => [
    ...(of.known === null ? [] : [of.known]),
    ...turns.flatMap(({ answer }) => (answer.kind === 'user' ? [answer.user] : [])),
  ]

  test('nobody is deleted who was not shown as the one meant, deactivated and in an allowed role', () => {
    always(({ of, policy, turns }) => {
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (deleting === -1) return
      expect(policy.delete).toBe(true)
      expect(
        seen(of, turns.slice(0, deleting)).filter(
          ({ id, role, deactivated }) =>
            id === 'u1' && deactivated && (policy.roles === 'any' || role === 'learner'),
        ),
      ).not.toEqual([])
    })
  })

  test('nobody is deleted who is shown to be another than the one who was looked up', () => {
    always(({ of, turns }) => {
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (deleting === -1 || of.known?.id !== 'u1' || of.known.name === null) return
      const names = seen(of, turns.slice(0, deleting)).map(({ name }) => name)
      expect(new Set(names)).toEqual(new Set([of.known.name]))
    })
  })

  test('nobody is touched who was begun by an interrupted pass and has not been read again', () => {
    always(({ of, turns }) => {
      const [first] = turns
      if (isBegun(of.progress)) expect(first?.step.do).toBe('read')
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (deleting === -1 || !isBegun(of.progress)) return
      const shown = seen({ ...of, known: null }, turns.slice(0, deleting))
      expect(shown.map(({ id }) => id)).toContain('u1')
    })
  })

  test('nobody is deactivated with --no-deactivate, and nobody at all but the user on the row', () => {
    always(({ policy, turns }) => {
      for (const { step } of turns) {
        if (step.do === 'deactivate') expect(policy.deactivate).toBe(true)
        if (step.do !== 'reactivate') expect(step.userId).toBe('u1')
      }
    })
  })

  test('nobody is reactivated but an account that the platform shows for the user whom this run deactivated', () => {
    always(({ of, turns }) => {
      turns.forEach(({ step }, index) => {
        if (step.do !== 'reactivate') return
        const earlier = turns.slice(0, index)
        const wasSeenActive = of.known?.id === 'u1' && !of.known.deactivated
        const ours =
          of.progress.deactivation === 'done' ||
          (of.progress.deactivation === 'intended' && wasSeenActive) ||
          earlier.some(({ step: sent }) => sent.do === 'deactivate')
        expect(ours).toBe(true)
        const shown = earlier.flatMap(({ answer }) => (answer.kind === 'user' ? [answer.user] : []))
        const last = shown.at(-1) ?? of.known
        expect(last?.id).toBe(step.userId)
        if (shown.length > 0) expect(last?.deactivated).toBe(true)
        // Somebody else only if the platform shows them for this user twice.
        const told = of.progress.deactivation === 'done' ? [of.known, ...shown] : shown
        const latest = told.slice(-2).map((user) => user?.id)
        if (step.userId !== 'u1') expect(latest).toEqual([step.userId, step.userId])
      })
    })
  })

  test('every step is for an ID that can be nothing but an ID', () => {
    always(({ turns }) => {
      for (const { step } of turns) expect(parseUserId(step.userId)).toEqual({ ok: true, id: step.userId })
    })
  })

  test('a row is deleted only by a DELETE that succeeded, or whose answer was lost while the user is gone', () => {
    always(({ of, turns, end }) => {
      if (end.outcome !== 'deleted') return
      const last = turns.at(-1)?.answer.kind
      const deletion = turns.find(({ step }) => step.do === 'delete')?.answer
      const mayHaveArrived =
        of.progress.deletion === 'intended' ||
        deletion?.delivery.mayHaveArrived ||
        // Of somebody else: it says that something was done, and not to whom.
        deletion?.kind === 'user' ||
        deletion?.kind === 'unclear'
      if (last === 'not_found') expect(mayHaveArrived).toBe(true)
      else expect(['done', 'user']).toContain(deletion?.kind)
    })
  })

  test('a row is deactivated only if deleting was not asked for and the user was shown deactivated', () => {
    always(({ of, policy, turns, end }) => {
      if (end.outcome !== 'deactivated') return
      expect(policy.delete).toBe(false)
      expect(seen(of, turns).at(-1)).toMatchObject({ id: 'u1', deactivated: true })
    })
  })

  test('each change is asked for at most once, and followed by one reading at most', () => {
    always(({ of, turns, end }) => {
      const changes = turns.map(({ step }) => step.do).filter((action) => action !== 'read')
      expect(changes).toEqual([...new Set(changes)])
      expect(turns.length).toBeLessThanOrEqual(isBegun(of.progress) ? 5 : 4)
      expect(OUTCOMES).toContain(end.outcome)
    })
  })
})
