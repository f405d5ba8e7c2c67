import { describe } from 'vitest'
import {
  DELETE,
  DEACTIVATE_ONLY,
  DELETE_ONLY,
  user,
  ACTIVE,
  STRANGER,
  ADMINISTRATOR,
  DEACTIVATED_EARLIER,
  DEACTIVATION_INTENDED,
  ONCE,
  LOST,
  shows,
  done,
  notFound,
  rejected,
  noAnswer,
  unclear,
  turnedAway,
  conversations,
} from './conversations.ts'

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
      title: 'that an earlier session deactivated counts as deactivated by this run',
      of: { known: user(), stepsSoFar: DEACTIVATED_EARLIER },
      policy: DEACTIVATE_ONLY,
      answers: [['read u1', shows(user())]],
      ends: ['deactivated', '', null],
    },
    {
      title: 'that an earlier session deactivated is deleted without being deactivated again',
      of: { known: user(), stepsSoFar: DEACTIVATED_EARLIER },
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
      title: 'is deactivated again when an earlier session announced that and no answer is known',
      of: { stepsSoFar: DEACTIVATION_INTENDED },
      answers: [
        ['read u1', shows(ACTIVE)],
        ['deactivate u1', shows(user())],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'is deleted when an earlier session announced the deactivation, and it was carried out',
      of: { stepsSoFar: DEACTIVATION_INTENDED },
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
