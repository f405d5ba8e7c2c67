import { describe, expect, test } from 'vitest'
import { whyNotEligible } from '../../src/offboarding/eligibility.ts'
import type { Policy } from '../../src/offboarding/policy.ts'
import type { User } from '../../src/offboarding/user.ts'

const user = (more: Partial<User> = {}): User => ({
  id: 'u1',
  email: null,
  name: null,
  role: 'learner',
  deactivated: false,
  ...more,
})

const allowing = (...roles: string[]): Policy => ({ deactivate: true, delete: true, roles })
const allowingAny: Policy = { deactivate: true, delete: true, roles: 'any' }

describe('an account that the platform shows', () => {
  test.each([
    ['its role is the one allowed', user(), allowing('learner')],
    ['its role is one of those allowed', user({ role: 'manager' }), allowing('learner', 'manager')],
    ['every role is allowed', user({ role: 'administrator' }), allowingAny],
    ['every role is allowed and none is told', user({ role: null }), allowingAny],
    ['it is deactivated already', user({ deactivated: true }), allowing('learner')],
  ])('may be offboarded when %s', (_, account, policy) => {
    expect(whyNotEligible(account, 'u1', policy)).toBeNull()
  })

  test('is a mismatch when it carries another ID than the row, whatever its role', () => {
    const mismatch = {
      outcome: 'mismatch',
      detail: 'the platform answered with user "u2" where "u1" was asked for',
      status: null,
    }
    expect(whyNotEligible(user({ id: 'u2' }), 'u1', allowingAny)).toEqual(mismatch)
    expect(whyNotEligible(user({ id: 'u2', role: 'administrator' }), 'u1', allowing('learner'))).toEqual(
      mismatch,
    )
  })

  test('is a mismatch when its ID differs in case only', () => {
    expect(whyNotEligible(user({ id: 'U1' }), 'u1', allowingAny)?.outcome).toBe('mismatch')
  })

  test('is refused when its role is not allowed', () => {
    expect(whyNotEligible(user({ role: 'administrator' }), 'u1', allowing('learner', 'manager'))).toEqual({
      outcome: 'refused',
      detail: 'the user has the role "administrator"; --roles allows learner, manager',
      status: null,
    })
  })

  test('is refused when the platform does not tell its role', () => {
    expect(whyNotEligible(user({ role: null }), 'u1', allowing('learner'))).toEqual({
      outcome: 'refused',
      detail: 'the user has an unknown role; --roles allows learner',
      status: null,
    })
  })

  test('is refused when its role is an allowed one in other letters', () => {
    expect(whyNotEligible(user({ role: 'Learner' }), 'u1', allowing('learner'))?.outcome).toBe('refused')
  })
})
