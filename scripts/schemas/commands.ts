import { CHECKS } from '../../src/cli/check/finding.ts'
import type { Finding as Check } from '../../src/cli/check/finding.ts'
import type { CheckOutput } from '../../src/cli/commands/check.ts'
import type { CheckedReport } from '../../src/cli/commands/report.ts'
import type { RowsOfUser, Runs, RunsOfAll } from '../../src/cli/commands/runs.ts'
import type { InboxOutput } from '../../src/cli/inbox/job.ts'
import type { ListResult } from '../../src/cli/inbox/result.ts'
import type { LeftAlone } from '../../src/inbox/seen.ts'
import type { ErrorOutput } from '../../src/cli/failure.ts'
import type { NobodyToVerify } from '../../src/cli/session/verify-session.ts'
import type { ForgottenJson, MeantRun } from '../../src/cli/terminal/results/forget-json.ts'
import type { ListedRun } from '../../src/cli/terminal/results/runs-text.ts'
import type { UserRow } from '../../src/offboarding/ports/forgetting.ts'
import type { Waiting } from '../../src/offboarding/run/waiting.ts'
import { FILE_STATES, type Finding as CheckedFile } from '../../src/report/check-report.ts'
import type { ComparisonSummary } from '../../src/report/comparison/comparison-summary.ts'
import type { LineCounts } from '../../src/offboarding/roster/comparison.ts'
import * as parts from './parts.ts'
import {
  amount,
  array,
  code,
  constant,
  count,
  flag,
  nullable,
  object,
  oneOf,
  record,
  sha256,
  text,
  time,
} from './schema.ts'

const { schemaVersion, runId, exitCode } = parts

const listedRuns = array(
  object<ListedRun>({
    run: runId,
    site: text,
    list: object<ListedRun['list']>({ name: text, sha256, rows: count }),
    kind: parts.kind,
    task: nullable(parts.task),
    started: time,
    ended: nullable(time),
    status: parts.status,
    exitCode: nullable(exitCode),
    next: nullable(oneOf(['run', 'report', 'forget'])),
    toDo: count,
    endedWell: count,
    needAttention: count,
    waiting: nullable(object<Waiting>({ users: count, first: nullable(time), last: nullable(time) })),
    forgotten: nullable(time),
    version: text,
  }),
)

/** `runs --json`. */
export const runs = object<Runs>({ schemaVersion, runs: listedRuns, version: text })

/** `runs --all … --json`. */
export const runsOfAll = object<RunsOfAll>({
  schemaVersion,
  ledgers: array(object<RunsOfAll['ledgers'][number]>({ folder: text, runs: listedRuns })),
  unread: array(object<RunsOfAll['unread'][number]>({ folder: text, why: text })),
  version: text,
})

/** `inbox --json`. */
export const inboxJob = object<InboxOutput>({
  schemaVersion,
  inbox: text,
  then: oneOf(['plan', 'run']),
  lists: array(
    object<ListResult>({
      list: text,
      is: oneOf(['planned', 'waiting', 'done', 'done before', 'set aside', 'left']),
      run: nullable(runId),
      exitCode,
      at: nullable(text),
      why: nullable(text),
    }),
  ),
  leftAlone: array(object<LeftAlone>({ name: text, because: text })),
  exitCode,
  version: text,
})

/** `runs --user … --json`. */
export const rowsOfUser = object<RowsOfUser>({
  schemaVersion,
  rows: array(
    object<UserRow>({
      run: runId,
      row: count,
      outcome: parts.outcome,
      reason: nullable(code),
      deactivatedAt: nullable(time),
      deletedAt: nullable(time),
    }),
  ),
  silent: array(runId),
  version: text,
})

const meant = {
  run: runId,
  site: text,
  kind: parts.kind,
  task: nullable(parts.task),
  list: object<MeantRun['list']>({ name: text, rows: count }),
  started: time,
  ended: nullable(time),
}

/** `forget --json`. */
export const forgotten = object<ForgottenJson>({
  schemaVersion,
  isDryRun: flag,
  runs: array(object<MeantRun>(meant)),
  toDo: array(object<MeantRun>(meant)),
  kept: array(object<ForgottenJson['kept'][number]>({ ...meant, reason: code, detail: text })),
  left: array(object<ForgottenJson['left'][number]>({ run: runId, names: array(text) })),
  exitCode,
  version: text,
})

/** `report --check --json`. */
export const checkedReport = object<CheckedReport>({
  schemaVersion,
  run: runId,
  files: array(object<CheckedFile>({ path: text, state: oneOf(FILE_STATES) })),
  exitCode,
  version: text,
})

/** `verify --json` where nobody was deleted. */
export const nobodyToVerify = object<NobodyToVerify>({
  schemaVersion,
  run: nullable(runId),
  site: text,
  verified: constant(null),
  exitCode,
  version: text,
})

const fact = { type: ['string', 'number', 'boolean', 'null'] }

/** `check --json`. */
export const check = object<CheckOutput>({
  schemaVersion,
  version: text,
  exitCode,
  site: nullable(text),
  requests: count,
  checks: array(
    object<Check>({
      name: oneOf(Object.keys(CHECKS)),
      result: oneOf(['ok', 'warning', 'failed', 'skipped']),
      found: text,
      remedy: nullable(text),
      exitCode,
      facts: record({ anyOf: [fact, array({ type: ['string', 'number'] })] }),
    }),
  ),
})

/** What a command prints that ended without a result. */
export const error = object<ErrorOutput>({
  schemaVersion,
  error: object<ErrorOutput['error']>({ exitCode, message: text }),
})

const byCode = record(count)

/** `summary.json` of a comparison. */
export const comparison = object<ComparisonSummary>({
  schemaVersion,
  compare: runId,
  site: text,
  roster: object<ComparisonSummary['roster']>({
    name: text,
    sha256,
    lines: count,
    encoding: text,
    delimiter: text,
    columns: array(object<ComparisonSummary['roster']['columns'][number]>({ name: text, kind: text })),
    leftOut: parts.leftOut,
  }),
  options: object<ComparisonSummary['options']>({
    attribute: nullable(text),
    roles: { anyOf: [array(text), constant('any')] },
    protect: object<{ entries: number }>({ entries: count }),
    minCoverage: amount,
  }),
  started: time,
  ended: time,
  status: oneOf(['finished', 'refused']),
  reason: nullable(text),
  users: object<ComparisonSummary['users']>({ told: count, seen: count, active: count, isChanged: flag }),
  coverage: object<ComparisonSummary['coverage']>({ users: count, percent: count }),
  lines: object<LineCounts>({
    fits: count,
    ambiguous: count,
    fits_nobody: count,
    unreadable: count,
    says_left: count,
    repeated: count,
  }),
  leavers: count,
  others: byCode,
  doubtful: byCode,
  requests: object<ComparisonSummary['requests']>({ total: count, retries: count, rejected: count }),
  exitCode,
  files: parts.files,
  version: text,
})
