import { describe } from 'vitest'
import {
  user,
  ACTIVE,
  STRANGER,
  LOST,
  TURNED_AWAY,
  shows,
  notFound,
  rejected,
  noAnswer,
  unclear,
  turnedAway,
  conversations,
  type Case,
} from './conversations.ts'

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
