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

/** If an outage begins this often with one and the same request, which was sent alone, that request is the cause. */
export const MAX_OUTAGES = 3

/** What one request has met so far, over all its attempts. Carried through got's hooks as the request's context. */
export interface Call {
  onRetry: (next: NextAttempt) => void
  /** Whether a response of success says what it has to say; otherwise it is unreadable. */
  accepts: (body: unknown) => boolean
  /** What to do about a 404 that may not be the platform's own: ask this once more, believe it, or take it for no answer. */
  on404: ApiRequest | 'believe' | 'doubt'
  /** Whether it finds out if the platform answers: then it does not wait at the gate, and is not tried again. */
  isProbe: boolean
  /** Attempts that were sent, without those that a 429 turned away. */
  attempts: number
  /** Attempts that a 429 turned away. */
  throttled: number
  /** Why each further attempt was made. */
  retries: string[]
  /** Attempts that failed and may succeed later. Counted from 0 again after an outage, which is not this row's fault. */
  failures: number
  /** It was in flight when an outage began. From then on it is sent alone, which shows whether it causes the outage. */
  isSuspect: boolean
  /** It is in flight alone, or has ended and it is not known yet what came of it. */
  isAlone: boolean
  /** Whether the platform was up when the latest attempt was sent, as far as anybody knew. */
  wasUp: boolean
  /** Outages that began while it was in flight alone. */
  outages: number
  mayHaveArrived: boolean
  /** The run was told to stop while this call was waiting. */
  stopped: boolean
  /** Of the attempt that is in flight. */
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

/** The call that a hook of got is about. */
export const callOf = (context: Record<string, unknown>): Call => context['call'] as Call
