import { describe, expect, test } from 'vitest'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { Site } from '../../src/sandbox/site.ts'
import { person } from '../support/sandbox.ts'

const site = (people: Person[], rejectRepeatedBan = false): Site => new Site(people, { rejectRepeatedBan })
const NOT_FOUND = { status: 404, body: { status: 404, message: 'Not found' } }

describe('reading a user', () => {
  test('shows the user object of the API, and nothing the API does not show', () => {
    expect(site([person('u1', { isExpert: true, isBanned: true })]).read('u1')).toEqual({
      status: 200,
      body: {
        id: 'u1',
        name: 'Name of u1',
        email: 'u1@example.com',
        language: 'en',
        occupation: 'Analyst',
        location: 'London',
        timezone: 'Europe/London',
        isBanned: true,
        role: { alias: 'learner' },
        fromApi: false,
        image: null,
        attributes: {},
      },
    })
  })

  test('shows the role as an object or as a text, as the API reference has both', () => {
    const options = { rejectRepeatedBan: false, role: 'text' } as const
    const texts = new Site([person('u1', { role: { alias: 'manager' } })], options)
    expect(texts.read('u1').body).toMatchObject({ role: 'manager' })
    expect(texts.list(0, '').body).toMatchObject({ users: [{ role: 'manager' }] })
    expect(texts.ban('u1').body).toMatchObject({ role: 'manager' })
  })

  test('shows attributes by their names in the API', () => {
    const one = site([person('u1', { attributes: { employee_id: '00012' } })])
    expect(one.read('u1').body).toMatchObject({ attributes: { employee_id: '00012' } })
  })

  test('who is unknown is 404', () => {
    expect(site([person('u1')]).read('u2')).toEqual(NOT_FOUND)
  })

  test('takes IDs as they are written', () => {
    expect(site([person('u1')]).read('U1')).toEqual(NOT_FOUND)
  })
})

describe('reading a user by e-mail address', () => {
  const one = site([person('u1', { email: 'Ute.Vogel@example.com' })])

  test('finds the whole address, in any letters', () => {
    expect(one.readByEmail('ute.vogel@EXAMPLE.com')).toMatchObject({ status: 200, body: { id: 'u1' } })
  })

  test('finds nobody by a part of it', () => {
    expect(one.readByEmail('vogel@example.com')).toEqual(NOT_FOUND)
  })

  test.each(['', 'ute', '@example.com', 'ute@', 'a@b@c', 'a b@c'])('%j is no address: 400', (email) => {
    expect(one.readByEmail(email)).toMatchObject({ status: 400, body: { status: 400 } })
  })
})

describe('listing users', () => {
  const people = Array.from({ length: 45 }, (_, index) =>
    person(`u${index}`, { name: `Name ${String(44 - index).padStart(2, '0')}` }),
  )
  const page = (offset: number, query = ''): { ids: string[]; totalCount: number } => {
    const { status, body } = site(people).list(offset, query)
    expect(status).toBe(200)
    const { users, totalCount } = body as { users: { id: string }[]; totalCount: number }
    return { ids: users.map(({ id }) => id), totalCount }
  }

  test('gives 20 a page, sorted by name, with the count of all', () => {
    expect(page(0)).toEqual({
      ids: Array.from({ length: 20 }, (_, index) => `u${44 - index}`),
      totalCount: 45,
    })
    expect(page(40)).toEqual({ ids: ['u4', 'u3', 'u2', 'u1', 'u0'], totalCount: 45 })
    expect(page(45)).toEqual({ ids: [], totalCount: 45 })
  })

  test('shows each user once over all pages', () => {
    const ids = [0, 20, 40].flatMap((offset) => page(offset).ids)
    expect(new Set(ids).size).toBe(45)
  })

  test('finds a text in names and addresses, in any letters', () => {
    expect(page(0, 'NAME 07')).toEqual({ ids: ['u37'], totalCount: 1 })
    expect(page(0, 'U37@EXAMPLE.COM')).toEqual({ ids: ['u37'], totalCount: 1 })
    expect(page(0, 'nobody')).toEqual({ ids: [], totalCount: 0 })
  })
})

describe('deactivating', () => {
  test('shows the user deactivated', () => {
    const one = site([person('u1')])
    expect(one.ban('u1')).toMatchObject({ status: 200, body: { id: 'u1', isBanned: true } })
    expect(one.person('u1')?.isBanned).toBe(true)
  })

  test('an expert on a course is 422, and changes nothing', () => {
    const one = site([person('u1', { isExpert: true })])
    expect(one.ban('u1')).toMatchObject({
      status: 422,
      body: { status: 422, message: 'User cannot be banned: the user is an expert on a course' },
    })
    expect(one.person('u1')?.isBanned).toBe(false)
  })

  test('a deactivated user is 200 again, or 422 where the site is told so: the API does not say', () => {
    const people = [person('u1', { isBanned: true })]
    expect(site(people).ban('u1')).toMatchObject({ status: 200, body: { isBanned: true } })
    expect(site(people, true).ban('u1').status).toBe(422)
  })

  test.each(['u2', '', 7, null, undefined, {}])('who is unknown (%j) is 404', (id) => {
    expect(site([person('u1')]).ban(id)).toEqual(NOT_FOUND)
  })
})

describe('reactivating', () => {
  test('is 200 with an empty object, and the user is active', () => {
    const one = site([person('u1', { isBanned: true })])
    expect(one.unban('u1')).toEqual({ status: 200, body: {} })
    expect(one.person('u1')?.isBanned).toBe(false)
  })

  test('who is unknown is 404', () => {
    expect(site([]).unban('u1')).toEqual(NOT_FOUND)
  })
})

describe('deleting', () => {
  test('a deactivated user is 200 with an empty body, and the user is gone', () => {
    const one = site([person('u1', { isBanned: true }), person('u2')])
    expect(one.delete('u1')).toEqual({ status: 200, body: null })
    expect(one.read('u1')).toEqual(NOT_FOUND)
    expect(one.people().map(({ id }) => id)).toEqual(['u2'])
  })

  test('an active user is 422, and changes nothing', () => {
    const one = site([person('u1')])
    expect(one.delete('u1')).toEqual({
      status: 422,
      body: { status: 422, message: 'You should block users before deleting them' },
    })
    expect(one.person('u1')).toBeDefined()
  })

  test('who is gone already is 404', () => {
    const one = site([person('u1', { isBanned: true })])
    one.delete('u1')
    expect(one.delete('u1')).toEqual(NOT_FOUND)
  })
})

describe('what users have learned', () => {
  const certificatesOf = (reply: ReturnType<Site['certificates']>): { user: { id: string } }[] =>
    (reply.body as { certificates: { user: { id: string } }[] }).certificates

  test('is the same for the same user ID, wherever it is asked for, and 404 for nobody', () => {
    const [one, other] = [site([person('u1')]), site([person('u2'), person('u1')])]
    expect(one.assignments('u1').status).toBe(200)
    expect(one.assignments('u1')).toEqual(other.assignments('u1'))
    expect(one.assignments('u1')).not.toEqual(other.assignments('u2'))
    expect(one.assignments('u2')).toEqual(NOT_FOUND)
  })

  test('has a certificate for most who have finished a course, in pages of at most 100', () => {
    const people = makePeople(300, 1)
    const one = site(people)
    const finished = people.filter(({ id }) =>
      one
        .training(id)
        .assignments.some(({ course, isCourseFinished }) => course.id === 101 && isCourseFinished),
    )
    expect(finished.length).toBeGreaterThan(150)
    const pages = [0, 100, 200].map((offset) => one.certificates(101, offset, 1_000))
    expect(pages.map(certificatesOf).map(({ length }) => length)).toEqual([100, 100, finished.length - 200])
    expect(pages.flatMap(certificatesOf).map(({ user }) => user.id)).toEqual(finished.map(({ id }) => id))
    expect(pages[0]?.body).toMatchObject({ totalCount: finished.length })
  })

  test('goes with a user who is deleted, and all that follows moves up', () => {
    const one = site(makePeople(60, 1))
    const [first, second] = certificatesOf(one.certificates(101, 0, 2)).map(({ user }) => user.id)
    one.ban(first)
    one.delete(first ?? '')
    expect(certificatesOf(one.certificates(101, 0, 1)).map(({ user }) => user.id)).toEqual([second])
  })

  test('has no certificates where a course gives none', () => {
    expect(site(makePeople(60, 1)).certificates(104, 0, 20)).toEqual({
      status: 200,
      body: { certificates: [], totalCount: 0 },
    })
  })
})

describe('somebody else', () => {
  test('can change and delete users meanwhile', () => {
    const one = site([person('u1'), person('u2')])
    one.change('u1', { isBanned: true })
    one.remove('u2')
    one.change('nobody', { isBanned: true })
    expect(one.people()).toEqual([person('u1', { isBanned: true })])
  })

  test('keeps what a site was made from, whatever happens on it', () => {
    const people = [person('u1')]
    site(people).ban('u1')
    expect(people).toEqual([person('u1')])
  })
})
