import type { SandboxRequest } from '../../src/sandbox/server.ts'
import type { Change } from './witness.ts'

const USERS = '/openapi/v1/users/'

/** What a request is to change, and whose account; null where it changes nothing. */
export function changeAsked({ method, path, body }: SandboxRequest): Pick<Change, 'do' | 'userId'> | null {
  const parts = path.slice(USERS.length).split('/')
  if (method === 'POST' && typeof body === 'object' && body !== null && 'id' in body) {
    return { do: 'deactivate', userId: String(body.id) }
  }
  if (method !== 'DELETE') return null
  return parts[0] === 'blocked'
    ? { do: 'reactivate', userId: parts[1] ?? '' }
    : { do: 'delete', userId: parts[0] ?? '' }
}

/** The user that a request to look somebody up names by ID. */
export function userRead({ method, path }: SandboxRequest): string | null {
  const [, userId] = /^\/openapi\/v1\/users\/([A-Za-z0-9_-]+)$/.exec(path) ?? []
  return method === 'GET' ? (userId ?? null) : null
}
