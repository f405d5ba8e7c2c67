import { HTTPError, RequestError } from 'got'
import type {
  Answer,
  AttributesAnswer,
  EntriesAnswer,
  Interruption,
  PageAnswer,
} from '../offboarding/answer.ts'
import type { Retry } from '../offboarding/event.ts'
import type { AttributeList, UserList } from '../offboarding/ports/user-list.ts'
import type { Platform, PlatformClock, Quota } from '../offboarding/ports/platform.ts'
import type { TrainingRecords } from '../offboarding/ports/training-records.ts'
import type { RunPace } from '../offboarding/run/run.ts'
import type { PlatformStep } from '../offboarding/step.ts'
import { delivery, MAX_OUTAGES, newCall, type Call } from './call.ts'
import { AnswerTooLargeError, classify, type AttemptFailure } from './http/attempt-failure.ts'
import {
  assignmentsRequest,
  ATTRIBUTES,
  certificatesRequest,
  pageRequest,
  requestFor,
  type ApiRequest,
} from './request.ts'
import {
  isEmpty,
  readAllValues,
  readAttributes,
  readEntries,
  readErrorMessage,
  readPage,
  readUser,
  type UserReading,
} from './schemas.ts'
import type { TransportOptions } from './http/transport-options.ts'
import { Transport } from './transport.ts'

/** The API of one site: one `perform` is one step, with all the attempts it takes. */
export class KonstantlyClient
  implements Platform, UserList, AttributeList, TrainingRecords, PlatformClock, Quota
{
  readonly #transport: Transport
  readonly #reading: UserReading
  #keyRejected = false

  constructor(options: TransportOptions, reading: UserReading = {}) {
    this.#transport = new Transport(options)
    this.#reading = reading
  }

  get pace(): RunPace {
    return this.#transport.pace
  }

  /** Whether there has been any answer yet. */
  get isAnswered(): boolean {
    return this.#transport.clock.isAnswered
  }

  /** What time it is by the platform's clock, as its last answer told, or null where none has. */
  get platformTime(): Date | null {
    return this.#transport.clock.time
  }

  /** Closes the connections that were kept open. */
  close(): void {
    this.#transport.close()
  }

  /** Requests of a window that are open to this run, where the limit is `documented` as long as the platform has not told it. */
  openQuota(documented: number): number {
    return this.#transport.openQuota(documented)
  }

  /** Carries out one step. Reports each further attempt to `onRetry` before waiting for it. */
  async perform(step: PlatformStep, onRetry: (retry: Retry) => void): Promise<Answer | Interruption> {
    const isLookUp = step.do === 'read' || step.do === 'find'
    return this.#ask<Answer>(requestFor(step), step.do, onRetry, {
      accepts: (body) => !isLookUp || readUser(body) !== null,
      success: (call, status) => success(call, status, this.#reading),
      on404: requestFor(step.do === 'find' ? step : { do: 'read', userId: step.userId }),
    })
  }

  /** Reads the page of the site's users that begins at `offset`, in the platform's own order. */
  listUsers(offset: number, onRetry: (retry: Retry) => void): Promise<PageAnswer | Interruption> {
    return this.#ask<PageAnswer>(pageRequest(offset), 'list', onRetry, {
      accepts: (body) => readPage(body) !== null,
      success: (call, status) => {
        const page = readPage(call.body, this.#reading) ?? { users: [], entries: 0, totalCount: 0 }
        const told = this.#reading.tellsAttributes === true ? { attributes: readAllValues(call.body) } : {}
        return { kind: 'page', status, ...page, ...told, delivery: delivery(call) }
      },
      // If this is not the API's address, a guard says so.
      on404: 'believe',
    })
  }

  listAttributes(onRetry: (retry: Retry) => void): Promise<AttributesAnswer | Interruption> {
    return this.#ask<AttributesAnswer>(ATTRIBUTES, 'list', onRetry, {
      accepts: (body) => readAttributes(body) !== null,
      success: (call, status) => {
        const attributes = readAttributes(call.body) ?? []
        return { kind: 'attributes', status, attributes, delivery: delivery(call) }
      },
      // It proves nothing: it only helps to word a message.
      on404: 'believe',
    })
  }

  assignments(
    userId: string,
    offset: number,
    onRetry: (retry: Retry) => void,
  ): Promise<EntriesAnswer | Interruption> {
    const on404 = requestFor({ do: 'read', userId })
    return this.#askForEntries(assignmentsRequest(userId, offset), 'assignments', on404, onRetry)
  }

  certificates(
    course: string,
    offset: number,
    onRetry: (retry: Retry) => void,
  ): Promise<EntriesAnswer | Interruption> {
    // Nothing follows from it: without its certificates, nobody who took the course is deleted.
    return this.#askForEntries(certificatesRequest(course, offset), 'certificates', 'believe', onRetry)
  }

  #askForEntries(
    request: ApiRequest,
    name: 'assignments' | 'certificates',
    on404: Call['on404'],
    onRetry: (retry: Retry) => void,
  ): Promise<EntriesAnswer | Interruption> {
    return this.#ask<EntriesAnswer>(request, 'archive', onRetry, {
      accepts: (body) => readEntries(body, name) !== null,
      success: (call, status) => {
        const list = readEntries(call.body, name) ?? { entries: [], totalCount: null }
        return { kind: 'entries', status, ...list, delivery: delivery(call) }
      },
      on404,
    })
  }

  async #ask<Success>(
    request: ApiRequest,
    step: Retry['step'],
    onRetry: (retry: Retry) => void,
    {
      success,
      ...given
    }: Pick<Call, 'accepts' | 'on404'> & { success: (call: Call, status: number) => Success },
  ): Promise<Success | Failure | Interruption> {
    const call = newCall({
      onRetry: (next) => {
        onRetry({ step, ...next })
      },
      ...given,
      isProbe: false,
    })
    // The answer would be 401 once more.
    if (this.#keyRejected) return { kind: 'stopped', delivery: delivery(call) }
    try {
      const { statusCode: status } = await this.#transport.send(request, call)
      // got treats a redirect that it does not follow as a success.
      if (status < 300) return success(call, status)
      const fault = { reason: `the platform answered with a redirect (${status})`, mayHaveArrived: true }
      return failed(call, fault, status)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      const answer = failure(call, error)
      if (answer.kind === 'key_rejected') this.#keyRejected = true
      return answer
    }
  }
}

/** Statuses under which a body proves that something was done. 202 says that it was noted. */
const PROVING: ReadonlySet<number> = new Set([200, 201, 204])

function success(call: Call, status: number, reading: UserReading): Answer {
  const user = readUser(call.body, reading)
  if (!PROVING.has(status)) {
    const message = `the platform answered ${status}, which does not say that it was done`
    return { kind: 'unclear', status, message, delivery: delivery(call) }
  }
  if (user !== null) return { kind: 'user', status, user, delivery: delivery(call) }
  if (isEmpty(call.body)) return { kind: 'done', status, delivery: delivery(call) }
  const words = readErrorMessage(call.body)
  const message = `the platform answered ${status}${words === null ? ' with something else than success' : `: ${words}`}`
  return { kind: 'unclear', status, message, delivery: delivery(call) }
}

type Failure = Exclude<Answer, { kind: 'user' | 'done' | 'unclear' }>

function failure(call: Call, error: RequestError): Failure | Interruption {
  const status = error.response?.statusCode ?? null
  if (status === 401 || status === 403) return { kind: 'key_rejected', status, delivery: delivery(call) }
  if (call.stopped) return { kind: 'stopped', delivery: delivery(call) }
  if (error.cause instanceof AnswerTooLargeError) {
    return failed(call, { reason: 'the answer is larger than 1 MiB', mayHaveArrived: true }, status)
  }
  const fault = classify(error)
  if (call.outages >= MAX_OUTAGES) {
    const reason = `${fault.reason}; whenever this was sent, the platform stopped answering anybody`
    return failed(call, { ...fault, reason }, status)
  }
  if (status === null || fault.transient || !(error instanceof HTTPError)) return failed(call, fault, status)
  if (status === 404) return { kind: 'not_found', status, delivery: delivery(call) }
  return {
    kind: 'rejected',
    status,
    message: readErrorMessage(call.body) ?? fault.reason,
    delivery: delivery(call),
  }
}

function failed(
  call: Call,
  fault: Pick<AttemptFailure, 'reason' | 'mayHaveArrived'>,
  status: number | null,
): Failure {
  call.mayHaveArrived ||= fault.mayHaveArrived
  return { kind: 'failed', status, reason: fault.reason, delivery: delivery(call) }
}
