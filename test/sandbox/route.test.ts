import { describe, expect, test } from 'vitest'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { API_PATH, route } from '../../src/sandbox/route.ts'
import { Site, type Reply } from '../../src/sandbox/site.ts'

const [template] = makePeople(1, 1) as [Person]
const person = (id: string, isBanned: boolean): Person => ({
  ...template,
  id,
  email: `${id}@example.com`,
  isBanned,
})

/** A site with an active and a deactivated user, and what one request does to it. */
function ask(
  method: string,
  path: string,
  body: unknown = null,
): { reply: Reply; left: Record<string, 'active' | 'deactivated'> } {
  const site = new Site([person('active', false), person('banned', true)], { rejectRepeatedBan: false })
  const reply = route(site, method, new URL(API_PATH + path, 'http://sandbox'), body)
  const left = site.people().map(({ id, isBanned }) => [id, isBanned ? 'deactivated' : 'active'] as const)
  return { reply, left: Object.fromEntries(left) }
}

const UNCHANGED = { active: 'active', banned: 'deactivated' }
const NOT_FOUND = { status: 404, body: { status: 404, message: 'Not found' } }

describe('the documented endpoints', () => {
  test('POST /users/blocked deactivates the user in the body', () => {
    const { reply, left } = ask('POST', '/users/blocked', { id: 'active' })
    expect(reply).toMatchObject({ status: 200, body: { id: 'active', isBanned: true } })
    expect(left).toEqual({ active: 'deactivated', banned: 'deactivated' })
  })

  test('DELETE /users/{userId} deletes for good', () => {
    expect(ask('DELETE', '/users/banned')).toEqual({
      reply: { status: 200, body: null },
      left: { active: 'active' },
    })
  })

  test('DELETE /users/blocked/{userId} reactivates', () => {
    expect(ask('DELETE', '/users/blocked/banned')).toEqual({
      reply: { status: 200, body: {} },
      left: { active: 'active', banned: 'active' },
    })
  })

  test.each([
    ['/users/active', { id: 'active', isBanned: false }],
    ['/users/byEmail/banned@example.com', { id: 'banned' }],
    ['/users/byEmail/banned%40example.com', { id: 'banned' }],
    ['/users', { totalCount: 2, users: [{ id: expect.any(String) as string }, {}] }],
    ['/users?offset=1', { totalCount: 2, users: [{}] }],
    ['/users?offset=2', { totalCount: 2, users: [] }],
    ['/users?offset=0&query=banned%40', { totalCount: 1, users: [{ id: 'banned' }] }],
    [
      '/users/active/assignments',
      {
        assignments: expect.arrayContaining([
          expect.objectContaining({ course: { id: 101, name: 'Data protection' } }),
        ]) as unknown,
      },
    ],
    ['/courses/101/certificates', { totalCount: expect.any(Number) as number }],
    ['/courses/101/certificates?offset=9&limit=5', { certificates: [] }],
    ['/custom/attributes/users', [{ apiId: 'employee_id', name: 'Employee ID', type: 1 }]],
  ])('GET %s reads, and changes nothing', (path, body) => {
    const { reply, left } = ask('GET', path)
    expect(reply).toMatchObject({ status: 200, body })
    expect(left).toEqual(UNCHANGED)
  })

  test.each(['-1', '1.5', 'x', 'NaN', '1e400'])('GET /users?offset=%s is 400', (offset) => {
    expect(ask('GET', `/users?offset=${offset}`).reply).toMatchObject({ status: 400, body: { status: 400 } })
  })

  test.each(['offset=-1', 'offset=x', 'limit=-1', 'limit=1.5'])(
    'GET /courses/{courseId}/certificates?%s is 400',
    (query) => {
      expect(ask('GET', `/courses/101/certificates?${query}`).reply).toMatchObject({ status: 400 })
    },
  )

  test('GET /users/byEmail/ with what is no address is 400', () => {
    expect(ask('GET', '/users/byEmail/banned').reply.status).toBe(400)
  })
})

describe('the sharp edges', () => {
  test('a user ID of ".." or "%2e%2e" before a slash reaches another endpoint than the one meant', () => {
    expect(ask('DELETE', '/users/x/../blocked/banned').left).toEqual({ active: 'active', banned: 'active' })
    expect(ask('DELETE', '/users/x/%2e%2e/blocked/banned').left).toEqual({
      active: 'active',
      banned: 'active',
    })
  })

  test('an encoded slash stays within its segment', () => {
    expect(ask('DELETE', '/users/blocked%2Fbanned')).toEqual({ reply: NOT_FOUND, left: UNCHANGED })
  })

  test.each([
    ['DELETE', '/users/blocked'],
    ['GET', '/users/blocked'],
    ['PUT', '/users/blocked'],
    ['GET', '/users/byEmail'],
    ['GET', '/users/blocked/banned'],
    ['POST', '/users/blocked/active'],
    ['DELETE', '/users/byEmail/banned@example.com'],
    ['POST', '/users'],
    ['DELETE', '/users'],
    ['POST', '/users/banned'],
    ['PATCH', '/users/banned'],
    ['DELETE', '/users/banned/assignments'],
    ['DELETE', '/users/banned/'],
    ['DELETE', '/users//banned'],
    ['DELETE', '/users/blocked/banned/more'],
    ['GET', '/users/active/courses'],
    ['GET', '/courses'],
    ['GET', '/courses/999/certificates'],
    ['POST', '/courses/101/certificates'],
    ['GET', '/courses/101/certificates/1'],
    ['GET', '/'],
    ['GET', ''],
    ['GET', 'x/users/active'],
  ])('%s %s is no endpoint: 404, and nothing changes', (method, path) => {
    expect(ask(method, path, { id: 'active' })).toEqual({ reply: NOT_FOUND, left: UNCHANGED })
  })

  test.each([null, 'active', ['active'], {}, { id: 7 }, { id: ['active'] }, { userId: 'active' }])(
    'POST /users/blocked with %j deactivates nobody',
    (body) => {
      expect(ask('POST', '/users/blocked', body)).toEqual({ reply: NOT_FOUND, left: UNCHANGED })
    },
  )

  test('a path outside the API is 404', () => {
    const site = new Site([person('active', false)], { rejectRepeatedBan: false })
    for (const path of ['/users/active', '/openapi/v2/users/active', '/x/openapi/v1/users/active']) {
      expect(route(site, 'GET', new URL(path, 'http://sandbox'), null)).toEqual(NOT_FOUND)
    }
  })
})
