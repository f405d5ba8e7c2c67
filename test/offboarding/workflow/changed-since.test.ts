import { describe, expect, test } from 'vitest'
import {
  contradictions,
  whyNotAsKnown,
  whyNotAsPlanned,
} from '../../../src/offboarding/workflow/changed-since.ts'
import { decide } from '../../../src/offboarding/workflow/decide.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { Reason } from '../../../src/offboarding/reason.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'

const PLANNED: User = {
  id: 'u1',
  email: 'ute@example.com',
  name: 'Ute Vogel',
  role: 'learner',
  deactivated: false,
}
/** Has all of the other account but its ID: a rehired namesake, say, who was given the address. */
const OTHER: User = { ...PLANNED, id: 'u2' }

const changed = (since: 'first_look_up' | 'look_up'): Reason => ({
  code: 'changed_since',
  since,
  changes: [{ what: 'user ID', was: 'u1', is: 'u2' }],
  isReactivated: false,
})

describe('a user whom a plan names', () => {
  test('is no other account, however alike', () => {
    expect(whyNotAsPlanned(PLANNED, OTHER, {})).toEqual({
      outcome: 'mismatch',
      reasons: [changed('first_look_up')],
      status: null,
    })
  })

  test('is refused as another account before anything else is looked at, also for a row that names no ID', () => {
    const policy = {
      deactivate: true,
      delete: true,
      roles: 'any',
      matchName: false,
      protect: protectedList([]),
    } as const
    const claim = { id: null, email: 'ute@example.com', name: null }
    expect(decide(OTHER, claim, policy)).toBeNull()
    expect(decide(OTHER, claim, policy, PLANNED)?.reasons).toEqual([changed('first_look_up')])
    expect(decide(PLANNED, claim, policy, PLANNED)).toBeNull()
  })

  test('may have been deactivated since, and not reactivated', () => {
    expect(whyNotAsPlanned(PLANNED, { ...PLANNED, deactivated: true }, {})).toBeNull()
    expect(whyNotAsPlanned({ ...PLANNED, deactivated: true }, PLANNED, {})?.reasons).toMatchObject([
      { code: 'changed_since', isReactivated: true },
    ])
  })
})

test('a user whom an interrupted run knew is no other account either', () => {
  expect(whyNotAsKnown(PLANNED, OTHER)?.reasons).toEqual([changed('look_up')])
})

describe('who is told in another spelling', () => {
  test.each<[string, Partial<User>]>([
    ['capitals of the address', { email: 'Ute@Example.com' }],
    ['capitals of the name', { name: 'UTE VOGEL' }],
    ['blanks around and in the name', { name: ' Ute  Vogel ' }],
    ['letters put together otherwise', { name: 'Ute Vo\u0308gel' }],
  ])('is the same: %s', (_, other) => {
    const known = other.name?.includes('\u0308') === true ? { ...PLANNED, name: 'Ute V\u00f6gel' } : PLANNED
    expect(whyNotAsKnown(known, { ...known, ...other })).toBeNull()
    expect(whyNotAsPlanned(known, { ...known, ...other }, {})).toBeNull()
  })

  test.each<[string, Partial<User>]>([
    ['another address', { email: 'ute.v@example.com' }],
    ['another name', { name: 'Ute Vogl' }],
    ['no name any more', { name: null }],
    ['an ID in other capitals', { id: 'U1' }],
  ])('is not: %s', (_, other) => {
    expect(whyNotAsKnown(PLANNED, { ...PLANNED, ...other })?.outcome).toBe('mismatch')
  })
})

test('a name as long as no name is, of marks in whatever order, is compared as it is', () => {
  const marks = '\u0315\u0316'.repeat(100_000)
  const known = { ...PLANNED, name: `a${marks}` }
  expect(whyNotAsKnown(known, { ...known, name: `A${marks}` })?.outcome).toBe('mismatch')
})

describe('the employee number of a user', () => {
  const NUMBERED: User = { ...PLANNED, attribute: '00012' }
  const changeTo = (is: string | null): Reason => ({
    code: 'changed_since',
    since: 'look_up',
    changes: [{ what: 'employee number', was: '00012', is }],
    isReactivated: false,
  })

  test.each([['00013'], ['12'], [null]])('has changed if an answer shows %j', (attribute) => {
    expect(whyNotAsKnown(NUMBERED, { ...PLANNED, attribute })?.reasons).toEqual([changeTo(attribute)])
    expect(whyNotAsPlanned(NUMBERED, { ...PLANNED, attribute }, {})?.outcome).toBe('mismatch')
  })

  test('has not changed by an answer that tells none, or tells it for the first time', () => {
    expect(whyNotAsKnown(NUMBERED, PLANNED)).toBeNull()
    expect(whyNotAsPlanned(NUMBERED, PLANNED, {})).toBeNull()
    expect(whyNotAsKnown(PLANNED, NUMBERED)).toBeNull()
    expect(whyNotAsKnown({ ...PLANNED, attribute: null }, NUMBERED)).toBeNull()
  })

  test('contradicts what an answer showed before only where both have one', () => {
    expect(contradictions(NUMBERED, { ...PLANNED, attribute: '00013' })).toEqual([
      { what: 'employee number', was: '00012', is: '00013' },
    ])
    expect(contradictions(NUMBERED, { ...PLANNED, attribute: null })).toEqual([])
    expect(contradictions(NUMBERED, PLANNED)).toEqual([])
  })
})
