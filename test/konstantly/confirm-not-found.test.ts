import { describe, expect, test } from 'vitest'
import type { Call } from '../../src/konstantly/call.ts'
import { requestFor, type ApiRequest } from '../../src/konstantly/request.ts'
import { isNotFound } from '../../src/konstantly/confirm-not-found.ts'

// A gateway between here and the platform says 404, too, where it has lost its way.

const GONE = requestFor({ do: 'read', userId: 'u1' })
const user = (id: string) => ({ id, email: `${id}@example.com`, isBanned: false })

/** A platform whose own 404 is empty, of which a gateway reaches whatever `reaches` says. */
function platform(users: readonly string[], reaches: (path: string) => boolean) {
  const asked: string[] = []
  function answerTo({ path }: ApiRequest): { statusCode: number; body: unknown } {
    const shown = users.find((id) => path === `users/${id}` || path === `users/byEmail/${id}%40example.com`)
    const isPage = path.startsWith('users?')
    if (!reaches(path) || (!isPage && shown === undefined)) return { statusCode: 404, body: undefined }
    const body = isPage ? { users: users.map(user), totalCount: users.length } : user(shown ?? '')
    return { statusCode: 200, body }
  }
  function send(request: ApiRequest, call: Call): Promise<{ statusCode: number }> {
    asked.push(request.path)
    const { statusCode, body } = answerTo(request)
    call.attempts = 1
    call.body = body
    return Promise.resolve({ statusCode })
  }
  let requests = 0
  const isGone = (on404: ApiRequest): Promise<boolean> =>
    isNotFound({ on404, body: undefined }, send, (more) => {
      requests += more
    })
  return { isGone, asked, requests: () => requests }
}

describe('a 404 without the words of the platform', () => {
  test('is believed where the platform shows another user when it is asked in the same way', async () => {
    const { isGone, asked, requests } = platform(['u2', 'u3'], () => true)
    expect(await isGone(GONE)).toBe(true)
    expect(requests()).toBe(3)
    expect(asked).toEqual(['users?offset=0', 'users/u2', 'users/u1'])
  })

  test.each([
    ['a user by the ID', GONE],
    ['a user by the address', requestFor({ do: 'find', email: 'u1@example.com' })],
  ])('is not where only the list of users can be reached, and not %s', async (_, on404) => {
    const { isGone } = platform(['u2', 'u1'], (path) => path.startsWith('users?'))
    expect(await isGone(on404)).toBe(false)
  })

  test('is believed of the last user of a site', async () => {
    const { isGone } = platform([], () => true)
    expect(await isGone(GONE)).toBe(true)
  })
})
