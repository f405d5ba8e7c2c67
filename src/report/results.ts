import type { RunRecord } from '../offboarding/run/run.ts'
import { PLAN_COLUMNS, RESULT_COLUMNS, type Column } from '../offboarding/run/report-columns.ts'
import { csvLines, type Records } from './csv-lines.ts'
import type { ReportedRun } from './reported-run.ts'

/** The file that a plan writes instead of `results.csv` and `retry.csv`. */
export const PLAN_FILE = 'plan.csv'

/** The header of a list of user IDs, which the reader of lists knows. */
const ID_HEADER = 'User ID'

/** The CSV files of a run's report, each with its text in pieces. */
export async function reportFiles(
  run: ReportedRun,
): Promise<readonly (readonly [name: string, pieces: AsyncIterable<string>])[]> {
  const record = await run.record()
  const { list, options } = record
  const columns = shownColumns(run, record)
  const ours = reportColumns(record)
  if (options.kind === 'plan') return [[PLAN_FILE, csvLines(list, () => everyRow(run, columns, ours))]]
  const results = ['results.csv', csvLines(list, () => everyRow(run, columns, ours))] as const
  // Nobody can be retried by a pseudonym.
  if (run.form === 'forgotten') return [results]
  // It would be a list of leavers, and the people of an undo are to stay.
  if (options.task === 'undo') return [results]
  return [results, ['retry.csv', csvLines(list, () => retryList(run, record))]]
}

/** The columns of the list that the files show. Where the cells are left out, so are their columns. */
export const shownColumns = ({ form }: ReportedRun, { list }: RunRecord): readonly string[] =>
  form === 'full' ? list.columns : []

/** The columns that are added to those of the list. */
export const reportColumns = ({ options }: RunRecord): readonly Column[] =>
  options.kind === 'plan' ? PLAN_COLUMNS : RESULT_COLUMNS

/** The records of `results.csv` or `plan.csv`: every row in list order, the original columns first, then ours. */
async function* everyRow(run: ReportedRun, columns: readonly string[], ours: readonly Column[]): Records {
  yield [[...columns, ...ours.map(([name]) => name)]]
  for await (const rows of run.rows())
    yield rows.map((row) => [...row.cells, ...ours.map(([, value]) => String(value(row) ?? ''))])
}

/**
 * The records of `retry.csv`: the rows to retry and the rows needed to judge them, in the list's own columns. Where nobody may be
 * named: a list of user IDs alone, which is read without any flag.
 */
async function* retryList(run: ReportedRun, { list, options }: RunRecord): Records {
  if (run.form === 'redacted') {
    yield [[ID_HEADER]]
    yield* run.retryRows()
    return
  }
  // The file is read with the same flags as the list: `--skip-lines` skips the same number of lines, and a list without a header
  // must have none here.
  for (let line = 0; line < options.reading.skippedLines; line += 1) yield [[]]
  if (options.reading.header) yield [list.columns]
  // A dry run tried nothing, so there is nothing to retry.
  if (options.kind !== 'dry_run') yield* run.retryRows()
}
