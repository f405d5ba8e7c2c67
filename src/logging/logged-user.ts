import { parseUserId } from '../offboarding/identity/user-id.ts'

/**
 * A user's ID for a log, or null if it does not have the form of an ID. Such a text, an e-mail address for instance, may reveal
 * who somebody is; the row number in the log tells where to look.
 */
export function loggedUser(id: string | null): string | null {
  const parsed = parseUserId(id ?? '')
  return parsed.ok && parsed.id === id ? id : null
}
