import type { Delivery } from '../offboarding/answer.ts'
import type { Admission } from './pace/gate.ts'
import type { ApiRequest } from './request.ts'

/** A further attempt that is about to be made. */
export interface NextAttempt {
  /** The attempt that went wrong, from 1. */
  attempt: number
  cause: string
  delayMs: number
}

/** An outage that begins so often with one and the same request, sent alone, is that request's doing. */
export const MAX_OUTAGES = 3

/** What one request has met so far, over all its attempts. Carried through got's hooks as the request's context. */
export interface Call {
  onRetry: (next: NextAttempt) => void
  /** Whether a response of success says what it has to say; otherwise it is unreadable. */
  accepts: (body: unknown) => boolean
  /** What to ask once more before a 404 is believed that may not be the platform's own; or whether it is believed without. */
  on404: ApiRequest | 'believe' | 'doubt'
  /** Finds out whether the platform answers: goes past the gate, once. */
  isProbe: boolean
  /** Sent, without those that a 429 turned away. */
  attempts: number
  /** Turned away by a 429. */
  throttled: number
  /** Why each further attempt was made. */
  retries: string[]
  /** Attempts that failed for now, counted anew after an outage: those of an outage burn nobody. */
  failures: number
  /** It was out when an outage began, with others or not. From then on it is sent alone, so that it shows whose doing that is. */
  isSuspect: boolean
  /** It is out alone, or has come back and it is not known yet whose doing that was. */
  isAlone: boolean
  /** Whether the platform was up when the latest attempt was sent, as far as anybody knew. */
  wasUp: boolean
  /** That began when it was out alone. */
  outages: number
  mayHaveArrived: boolean
  /** The run was told to stop while this was waiting. */
  stopped: boolean
  /** Of the attempt that is out. */
  admission: Admission | null
  /** The last answer's body; undefined where it was empty. */
  body: unknown
}

export function newCall(given: Pick<Call, 'onRetry' | 'accepts' | 'isProbe' | 'on404'>): Call {
  return {
    ...given,
    attempts: 0,
    throttled: 0,
    retries: [],
    failures: 0,
    isSuspect: false,
    isAlone: false,
    wasUp: false,
    outages: 0,
    mayHaveArrived: false,
    stopped: false,
    admission: null,
    body: undefined,
  }
}

export function delivery({ attempts, throttled, retries, mayHaveArrived }: Call): Delivery {
  return { attempts, throttled, retries: [...retries], mayHaveArrived }
}

/** The call whose attempt a hook of got is told of. */
export const callOf = (context: Record<string, unknown>): Call => context['call'] as Call
