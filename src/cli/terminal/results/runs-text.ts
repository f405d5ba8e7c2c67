import { countsAsAttention, type Outcome } from '../../../offboarding/outcome.ts'
import type { UserRow } from '../../../offboarding/ports/forgetting.ts'
import { kindInWords, type RunKind, type RunTask } from '../../../offboarding/run-kind.ts'
import { isUnfinished, isUnreported, type RunRecord, type RunStatus } from '../../../offboarding/run/run.ts'
import type { Waiting } from '../../../offboarding/run/waiting.ts'
import { shown } from '../../../offboarding/text/shown.ts'
import { table } from './table.ts'

/** A run, as `runs` lists it. Times are ISO 8601 in UTC. */
export interface ListedRun {
  run: string
  site: string
  list: { name: string; sha256: string; rows: number }
  kind: RunKind
  /** Null where it offboards the people on a list. */
  task: RunTask | null
  started: string
  ended: string | null
  /** `running`: it was broken off, since nobody else works with the ledger now. */
  status: RunStatus
  exitCode: number | null
  /** What is left to do, with a command; null for nothing. */
  next: 'run' | 'report' | 'forget' | null
  /** Rows that have not ended. */
  toDo: number
  /** Rows that ended without need of attention. */
  endedWell: number
  needAttention: number
  /** Users who wait since the run for the end of their grace period; null for nobody. */
  waiting: Waiting | null
  /** When it was forgotten; null where its names are known. */
  forgotten: string | null
  version: string
}

/** `toDo`: the number of rows that have not ended. */
export function listedRun(
  record: RunRecord,
  outcomes: Partial<Record<Outcome, number>>,
  toDo: number,
  waiting: Waiting | null,
): ListedRun {
  const { id, site, list, options, started, ended, status, exitCode, forgotten, version } = record
  const { not_attempted: untouched = 0, ...others } = outcomes
  // Rows that are still to do count as `not_attempted`, and need no attention yet.
  const needAttention = Object.entries(others)
    .filter(([outcome]) => countsAsAttention(outcome as Outcome, options.kind))
    .reduce((sum, [, n]) => sum + n, options.kind === 'run' ? untouched - toDo : 0)
  return {
    run: id,
    site,
    list: { name: list.name, sha256: list.sha256, rows: list.rows },
    kind: options.kind,
    task: options.task ?? null,
    started,
    ended,
    status,
    exitCode,
    next: nextOf(record),
    toDo,
    endedWell: list.rows - toDo - needAttention,
    needAttention,
    waiting,
    forgotten: forgotten?.at ?? null,
    version,
  }
}

function nextOf(record: RunRecord): ListedRun['next'] {
  if (isUnreported(record)) return 'report'
  if (isUnfinished(record)) return 'run'
  return record.forgotten?.done === null ? 'forget' : null
}

const HEADER = [
  'RUN',
  'SITE',
  'LIST',
  'STARTED',
  'STATUS',
  'ROWS',
  'TO GO',
  'ENDED WELL',
  'ATTENTION',
  'WAITING',
  'UNTIL',
]

const NEXT = {
  report: ', run it again for its report',
  run: ', run it again to go on',
  forget: ', being forgotten: run forget again',
} as const

/** Runs as a table. `columns`: of the window, where it is known. */
export const runsText = (runs: readonly ListedRun[], columns?: number): string =>
  table([HEADER, ...runs.map(cells)], columns)

/** The runs of many ledgers as a table, with the folder of each. */
export const runsOfAllText = (
  ledgers: readonly { folder: string; runs: readonly ListedRun[] }[],
  columns?: number,
): string =>
  table(
    [
      ['FOLDER', ...HEADER],
      ...ledgers.flatMap(({ folder, runs }) => runs.map((run) => [shown(folder), ...cells(run)])),
    ],
    columns,
  )

function cells({ list, waiting, next, ...run }: ListedRun): string[] {
  const state = run.status === 'running' ? 'broken off' : run.status
  const words = kindInWords({ kind: run.kind, ...(run.task !== null && { task: run.task }) })
  const kind = words === 'run' ? '' : ` (${words})`
  const more = next !== null ? NEXT[next] : run.forgotten === null ? '' : ', forgotten'
  return [
    run.run,
    shown(run.site),
    shown(list.name),
    run.started,
    `${state}${kind}${more}`,
    ...[list.rows, run.toDo, run.endedWell, run.needAttention].map(String),
    ...(waiting === null
      ? ['', '']
      : [String(waiting.users), (waiting.last ?? '').slice(0, 16).replace('T', ' ')]),
  ]
}

/** What became of somebody, as a table. `columns`: of the window, where it is known. */
export function userText(rows: readonly UserRow[], columns?: number): string {
  if (rows.length === 0)
    return 'No row in this ledger has this user ID, e-mail address or employee number. Names are not looked for.\n'
  const lines = rows.map(({ run, row, outcome, reason, deactivatedAt, deletedAt }) => [
    run,
    String(row),
    reason === 'would_be' ? 'to be touched' : outcome,
    reason ?? '',
    deactivatedAt ?? '',
    deletedAt ?? '',
  ])
  return table([['RUN', 'ROW', 'OUTCOME', 'REASON', 'DEACTIVATED', 'DELETED'], ...lines], columns)
}
