import { LOG_EVENTS, type LogEvent } from '../../src/logging/events.ts'
import type { Outcome } from '../../src/offboarding/outcome.ts'
import * as parts from './parts.ts'
import {
  amount,
  code,
  constant,
  count,
  day,
  flag,
  nullable,
  object,
  oneOf,
  open,
  optional,
  record,
  sha256,
  text,
  time,
  type AnyFields,
  type Optional,
  type Schema,
} from './schema.ts'

/** Of a line that only tells an operator something: the run, once there is one. */
const NOTICE: AnyFields = { run: optional(parts.runId) }
const run = parts.runId
const userId = nullable(text)

/** The fields of each event that has more of them than a notice. */
const FIELDS: Partial<Record<LogEvent, Readonly<Record<string, Schema | Optional>>>> = {
  list_read: {
    run,
    rows: count,
    sha256,
    encoding: text,
    delimiter: text,
    remembered: optional(parts.remembered),
    leftOut: optional(parts.leftOut),
    today: optional(day),
    emptyLeaveDates: optional(count),
    emptyLeaveDate: optional(oneOf(['hold', 'due'])),
    undatedDue: optional(count),
  },
  run_started: { run, site: text, rows: count, done: count, toDo: count, resumed: flag, expectedMs: amount },
  looking_up: { run, what: oneOf(['pages', 'rows', 'deleted users']), done: count, of: count },
  looked_up: { run, toDo: count, siteUsers: nullable(count), requests: parts.totals },
  work_started: { run, users: count, expectedMs: amount },
  row_ended: {
    run,
    row: count,
    userId,
    outcome: parts.outcome,
    reason: nullable(code),
    httpStatus: nullable(count),
    attempts: count,
    ms: amount,
  },
  retry: { run, row: nullable(count), userId, step: code, attempt: count, cause: text, delayMs: amount },
  settings_read: { configuration: text, section: nullable(text), configurationSha256: sha256 },
  waiting: { run, ms: count },
  platform_down: { run },
  platform_up: { run, ms: count },
  verified: { run, deleted: count, gone: count, stillThere: count, somebodyElse: count, notKnown: count },
  run_ended: {
    run,
    status: parts.status,
    detail: nullable(text),
    exitCode: parts.exitCode,
    outcomes: object<Partial<Record<Outcome, number>>>(parts.eachOutcome(optional(count))),
    requests: parts.totals,
    retries: parts.totals,
    waits: object<Record<'quota' | 'retries' | 'outage', number>>({
      quota: amount,
      retries: amount,
      outage: amount,
    }),
    quota: object<Record<'rejected' | 'shareUsed', number>>({ rejected: count, shareUsed: nullable(amount) }),
    hashes: record(sha256),
  },
}

const variant = (event: LogEvent): Schema => open({ event: constant(event), ...(FIELDS[event] ?? NOTICE) })

/** A line of the log. */
export const logLine: Schema = {
  ...open({
    level: oneOf(['debug', 'info', 'warn', 'error']),
    time,
    service: constant('konstantly-offboard'),
    version: text,
    host: text,
    event: oneOf(Object.keys(LOG_EVENTS)),
    msg: text,
  }),
  oneOf: (Object.keys(LOG_EVENTS) as LogEvent[]).map(variant),
  unevaluatedProperties: false,
}
