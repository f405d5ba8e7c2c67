import type { PlatformStep } from '../offboarding/step.ts'
import { parseEmail } from '../offboarding/identity/email.ts'
import { parseUserId } from '../offboarding/identity/user-id.ts'

/** One request of the API; the path is relative to the base URL. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  json?: { id: string }
}

/** Changes nothing and concerns nobody: asked to find out whether the platform answers at all. */
export const PROBE = { method: 'GET', path: 'users?offset=0' } as const satisfies ApiRequest

/** A page of the site's users, sorted by name. */
export const pageRequest = (offset: number): ApiRequest => ({ method: 'GET', path: `users?offset=${offset}` })

/** The attributes that the site itself has given to its users. */
export const ATTRIBUTES = { method: 'GET', path: 'custom/attributes/users' } as const satisfies ApiRequest

/** How many users the site has, and who of them never did anything. */
export const STATISTICS = { method: 'GET', path: 'statistics' } as const satisfies ApiRequest

/** The assignments of a user. Throws TypeError for an ID that would reach another endpoint. */
export const assignmentsRequest = (userId: string, offset: number): ApiRequest => ({
  method: 'GET',
  path: `users/${segment(userId)}/assignments${offset === 0 ? '' : `?offset=${offset}`}`,
})

/** The most certificates to ask for at once. How many the platform allows is not documented; where it gives fewer, more pages are read. */
const CERTIFICATES = 100

/** A page of the certificates of a course. Throws TypeError for an ID that would reach another endpoint. */
export function certificatesRequest(course: string, offset: number): ApiRequest {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(course))
    throw new TypeError('not a course ID: it must not reach the network')
  return { method: 'GET', path: `courses/${course}/certificates?offset=${offset}&limit=${CERTIFICATES}` }
}

/** The request that carries out a step. Throws TypeError for an ID that would reach another endpoint. */
export function requestFor(step: PlatformStep): ApiRequest {
  // The address was checked for shape, and is encoded whole: no part of it can be taken for a path.
  if (step.do === 'find') {
    if (!parseEmail(step.email).ok)
      throw new TypeError('not an e-mail address: it must not reach the network')
    return { method: 'GET', path: `users/byEmail/${encodeURIComponent(step.email)}` }
  }
  const { do: action, userId } = step
  const id = segment(userId)
  switch (action) {
    case 'read':
      return { method: 'GET', path: `users/${id}` }
    case 'deactivate':
      return { method: 'POST', path: 'users/blocked', json: { id: userId } }
    case 'reactivate':
      return { method: 'DELETE', path: `users/blocked/${id}` }
    case 'delete':
      return { method: 'DELETE', path: `users/${id}` }
  }
}

/**
 * A user ID as the last part of a path. What could reach another endpoint than the one meant was refused when the list was
 * read, and is refused here again, next to the request: `DELETE /users/blocked/42` would reactivate user 42.
 */
function segment(userId: string): string {
  const parsed = parseUserId(userId)
  if (!parsed.ok || parsed.id !== userId) throw new TypeError('not a user ID: it must not reach the network')
  return encodeURIComponent(userId)
}
