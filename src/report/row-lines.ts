import { withoutUnseen } from '../offboarding/text/shown.ts'
import type { ReportedRun } from './reported-run.ts'
import { reportColumns, shownColumns } from './results.ts'
import { SCHEMA_VERSION } from './summary.ts'

/**
 * The rows of a run in list order, a JSON object on each line: what `results.csv` or `plan.csv` says of a row, and its cells by their
 * headers. Yields many lines at a time.
 */
export async function* rowLines(run: ReportedRun): AsyncGenerator<string> {
  const record = await run.record()
  const keys = distinct(shownColumns(run, record))
  const ours = reportColumns(record).map(([name, value]) => [fieldOf(name), value] as const)
  for await (const rows of run.rows()) {
    const lines = rows.map((row) => {
      const fields = Object.fromEntries(ours.map(([field, value]) => [field, value(row)]))
      const cells = Object.fromEntries(keys.map((key, column) => [key, row.cells[column] ?? '']))
      const { outcome } = row
      return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, run: run.id, outcome, ...fields, cells })}\n`
    })
    yield withoutUnseen(lines.join(''))
  }
}

/** The field of a column, as everything for machines spells it: `httpStatus` for `offboard_http_status`. */
export const fieldOf = (column: string): string =>
  column.replace(/^offboard_/, '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Headers as keys: the second `Name` is `Name (2)`, so that no cell takes the place of another. */
function distinct(headers: readonly string[]): readonly string[] {
  const taken = new Set(headers)
  const seen = new Set<string>()
  return headers.map((header) => {
    if (!seen.has(header)) {
      seen.add(header)
      return header
    }
    let n = 2
    while (taken.has(`${header} (${n})`)) n += 1
    taken.add(`${header} (${n})`)
    return `${header} (${n})`
  })
}
