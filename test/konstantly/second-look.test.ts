import { describe, expect, test } from 'vitest'
import { requestFor } from '../../src/konstantly/request.ts'
import { isNotFound, type Look } from '../../src/konstantly/second-look.ts'

// A gateway between here and the platform says 404, too, where it has lost its way.

const GONE = requestFor({ do: 'read', userId: 'u1' })
const user = (id: string) => ({ id, email: `${id}@example.com`, isBanned: false })

/** A platform whose own 404 is empty, of which a gateway reaches whatever `reaches` says. */
function platform(users: readonly string[], reaches: (path: string) => boolean) {
  const asked: string[] = []
  const look: Look = ({ path }) => {
    asked.push(path)
    const shown = users.find((id) => path === `users/${id}` || path === `users/byEmail/${id}%40example.com`)
    const isPage = path.startsWith('users?')
    if (!reaches(path) || (!isPage && shown === undefined))
      return Promise.resolve({ status: 404, body: undefined })
    const body = isPage ? { users: users.map(user), totalCount: users.length } : user(shown ?? '')
    return Promise.resolve({ status: 200, body })
  }
  return { look, asked }
}

describe('a 404 without the words of the platform', () => {
  test('is believed where the platform shows another user when it is asked in the same way', async () => {
    const { look, asked } = platform(['u2', 'u3'], () => true)
    expect(await isNotFound({ secondLook: GONE, body: undefined }, look)).toBe(true)
    expect(asked).toEqual(['users?offset=0', 'users/u2', 'users/u1'])
  })

  test.each([
    ['a user by the ID', GONE],
    ['a user by the address', requestFor({ do: 'find', email: 'u1@example.com' })],
  ])('is not where only the list of users can be reached, and not %s', async (_, secondLook) => {
    const { look } = platform(['u2', 'u1'], (path) => path.startsWith('users?'))
    expect(await isNotFound({ secondLook, body: undefined }, look)).toBe(false)
  })

  test('is believed of the last user of a site', async () => {
    const { look } = platform([], () => true)
    expect(await isNotFound({ secondLook: GONE, body: undefined }, look)).toBe(true)
  })
})
