import { parseEmail } from '../offboarding/email.ts'
import type { User } from '../offboarding/user.ts'
import { parseUserId } from '../offboarding/user-id.ts'
import type { Call } from './call.ts'
import { PROBE, requestFor, type ApiRequest } from './request.ts'
import { isOwnNotFound, readPage, readUser } from './schemas.ts'

/** Asks for something beside the call that is under way; null where there is no status. */
export type Look = (
  request: ApiRequest,
  secondLook: Call['secondLook'],
) => Promise<{ status: number | null; body: unknown }>

/**
 * Whether a 404 says that somebody is not there: it is the platform's own, or the platform answers, shows somebody who is there when asked
 * in the same way, and does not know them when it is asked once more. A gateway that has lost its way to the platform, or to a part of it,
 * says 404, too.
 */
export async function isNotFound(
  { secondLook, body }: Pick<Call, 'secondLook' | 'body'>,
  look: Look,
): Promise<boolean> {
  if (secondLook === 'believe') return true
  if (secondLook === 'doubt') return false
  if (isOwnNotFound(body)) return true
  const page = await look(PROBE, 'doubt')
  const shown = page.status === 200 ? readPage(page.body) : null
  if (shown === null) return false
  const other = sameOf(secondLook, shown.users)
  if (other !== null && readUser((await look(other, 'doubt')).body) === null) return false
  return (await look(secondLook, 'believe')).status === 404
}

/** The same request for one of these users; null where none can be asked for. */
function sameOf({ path }: ApiRequest, users: readonly User[]): ApiRequest | null {
  if (path.startsWith('users/byEmail/')) {
    const email = users.map((user) => user.email ?? '').find((text) => parseEmail(text).ok)
    return email === undefined ? null : requestFor({ do: 'find', email })
  }
  const user = users.find(({ id }) => {
    const parsed = parseUserId(id)
    return parsed.ok && parsed.id === id
  })
  return user === undefined ? null : requestFor({ do: 'read', userId: user.id })
}
