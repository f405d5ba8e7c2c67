import { RequestError, type Response } from 'got'
import { parseEmail } from '../offboarding/identity/email.ts'
import type { User } from '../offboarding/identity/user.ts'
import { parseUserId } from '../offboarding/identity/user-id.ts'
import { newCall, type Call } from './call.ts'
import { PROBE, requestFor, type ApiRequest } from './request.ts'
import { isOwnNotFound, readPage, readUser } from './schemas.ts'

type Send = (request: ApiRequest, call: Call) => Promise<Pick<Response, 'statusCode'>>

/**
 * Whether a 404 proves that a user does not exist. It does if it is the platform's own. Otherwise it may come from a gateway that has lost its
 * way to the platform, or to a part of it; then the platform has to answer, to show another user who is asked for in the same way, and to
 * say 404 to the same request once more. `count` is told how many requests that took.
 */
export async function isNotFound(
  { on404, body }: Pick<Call, 'on404' | 'body'>,
  send: Send,
  count: (requests: number) => void,
): Promise<boolean> {
  if (on404 === 'believe') return true
  if (on404 === 'doubt') return false
  if (isOwnNotFound(body)) return true
  const page = await look(PROBE, 'doubt', send, count)
  const shown = page.status === 200 ? readPage(page.body) : null
  if (shown === null) return false
  const other = sameOf(on404, shown.users)
  if (other !== null && readUser((await look(other, 'doubt', send, count)).body) === null) return false
  return (await look(on404, 'believe', send, count)).status === 404
}

/** Sends a request of this check. `status` is null where there was no answer. */
async function look(
  request: ApiRequest,
  on404: 'believe' | 'doubt',
  send: Send,
  count: (requests: number) => void,
): Promise<{ status: number | null; body: unknown }> {
  const call = newCall({ onRetry: () => undefined, accepts: () => true, isProbe: false, on404 })
  try {
    const { statusCode } = await send(request, call)
    return { status: statusCode, body: call.body }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { status: error.response?.statusCode ?? null, body: null }
  } finally {
    count(call.attempts + call.throttled)
  }
}

/** The same request for one of these users. Null where none of them can be asked for. */
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
