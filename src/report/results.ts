import type { RunReader } from '../offboarding/ports/run-reader.ts'
import type { ListFacts, RunRecord } from '../offboarding/run/run.ts'
import { PLAN_COLUMNS, RESULT_COLUMNS } from '../offboarding/run/report-columns.ts'
import { csvLines, type Records } from './csv-lines.ts'

/** What a plan has in place of `results.csv` and `retry.csv`. */
export const PLAN_FILE = 'plan.csv'

/** The CSV files of a run's report, each with its text in pieces. */
export async function reportFiles(
  run: RunReader,
): Promise<readonly (readonly [name: string, pieces: AsyncIterable<string>])[]> {
  const record = await run.record()
  const { list, options } = record
  if (options.kind === 'plan') return [[PLAN_FILE, csvLines(list, () => everyRow(run, list, PLAN_COLUMNS))]]
  return [
    ['results.csv', csvLines(list, () => everyRow(run, list, RESULT_COLUMNS))],
    ['retry.csv', csvLines(list, () => retryList(run, record))],
  ]
}

/** `results.csv`, or `plan.csv`: every row in list order, the original columns first, then ours. */
async function* everyRow(run: RunReader, { columns }: ListFacts, ours: typeof RESULT_COLUMNS): Records {
  yield [[...columns, ...ours.map(([name]) => name)]]
  for await (const rows of run.rows())
    yield rows.map((row) => [...row.cells, ...ours.map(([, cell]) => cell(row))])
}

/** `retry.csv`: the rows that did not end well and could later, and what the list says of their users elsewhere, in its own columns. */
async function* retryList(run: RunReader, { list, options }: RunRecord): Records {
  // Read again with the same flags, as many lines are left out at the top, and a list without a header has to come without one again.
  for (let line = 0; line < options.reading.skippedLines; line += 1) yield [[]]
  if (options.reading.header) yield [list.columns]
  // Nothing was tried in a dry run, so there is nothing to try again.
  if (options.kind !== 'dry_run') yield* run.retryRows()
}
