import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/offboarding/workflow/decide.ts'
import { isProtectedClaim, whyNotEligible } from '../../../src/offboarding/workflow/eligibility.ts'
import type { ClaimedUser } from '../../../src/offboarding/leaver.ts'
import type { Policy } from '../../../src/offboarding/policy.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'

const user = (more: Partial<User> = {}): User => ({
  id: 'u1',
  email: null,
  name: null,
  role: 'learner',
  deactivated: false,
  ...more,
})

const allowingAny: Policy = {
  deactivate: true,
  delete: true,
  roles: 'any',
  matchName: false,
  protect: protectedList([]),
}
const U1: ClaimedUser = { id: 'u1', email: null, name: null }
const allowing = (...roles: string[]): Policy => ({ ...allowingAny, roles })

describe('an account that the platform shows', () => {
  test.each([
    ['its role is the one allowed', user(), allowing('learner')],
    ['its role is one of those allowed', user({ role: 'manager' }), allowing('learner', 'manager')],
    ['every role is allowed', user({ role: 'administrator' }), allowingAny],
    ['every role is allowed and none is told', user({ role: null }), allowingAny],
    ['it is deactivated already', user({ deactivated: true }), allowing('learner')],
  ])('may be offboarded when %s', (_, account, policy) => {
    expect(whyNotEligible(account, U1, policy)).toBeNull()
  })

  test('is a mismatch when it carries another ID than the row, whatever its role', () => {
    const mismatch = {
      outcome: 'mismatch',
      reasons: [{ code: 'other_user_answered', asked: 'u1', answered: 'u2' }],
      status: null,
    }
    expect(whyNotEligible(user({ id: 'u2' }), U1, allowingAny)).toEqual(mismatch)
    expect(whyNotEligible(user({ id: 'u2', role: 'administrator' }), U1, allowing('learner'))).toEqual(
      mismatch,
    )
  })

  describe('with an employee number on the row', () => {
    const claim: ClaimedUser = { id: null, email: null, name: null, attribute: '00012' }
    const policy: Policy = { ...allowingAny }
    const reasonOf = (account: User): unknown => whyNotEligible(account, claim, policy)?.reasons[0]

    test('may be offboarded with that number, and by an answer that tells none after the look-up has', () => {
      expect(whyNotEligible(user({ attribute: '00012' }), claim, policy)).toBeNull()
      expect(whyNotEligible(user(), claim, policy)).toBeNull()
    })

    test.each([['00013'], ['12'], ['000012'], ['00012 '], [null]])('is a mismatch with %j', (attribute) => {
      expect(reasonOf(user({ attribute }))).toEqual({
        code: 'attribute_differs',
        said: '00012',
        user: 'u1',
        has: attribute,
      })
    })

    test('is a mismatch with another one, whatever else of it agrees', () => {
      const all = { ...claim, id: 'u1', email: 'u1@example.com' }
      const account = user({ email: 'u1@example.com', attribute: '00013' })
      expect(whyNotEligible(account, all, policy)?.outcome).toBe('mismatch')
    })

    test('is decided on only if the look-up has told its number', () => {
      expect(decide(user({ attribute: '00012' }), claim, policy)).toBeNull()
      expect(decide(user(), claim, policy)?.reasons[0]).toEqual({
        code: 'attribute_not_told',
        said: '00012',
        user: 'u1',
      })
    })

    test('is protected where the number stands on the protected list, on the row or on the account', () => {
      const spared = { ...policy, protect: protectedList(['00012']) }
      expect(isProtectedClaim(claim, spared)).toBe(true)
      expect(whyNotEligible(user({ attribute: '00012' }), U1, spared)?.outcome).toBe('protected')
    })
  })

  test('is a mismatch when its ID differs in case only', () => {
    expect(whyNotEligible(user({ id: 'U1' }), U1, allowingAny)?.outcome).toBe('mismatch')
  })

  test('is refused when its ID, found by the address, is one only without what stands around it', () => {
    const account = user({ id: ' u1', email: 'u1@example.com' })
    expect(whyNotEligible(account, { ...U1, id: null, email: 'u1@example.com' }, allowingAny)).toEqual({
      outcome: 'refused',
      reasons: [{ code: 'account_id_unusable', id: ' u1' }],
      status: null,
    })
  })

  test('is refused when its role is not allowed', () => {
    expect(whyNotEligible(user({ role: 'administrator' }), U1, allowing('learner', 'manager'))).toEqual({
      outcome: 'refused',
      reasons: [{ code: 'role_not_allowed', role: 'administrator', allowed: ['learner', 'manager'] }],
      status: null,
    })
  })

  test('is refused when the platform does not tell its role', () => {
    expect(whyNotEligible(user({ role: null }), U1, allowing('learner'))).toEqual({
      outcome: 'refused',
      reasons: [{ code: 'role_not_allowed', role: null, allowed: ['learner'] }],
      status: null,
    })
  })

  test('is refused when its role is an allowed one in other letters', () => {
    expect(whyNotEligible(user({ role: 'Learner' }), U1, allowing('learner'))?.outcome).toBe('refused')
  })
})

describe('what the row says and what the platform says', () => {
  const claim = (more: Partial<ClaimedUser>): ClaimedUser => ({ ...U1, ...more })
  const byName: Policy = { ...allowingAny, matchName: true }

  test('must be the same e-mail address, whatever its case', () => {
    const account = user({ email: 'Ute.Vogel@Example.com' })
    expect(whyNotEligible(account, claim({ email: 'ute.vogel@example.com' }), allowingAny)).toBeNull()
    expect(whyNotEligible(account, claim({ email: 'utevogel@example.com' }), allowingAny)).toEqual({
      outcome: 'mismatch',
      reasons: [
        {
          code: 'email_differs',
          said: 'utevogel@example.com',
          user: 'u1',
          has: 'Ute.Vogel@Example.com',
        },
      ],
      status: null,
    })
  })

  test('disagree when the platform tells no e-mail address', () => {
    expect(whyNotEligible(user(), claim({ email: 'ute@example.com' }), allowingAny)?.outcome).toBe('mismatch')
  })

  test.each([
    ['Ute Vogel', 'Ute Vogel'],
    ['VOGEL, Ute', 'Ute Vogel'],
    ['  José   Núñez ', 'Nunez Jose'],
    ['Łukasz Groß', 'lukasz gross'],
  ])('are one name with --match name: %j and %j', (name, shown) => {
    expect(whyNotEligible(user({ name: shown }), claim({ name }), byName)).toBeNull()
  })

  test.each([
    ['Ute Vogel', 'Uwe Vogel'],
    ['Ute', 'Ute Vogel'],
    [null, 'Ute Vogel'],
    ['Ute Vogel', null],
  ])('are not one name with --match name: %j and %j', (name, shown) => {
    expect(whyNotEligible(user({ name: shown }), claim({ name }), byName)?.outcome).toBe('mismatch')
    expect(whyNotEligible(user({ name: shown }), claim({ name }), allowingAny)).toBeNull()
  })
})

describe('the protected list', () => {
  const protecting = (...entries: string[]): Policy => ({ ...allowingAny, protect: protectedList(entries) })

  test.each([
    ['u1', {}],
    ['U1', {}],
    ['chair@acme.com', { email: 'Chair@acme.com' }],
    ['*@board.acme.com', { email: 'ana@board.acme.com' }],
    ['u*', {}],
  ])('%s keeps a user from being touched', (entry, more) => {
    expect(whyNotEligible(user(more), U1, protecting('somebody', entry))?.outcome).toBe('protected')
  })

  test('keeps a user whose address is unknown from being touched, if it holds addresses', () => {
    const unknown = user({ email: null })
    expect(whyNotEligible(unknown, U1, protecting('*@board.acme.com'))?.outcome).toBe('refused')
    expect(whyNotEligible(unknown, U1, protecting('*.board.acme.com'))?.outcome).toBe('refused')
    // An address may begin so, too.
    expect(whyNotEligible(unknown, U1, protecting('svc-*'))?.outcome).toBe('refused')
    expect(whyNotEligible(unknown, U1, protecting('u2', 'svc-1'))).toBeNull()
  })

  test.each([
    ['u', {}],
    ['*@board.acme.com', { email: 'ana@board.acme.com.example.org' }],
    ['a.c', { email: 'abc' }],
  ])('%s protects nobody else', (entry, more) => {
    expect(whyNotEligible(user(more), U1, protecting(entry))).toBeNull()
  })
})
