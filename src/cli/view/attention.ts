import { countsAsAttention, OUTCOMES } from '../../offboarding/outcome.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { ListColumns } from '../../offboarding/run/reading.ts'
import type { RowRecord, RunRecord } from '../../offboarding/run/run.ts'
import type { Palette } from './palette.ts'
import { outcomeInWords, whoIsOn, whyItEnded } from './row-in-words.ts'
import { whatToDo } from './what-to-do.ts'
import { cut, pad, widthOf, wrap } from './width.ts'

/** How many rows are shown. */
const MAX_ROWS = 20
/** The narrowest column of reasons; in a narrower window they go on below the names. */
const MIN_WHY = 36
/** The widest column of names. */
const MAX_WHO = 28

/** The rows of a run that need attention: the first of them, and how many they are in all. */
export interface AttentionRows {
  rows: readonly RowRecord[]
  count: number
}

/** Reads the rows of a run that need attention. Rejects with the ledger's errors. */
export async function attentionRows(run: RunReader, { options }: RunRecord): Promise<AttentionRows> {
  const which = OUTCOMES.filter((outcome) => countsAsAttention(outcome, options.kind))
  const outcomes = await run.outcomes()
  const count = which.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0)
  const rows: RowRecord[] = []
  if (count === 0) return { rows, count }
  for await (const some of run.rows(which)) {
    rows.push(...some.slice(0, MAX_ROWS - rows.length))
    if (rows.length === MAX_ROWS) break
  }
  return { rows, count }
}

/** Lines about the rows that need attention: grouped by what to do, each with its number, who it is, and why. */
export function attentionLines(
  { rows, count }: AttentionRows,
  columns: ListColumns,
  width: number,
  palette: Palette,
): string[] {
  if (count === 0) return []
  const whoWidth = Math.min(
    MAX_WHO,
    Math.max(8, Math.floor(width / 4)),
    Math.max(...rows.map((row) => widthOf(whoIsOn(row, columns)))),
  )
  const groups = Map.groupBy(rows, (row) => `${outcomeInWords(row.outcome)}: ${whatToDo(row)}`)
  return [
    '',
    palette.bold(`${count} ${count === 1 ? 'row needs' : 'rows need'} attention`),
    ...[...groups].flatMap(([title, those]) => [
      '',
      ...wrap(`  ${title}`, width, 4).split('\n').map(palette.attention),
      ...those.map((row) => rowLine(row, columns, whoWidth, width)),
    ]),
    ...(count > rows.length ? ['', `  and ${count - rows.length} more: report.html shows them`] : []),
  ]
}

function rowLine(row: RowRecord, columns: ListColumns, whoWidth: number, width: number): string {
  const number = `    row ${String(row.row).padStart(4)}  `
  const who = pad(cut(whoIsOn(row, columns), whoWidth), whoWidth)
  const why = whyItEnded(row)
  const start = `${number}${who}`
  if (why === '') return start.trimEnd()
  const column = number.length + whoWidth + 2
  return wrap(`${start}  ${why}`, width, width - column >= MIN_WHY ? column : number.length)
}
