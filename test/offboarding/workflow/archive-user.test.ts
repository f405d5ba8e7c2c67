import { describe, expect, test } from 'vitest'
import type { Policy } from '../../../src/offboarding/policy.ts'
import { offboard } from '../../../src/offboarding/workflow/offboard.ts'
import {
  ACTIVE,
  conversations,
  converse,
  DEACTIVATED_EARLIER,
  DEACTIVATE_ONLY,
  DELETE,
  DELETE_ONLY,
  DELETION_INTENDED,
  done,
  leaver,
  noAnswer,
  notFound,
  rejected,
  shows,
  STRANGER,
  unclear,
  user,
} from './conversations.ts'

const ARCHIVE: Policy = { ...DELETE, archive: 'records' }

describe('a user whose records are to be saved', () => {
  conversations([
    {
      title: 'is deactivated, then saved, then deleted',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', done()],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'and who is deactivated already is saved all the same',
      policy: { ...DELETE_ONLY, archive: 'images' },
      of: { known: user() },
      answers: [
        ['archive u1', done()],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'and with whom an earlier session has begun is read, saved, and deleted',
      policy: ARCHIVE,
      of: { known: user(), stepsSoFar: DEACTIVATED_EARLIER },
      answers: [
        ['read u1', shows(user())],
        ['archive u1', done()],
        ['delete u1', done()],
      ],
      ends: ['deleted', '', 200],
    },
    {
      title: 'and whose deletion was announced before is looked for in the archive before it is sent again',
      policy: ARCHIVE,
      of: { known: user(), stepsSoFar: DELETION_INTENDED },
      answers: [
        ['read u1', shows(user())],
        ['archive u1', done()],
        ['delete u1', notFound()],
      ],
      ends: ['deleted', 'confirmed_after interruption', 404],
    },
    {
      title: 'is not deleted where that fails',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', noAnswer()],
      ],
      ends: ['failed', 'archive failed: deactivated', null],
    },
    {
      title: 'is not deleted where the platform refuses them',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', rejected('no')],
      ],
      ends: ['failed', 'archive failed: deactivated', 422],
    },
    {
      title: 'is not deleted where nobody knows whether they are saved',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', unclear],
      ],
      ends: ['failed', 'archive failed: deactivated', 202],
    },
    {
      title: 'may be gone meanwhile',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', notFound()],
        ['read u1', notFound()],
      ],
      ends: ['not_found', 'deleted_by_others', 404],
    },
    {
      title: 'may be gone meanwhile because of a deletion that was announced before',
      policy: ARCHIVE,
      of: { known: user(), stepsSoFar: DELETION_INTENDED },
      answers: [
        ['read u1', shows(user())],
        ['archive u1', notFound()],
        ['read u1', notFound()],
      ],
      ends: ['deleted', 'confirmed_after interruption', 404],
    },
    {
      title: 'is not taken for gone where only their records are not found',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', notFound()],
        ['read u1', shows(user())],
      ],
      ends: ['failed', 'archive failed: deactivated', 404],
    },
    {
      title: 'is not taken for gone where that cannot be learned',
      policy: ARCHIVE,
      answers: [
        ['deactivate u1', shows(user())],
        ['archive u1', notFound()],
        ['read u1', noAnswer()],
      ],
      ends: ['failed', 'archive failed: deactivated', 404],
    },
    {
      title: 'is not saved who must not be touched',
      policy: ARCHIVE,
      of: { known: STRANGER },
      answers: [],
      ends: ['mismatch', 'other_user_answered', null],
    },
    {
      title: 'is not saved where nobody is to be deleted',
      policy: { ...DEACTIVATE_ONLY, archive: 'records' },
      answers: [['deactivate u1', shows(user())]],
      ends: ['deactivated', '', 200],
    },
  ])

  test('is saved with all that either answer told of them, the later one first', () => {
    const known = { ...ACTIVE, record: { id: 'u1', isBanned: false, attributes: { badge: 'B7' } } }
    const now = user({ record: { id: 'u1', isBanned: true } })
    const workflow = offboard(leaver({ known }), ARCHIVE)
    workflow.next()
    expect(workflow.next(shows(now)).value).toEqual({
      do: 'archive',
      userId: 'u1',
      record: { id: 'u1', isBanned: true, attributes: { badge: 'B7' } },
    })
  })

  test('is told of with the words that say what is missing', () => {
    const answers = [
      shows(user()),
      { ...noAnswer(), kind: 'failed', reason: 'the assignments: no answer in time (6 attempts)' },
    ] as const
    expect(converse(leaver(), ARCHIVE, answers).end.reasons).toEqual([
      {
        ...{ code: 'step_failed', step: 'archive', attempts: 1, left: 'deactivated' },
        cause: { is: 'message', message: 'the assignments: no answer in time (6 attempts)' },
      },
    ])
  })
})
