import type { FileBefore, SessionRecord } from '../../src/offboarding/run/run.ts'
import { LANGUAGES } from '../../src/offboarding/text/language.ts'
import type { Limits } from '../../src/offboarding/run/guards.ts'
import { PREFLIGHT_MODES } from '../../src/offboarding/run/preflight-mode.ts'
import type { ListColumn, ListColumns, Reading } from '../../src/offboarding/run/reading.ts'
import type { Verified, VerifyingSession } from '../../src/offboarding/run/verified.ts'
import { ARCHIVE_MODES } from '../../src/offboarding/policy.ts'
import type { Summary } from '../../src/report/summary.ts'
import * as parts from './parts.ts'
import {
  amount,
  array,
  constant,
  count,
  day,
  flag,
  nullable,
  object,
  oneOf,
  optional,
  record,
  sha256,
  text,
  time,
} from './schema.ts'

const column = object<ListColumn>({ number: count, name: text })

const reading = object<Reading>({
  columns: object<ListColumns>({
    id: nullable(column),
    email: nullable(column),
    leaveDate: nullable(column),
    name: array(column),
    attribute: optional(column),
  }),
  header: flag,
  skippedLines: count,
  sheet: optional(text),
  dateFormat: nullable(text),
  timezone: nullable(text),
  emptyLeaveDate: optional(constant('due')),
  before: nullable(day),
  told: optional(parts.told),
  remembered: optional(parts.remembered),
})

const options = object<Summary['options']>({
  task: optional(parts.task),
  kind: parts.kind,
  deactivate: flag,
  delete: flag,
  grace: optional(count),
  roles: { anyOf: [array(text), constant('any')] },
  matchName: flag,
  archive: optional(oneOf(ARCHIVE_MODES)),
  archiveIn: optional(constant('ledger')),
  executes: nullable(parts.runId),
  undoes: optional(parts.runId),
  preflight: oneOf(PREFLIGHT_MODES),
  attribute: optional(text),
  language: optional(oneOf(LANGUAGES)),
  reading,
  protect: object<Summary['options']['protect']>({ entries: count }),
})

const session = object<SessionRecord>({
  purpose: nullable(constant('verify')),
  started: time,
  ended: nullable(time),
  osUser: text,
  host: text,
  pid: count,
  version: text,
  configurationSha256: nullable(sha256),
  confirmed: nullable(oneOf(['typed', 'yes'])),
  limits: nullable(object<Limits>({ maxUsers: count, maxPercent: amount, maxUnknown: amount })),
  reason: nullable(text),
  exitCode: nullable(parts.exitCode),
})

const verified = object<Verified>({
  deleted: count,
  gone: count,
  stillThere: count,
  somebodyElse: count,
  notKnown: count,
  sessions: array(
    object<VerifyingSession>({
      from: time,
      to: time,
      osUser: text,
      host: text,
      version: text,
      asked: count,
      gone: count,
    }),
  ),
})

const list = object<Summary['list']>({
  name: text,
  sha256,
  rows: count,
  encoding: text,
  delimiter: text,
  columns: array(text),
  emptyLeaveDates: count,
  undated: parts.undated,
  today: nullable(day),
  leftOut: parts.leftOut,
})

/** `summary.json` of a run. */
export const summary = object<Summary>({
  schemaVersion: parts.schemaVersion,
  run: parts.runId,
  site: text,
  list,
  options,
  started: time,
  ended: nullable(time),
  status: parts.status,
  outcomes: object<Summary['outcomes']>(parts.eachOutcome(count)),
  toHandOver: optional(count),
  requests: parts.totals,
  retries: parts.totals,
  waits: object<Summary['waits']>({ quota: amount, retries: amount, outage: amount }),
  quota: object<Summary['quota']>({ rejected: count, shareUsed: nullable(amount) }),
  expected: nullable(
    object<NonNullable<Summary['expected']>>({ users: count, requests: count, seconds: amount }),
  ),
  due: record(count),
  archive: optional(object<NonNullable<Summary['archive']>>({ users: count })),
  verified: nullable(verified),
  exitCode: nullable(parts.exitCode),
  sessions: array(session),
  files: parts.files,
  version: text,
  redacted: optional(constant(true)),
  forgotten: optional(
    object<NonNullable<Summary['forgotten']>>({
      at: time,
      osUser: text,
      key: text,
      files: array(object<FileBefore>({ name: text, sha256: nullable(sha256), state: text })),
    }),
  ),
})
