import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import got, { RequestError } from 'got'

export interface Message {
  /** A secret: whoever has it can post. It stands in no text that comes from here. */
  address: URL
  /** What is posted, as JSON; null for a plain GET. */
  body: string | null
  headers: Readonly<Record<string, string>>
}

export interface SendOptions {
  agents: { http: HttpAgent; https: HttpsAgent }
  /** What an error of the network is, in words, and whether a further attempt may go better. */
  faultOf: (error: RequestError) => { reason: string; transient: boolean }
  /** How long one attempt may take, and all of them with their back-offs, in milliseconds. */
  attemptMs: number
  totalMs: number
  /** Ends it at once when aborted. */
  signal: AbortSignal
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Milliseconds of a clock that never goes back. */
  monotonic: () => number
  /** From 0 up to, not including, 1. */
  random: () => number
  userAgent: string
}

/** Why an attempt failed. `retryAfterMs`: how long the receiver asks to wait. */
interface Fault {
  reason: string
  transient: boolean
  retryAfterMs: number
}

const FIRST_BACK_OFF_MS = 1_000
const MAX_BACK_OFF_MS = 10_000
/** No receiver has more to say. */
const MAX_ANSWER_BYTES = 64 * 1024
const STOPPED = 'it was told to stop'
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * Sends a message, with an exponential back-off after failures that may pass. Any 2xx is success. A redirect is not followed: it would carry
 * the message to a place that nobody named. Resolves with why it was not delivered, in words, or null; never rejects.
 */
export async function send(message: Message, options: SendOptions): Promise<string | null> {
  const { monotonic, random, pause, signal, totalMs } = options
  const until = monotonic() + totalMs
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) return STOPPED
    const fault = await attemptOnce(message, options, until - monotonic())
    if (fault === null) return null
    if (!fault.transient) return fault.reason
    const backOffMs = random() * Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempt - 1))
    const waitMs = Math.max(backOffMs, fault.retryAfterMs)
    if (monotonic() + waitMs >= until)
      return `${fault.reason}, ${attempt} ${attempt === 1 ? 'time' : 'times'}`
    await pause(waitMs, signal)
  }
}

/** Null where the message was delivered. */
async function attemptOnce(
  { address, body, headers }: Message,
  { agents, faultOf, attemptMs, signal, userAgent }: SendOptions,
  leftMs: number,
): Promise<Fault | null> {
  const cut = new AbortController()
  try {
    const request = got(address, {
      method: body === null ? 'GET' : 'POST',
      ...(body !== null && { body }),
      headers: {
        ...headers,
        ...(body !== null && { 'content-type': 'application/json' }),
        'accept-encoding': 'identity',
        'user-agent': userAgent,
      },
      agent: agents,
      https: { rejectUnauthorized: true },
      timeout: { request: Math.max(1, Math.min(attemptMs, leftMs)) },
      retry: { limit: 0 },
      followRedirect: false,
      decompress: false,
      throwHttpErrors: false,
      signal: AbortSignal.any([signal, cut.signal]),
    })
    void request.on('downloadProgress', ({ transferred }) => {
      if (transferred > MAX_ANSWER_BYTES) cut.abort()
    })
    const { statusCode, headers: answered } = await request
    return faultOfStatus(statusCode, answered['retry-after'])
  } catch (error) {
    if (signal.aborted) return lasting(STOPPED)
    if (cut.signal.aborted) return lasting('the receiver answered far more than a receiver has to say')
    return error instanceof RequestError
      ? { ...faultOf(error), retryAfterMs: 0 }
      : lasting('the request could not be made')
  }
}

function faultOfStatus(status: number, retryAfter: string | undefined): Fault | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400)
    return lasting(`the receiver answered ${status}, a redirect, which is not followed`)
  if (status === 410)
    return lasting('the receiver answered 410: it is gone for good, so its address is of no use any more')
  const seconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : 0
  return {
    reason: `the receiver answered ${status}`,
    transient: status >= 500 || TRANSIENT.has(status),
    retryAfterMs: seconds * 1000,
  }
}

const lasting = (reason: string): Fault => ({ reason, transient: false, retryAfterMs: 0 })
