import type { RowRecord } from '../offboarding/run/run.ts'
import { PLAN_COLUMNS, RESULT_COLUMNS } from '../offboarding/run/report-columns.ts'
import { csvLines } from './csv-lines.ts'
import type { RunView } from './run-view.ts'

/** What a plan has in place of `results.csv` and `retry.csv`. */
export const PLAN_FILE = 'plan.csv'

/** The CSV files of a run's report, each with its text in pieces. */
export const reportFiles = (run: RunView): readonly (readonly [name: string, pieces: Iterable<string>])[] =>
  run.record.options.plan
    ? [[PLAN_FILE, planList(run)]]
    : [
        ['results.csv', results(run)],
        ['retry.csv', retryList(run)],
      ]

/** `results.csv`: every row in list order, the original columns first. */
function results(run: RunView): Iterable<string> {
  const { list } = run.record
  return csvLines(list, records())

  function* records(): Generator<readonly string[]> {
    yield [...list.columns, ...RESULT_COLUMNS]
    for (const row of run.rows()) yield [...row.cells, ...resultCells(row)]
  }
}

/** `retry.csv`: the rows that did not end well and could later, and what the list says of their users elsewhere, in its own columns. */
function retryList(run: RunView): Iterable<string> {
  const { list, options } = run.record
  return csvLines(list, records())

  function* records(): Generator<readonly string[]> {
    // Read again with the same flags, as many lines are left out at the top, and a list without a header has to come without one again.
    for (let line = 0; line < options.reading.skippedLines; line += 1) yield []
    if (options.reading.header) yield list.columns
    // Nothing was tried in a dry run, so there is nothing to try again.
    if (options.dryRun) return
    yield* run.retryRows()
  }
}

function resultCells(row: RowRecord): string[] {
  return [
    String(row.row),
    row.userId ?? '',
    row.outcome,
    row.detail,
    row.status === null ? '' : String(row.status),
    String(row.attempts),
    row.deactivatedAt ?? '',
    row.deletedAt ?? '',
  ]
}

/** `plan.csv`: every row in list order with the user found, what would happen, and why. */
function planList(run: RunView): Iterable<string> {
  const { list } = run.record
  return csvLines(list, records())

  function* records(): Generator<readonly string[]> {
    yield [...list.columns, ...PLAN_COLUMNS]
    for (const row of run.rows()) yield [...row.cells, ...planCells(row)]
  }
}

function planCells({ row, userId, user: found, outcome, detail }: RowRecord): string[] {
  // Somebody else, whom the reason names, may have been found by the address.
  const user = found?.id === userId ? found : null
  // Of a plan that was refused or stopped nobody would be touched.
  const isActedOn = outcome === 'not_attempted' && detail.startsWith('would be ')
  return [
    String(row),
    userId ?? '',
    user?.name ?? '',
    user?.email ?? '',
    user?.role ?? '',
    user === null ? '' : user.deactivated ? 'deactivated' : 'active',
    isActedOn ? detail.replace(/^would be /, '') : 'nothing',
    isActedOn ? '' : `${outcome}${detail === '' ? '' : `: ${detail}`}`,
  ]
}
