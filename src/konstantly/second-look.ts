import type { Call } from './call.ts'
import { PROBE, type ApiRequest } from './request.ts'
import { isOwnNotFound, readPage } from './schemas.ts'

/** Asks for something beside the call that is under way; null where there is no status. */
export type Look = (
  request: ApiRequest,
  secondLook: Call['secondLook'],
) => Promise<{ status: number | null; body: unknown }>

/**
 * Whether a 404 says that somebody is not there: it is the platform's own, or the platform answers, and does not know them when it is
 * asked once more. A gateway that has lost its way to the platform says 404, too.
 */
export async function isNotFound(
  { secondLook, body }: Pick<Call, 'secondLook' | 'body'>,
  look: Look,
): Promise<boolean> {
  if (secondLook === 'believe') return true
  if (secondLook === 'doubt') return false
  if (isOwnNotFound(body)) return true
  const page = await look(PROBE, 'doubt')
  if (page.status !== 200 || readPage(page.body) === null) return false
  return (await look(secondLook, 'believe')).status === 404
}
