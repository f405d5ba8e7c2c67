import { describe } from 'vitest'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import {
  DELETE,
  user,
  ACTIVE,
  STRANGER,
  ADMINISTRATOR,
  DEACTIVATED_EARLIER,
  ONCE,
  shows,
  done,
  notFound,
  rejected,
  noAnswer,
  unclear,
  conversations,
} from './conversations.ts'

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
        'that an earlier session deactivated, and is not what it was when the plan was made, is reactivated',
      of: {
        known: user({ email: 'somebody.else@example.com' }),
        planned: ACTIVE,
        stepsSoFar: DEACTIVATED_EARLIER,
      },
      answers: [
        ['read u1', shows(user({ email: 'somebody.else@example.com' }))],
        ['reactivate u1', done()],
      ],
      ends: ['mismatch', 'changed_since, reactivated_at_once', null],
    },
    {
      title: 'that an earlier session of this run deactivated is reactivated by the next one',
      of: { known: ADMINISTRATOR, stepsSoFar: DEACTIVATED_EARLIER },
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
