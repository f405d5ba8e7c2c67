import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseUserId } from '../../src/offboarding/identity/user-id.ts'
import { makePeople } from '../../src/sandbox/people.ts'

describe("the sandbox's users", () => {
  test('are the same ones for the same seed', () => {
    expect(makePeople(60, 7)).toEqual(makePeople(60, 7))
  })

  test('are other ones for another seed', () => {
    const ids = new Set(makePeople(60, 7).map(({ id }) => id))
    expect(makePeople(60, 8).filter(({ id }) => ids.has(id))).toEqual([])
  })

  test('begin with the same ones however many there are', () => {
    expect(makePeople(200, 7).slice(0, 50)).toEqual(makePeople(50, 7))
  })

  test('can be none', () => {
    expect(makePeople(0, 7)).toEqual([])
  })

  test('of 100 are 10 deactivated, 4 experts and 4 not learners, and nobody is two of these', () => {
    const people = makePeople(100, 1)
    const special = [
      people.filter(({ isBanned }) => isBanned),
      people.filter(({ isExpert }) => isExpert),
      people.filter(({ role }) => role.alias !== 'learner'),
    ]
    expect(special.map(({ length }) => length)).toEqual([10, 4, 4])
    expect(new Set(special.flat()).size).toBe(18)
    expect(special[2]?.map(({ role }) => role.alias)).toEqual([
      'administrator',
      'manager',
      'administrator',
      'manager',
    ])
  })

  test('have IDs that can be offboarded, and addresses in ASCII, all of them different', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        const people = makePeople(300, seed)
        const wrong = people.filter(({ id, email }) => {
          const parsed = parseUserId(id)
          return !(parsed.ok && parsed.id === id && /^[a-z0-9]+\.[a-z0-9]+@example\.com$/.test(email))
        })
        expect(wrong).toEqual([])
        expect(new Set(people.map(({ id }) => id)).size).toBe(300)
        expect(new Set(people.map(({ email }) => email)).size).toBe(300)
      }),
      { numRuns: 20 },
    )
  })

  test('have employee numbers with zeros in front, all of them different', () => {
    const numbers = makePeople(300, 1).map(({ attributes }) => attributes?.['employee_id'])
    expect(numbers.slice(0, 3)).toEqual(['00012', '00019', '00026'])
    expect(new Set(numbers).size).toBe(300)
  })

  test('have names and places that belong to their language', () => {
    const { name, language, location, timezone } = makePeople(1, 1)[0] ?? {}
    expect({ name, language, location, timezone }).toMatchInlineSnapshot(`
      {
        "language": "es",
        "location": "Madrid",
        "name": "Álvaro López",
        "timezone": "Europe/Madrid",
      }
    `)
  })
})
