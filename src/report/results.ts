import type { RunReader } from '../offboarding/ports/run-reader.ts'
import type { ListFacts, RowRecord, RunRecord } from '../offboarding/run/run.ts'
import { PLAN_COLUMNS, RESULT_COLUMNS } from '../offboarding/run/report-columns.ts'
import { csvLines } from './csv-lines.ts'

/** What a plan has in place of `results.csv` and `retry.csv`. */
export const PLAN_FILE = 'plan.csv'

/** The cells of so many records, one after the other. */
type Records = AsyncGenerator<readonly (readonly string[])[]>

/** The CSV files of a run's report, each with its text in pieces. */
export async function reportFiles(
  run: RunReader,
): Promise<readonly (readonly [name: string, pieces: AsyncIterable<string>])[]> {
  const record = await run.record()
  const { list, options } = record
  if (options.plan) return [[PLAN_FILE, csvLines(list, planList(run, list))]]
  return [
    ['results.csv', csvLines(list, results(run, list))],
    ['retry.csv', csvLines(list, retryList(run, record))],
  ]
}

/** `results.csv`: every row in list order, the original columns first. */
async function* results(run: RunReader, { columns }: ListFacts): Records {
  yield [[...columns, ...RESULT_COLUMNS]]
  for await (const rows of run.rows()) yield rows.map((row) => [...row.cells, ...resultCells(row)])
}

/** `retry.csv`: the rows that did not end well and could later, and what the list says of their users elsewhere, in its own columns. */
async function* retryList(run: RunReader, { list, options }: RunRecord): Records {
  // Read again with the same flags, as many lines are left out at the top, and a list without a header has to come without one again.
  for (let line = 0; line < options.reading.skippedLines; line += 1) yield [[]]
  if (options.reading.header) yield [list.columns]
  // Nothing was tried in a dry run, so there is nothing to try again.
  if (!options.dryRun) yield* run.retryRows()
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
async function* planList(run: RunReader, { columns }: ListFacts): Records {
  yield [[...columns, ...PLAN_COLUMNS]]
  for await (const rows of run.rows()) yield rows.map((row) => [...row.cells, ...planCells(row)])
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
