import { RequestError, type Response } from 'got'
import { newCall, type Call } from './call.ts'
import { PROBE, type ApiRequest } from './request.ts'
import { isOwnNotFound, readPage } from './schemas.ts'

type Send = (request: ApiRequest, call: Call) => Promise<Response>

/**
 * Whether a 404 says that somebody is not there: it is the platform's own, or the platform answers, and does not know them when it is
 * asked once more. A gateway that has lost its way to the platform says 404, too. `count` is told how many requests that took.
 */
export async function isNotFound(
  { secondLook, body }: Pick<Call, 'secondLook' | 'body'>,
  send: Send,
  count: (requests: number) => void,
): Promise<boolean> {
  if (secondLook === 'believe') return true
  if (secondLook === 'doubt') return false
  if (isOwnNotFound(body)) return true
  const page = await look(PROBE, 'doubt', send, count)
  if (page.status !== 200 || readPage(page.body) === null) return false
  return (await look(secondLook, 'believe', send, count)).status === 404
}

/** What the platform answers to something that is asked beside; null where there is no status. */
async function look(
  request: ApiRequest,
  secondLook: 'believe' | 'doubt',
  send: Send,
  count: (requests: number) => void,
): Promise<{ status: number | null; body: unknown }> {
  const call = newCall({ onRetry: () => undefined, accepts: () => true, isProbe: false, secondLook })
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
