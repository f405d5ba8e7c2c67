import { PLAN_COLUMNS, RESULT_COLUMNS } from '../offboarding/run/report-columns.ts'
import { csvLines } from './csv-lines.ts'
import type { RunView } from './run-view.ts'

/** What a plan has in place of `results.csv` and `retry.csv`. */
export const PLAN_FILE = 'plan.csv'

/** The CSV files of a run's report, each with its text in pieces. */
export const reportFiles = (run: RunView): readonly (readonly [name: string, pieces: Iterable<string>])[] =>
  run.record.options.kind === 'plan'
    ? [[PLAN_FILE, everyRow(run, PLAN_COLUMNS)]]
    : [
        ['results.csv', everyRow(run, RESULT_COLUMNS)],
        ['retry.csv', retryList(run)],
      ]

/** `results.csv`, or `plan.csv`: every row in list order, the original columns first, then ours. */
function everyRow(run: RunView, ours: typeof RESULT_COLUMNS): Iterable<string> {
  const { list } = run.record
  return csvLines(list, records())

  function* records(): Generator<readonly string[]> {
    yield [...list.columns, ...ours.map(([name]) => name)]
    for (const row of run.rows()) yield [...row.cells, ...ours.map(([, cell]) => cell(row))]
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
    if (options.kind === 'dry_run') return
    yield* run.retryRows()
  }
}
