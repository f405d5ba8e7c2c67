import type { Reply, Site } from './site.ts'

/** Every path begins with this. */
export const API_PATH = '/openapi/v1'

/** Finds the endpoint that a request means, as the platform's router would: `blocked` and `byEmail` are routes, not users. */
export function route(site: Site, method: string, url: URL, body: unknown): Reply {
  const none: Reply = { status: 404, body: { status: 404, message: 'Not found' } }
  const path = url.pathname.slice(API_PATH.length).split('/').slice(1).map(decode)
  if (method === 'GET' && url.pathname === `${API_PATH}/custom/attributes/users`) return site.attributes()
  if (method === 'GET' && url.pathname === `${API_PATH}/statistics`) return site.statistics()
  const [users, first, second, ...more] = path
  if (!url.pathname.startsWith(`${API_PATH}/`) || more.length > 0) return none
  if (users === 'courses' && second === 'certificates' && method === 'GET')
    return certificates(site, Number(first), url.searchParams)
  if (users !== 'users') return none

  if (first === undefined) {
    if (method !== 'GET') return none
    const offset = count(url.searchParams, 'offset', 0)
    return offset === null ? invalid('offset') : site.list(offset, url.searchParams.get('query') ?? '')
  }
  if (second === undefined) {
    if (first === 'blocked') {
      if (method !== 'POST') return none
      return site.ban(typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined)
    }
    if (method === 'GET') return site.read(first)
    return method === 'DELETE' ? site.delete(first) : none
  }
  if (first === 'blocked' && method === 'DELETE') return site.unban(second)
  if (first === 'byEmail' && method === 'GET') return site.readByEmail(second)
  return second === 'assignments' && method === 'GET' ? site.assignments(first) : none
}

function certificates(site: Site, course: number, query: URLSearchParams): Reply {
  const offset = count(query, 'offset', 0)
  if (offset === null) return invalid('offset')
  const limit = count(query, 'limit', 20)
  return limit === null ? invalid('limit') : site.certificates(course, offset, limit)
}

/** A number of the query that counts something; null for anything else. */
function count(query: URLSearchParams, name: string, initial: number): number | null {
  const number = Number(query.get(name) ?? initial)
  return Number.isInteger(number) && number >= 0 ? number : null
}

const invalid = (name: string): Reply => ({
  status: 400,
  body: { status: 400, message: `Validation failed: ${name} must be a number from 0` },
})

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // A lone % is taken as it is: no user has such an ID.
    return segment
  }
}
