import type { RequestError } from 'got'
import { newCall, type Call } from './call.ts'
import { classify } from './http/attempt-failure.ts'
import { PROBE, type ApiRequest } from './request.ts'

/** Whether the platform answers at all: a 401 or a 429 is an answer, too. `send` makes one attempt and throws got's RequestError. */
export async function isPlatformAnswering(
  send: (request: ApiRequest, call: Call) => Promise<unknown>,
): Promise<boolean> {
  const call = newCall({ onRetry: () => undefined, accepts: () => true, isProbe: true, on404: 'doubt' })
  try {
    await send(PROBE, call)
    return true
  } catch (error) {
    const { transient, cause } = classify(error as RequestError)
    return !call.stopped && (!transient || cause === 'http_429')
  }
}
