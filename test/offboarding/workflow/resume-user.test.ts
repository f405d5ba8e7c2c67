import { describe } from 'vitest'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import {
  DELETE,
  user,
  ACTIVE,
  STRANGER,
  ADMINISTRATOR,
  DEACTIVATED_EARLIER,
  DEACTIVATION_INTENDED,
  DELETION_INTENDED,
  ONCE,
  shows,
  done,
  notFound,
  rejected,
  noAnswer,
  turnedAway,
  conversations,
} from './conversations.ts'

describe('a DELETE that an interrupted session announced', () => {
  const of = { known: user(), stepsSoFar: DELETION_INTENDED }

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

describe('a user whom an interrupted session deactivated', () => {
  const of = { known: user(), stepsSoFar: DEACTIVATED_EARLIER }

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
      of: { stepsSoFar: DEACTIVATION_INTENDED },
      answers: [['read u1', done()]],
      ends: ['failed', 'read failed: deactivation_unknown', 200],
    },
    {
      title: 'perhaps, and must not be offboarded, is left as they are',
      of: { stepsSoFar: DEACTIVATION_INTENDED },
      answers: [['read u1', shows(ADMINISTRATOR)]],
      ends: ['refused', 'role_not_allowed, left_deactivated', null],
    },
    {
      title:
        'perhaps, after they were seen active, is reactivated when they stand on the protected list by now',
      of: { stepsSoFar: DEACTIVATION_INTENDED, known: ACTIVE },
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [
        ['read u1', shows(user())],
        ['reactivate u1', done()],
      ],
      ends: ['protected', 'on_protected_list, reactivated_at_once', null],
    },
    {
      title: 'perhaps, and stands on the protected list by now, is left alone when nothing came of it',
      of: { stepsSoFar: DEACTIVATION_INTENDED, known: ACTIVE },
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [['read u1', shows(ACTIVE)]],
      ends: ['protected', 'on_protected_list', null],
    },
    {
      title:
        'perhaps, after they were seen deactivated, is left so when they stand on the protected list by now',
      of: { stepsSoFar: DEACTIVATION_INTENDED, known: user() },
      policy: { ...DELETE, protect: protectedList(['u1']) },
      answers: [['read u1', shows(user())]],
      ends: ['refused', 'on_protected_list, left_deactivated', null],
    },
    {
      title: 'perhaps, and is gone, is not_found',
      of: { stepsSoFar: DEACTIVATION_INTENDED },
      answers: [['read u1', notFound()]],
      ends: ['not_found', '', 404],
    },
  ])
})
