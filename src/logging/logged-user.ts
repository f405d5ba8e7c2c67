import { parseUserId } from '../offboarding/identity/user-id.ts'

/**
 * A user's ID as it may stand in a log. One that no user ID is spelled like, an e-mail address for instance, may say who somebody is: the
 * row tells where to look.
 */
export function loggedUser(id: string | null): string | null {
  const parsed = parseUserId(id ?? '')
  return parsed.ok && parsed.id === id ? id : null
}
