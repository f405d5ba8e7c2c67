import { describe, expect, test } from 'vitest'
import { guardMaxUsers } from '../../src/offboarding/guards.ts'

describe('--max-users', () => {
  test.each([
    [0, 500],
    [499, 500],
    [500, 500],
    [0, 0],
  ])('lets a run touch %i users where it allows %i', (users, maxUsers) => {
    expect(guardMaxUsers(users, maxUsers)).toBeNull()
  })

  test.each([
    [501, 500],
    [1, 0],
  ])('refuses a run that would touch %i users where it allows %i', (users, maxUsers) => {
    expect(guardMaxUsers(users, maxUsers)?.guard).toBe('max-users')
  })

  test('says what it saw, what it allows, and the flag that raises it', () => {
    expect(guardMaxUsers(812, 500)?.message).toBe(
      '812 users are to be offboarded, and --max-users allows 500. If the list is right, raise it: --max-users 812',
    )
  })
})
