import { ADVICE, topicOfRow } from '../../offboarding/advice/advice.ts'
import { countsAsAttention, OUTCOMES, type Outcome } from '../../offboarding/outcome.ts'
import type { ReasonCount } from '../../offboarding/ports/run-reader.ts'
import type { ReasonCode } from '../../offboarding/reason.ts'
import type { RunTask } from '../../offboarding/run-kind.ts'
import type { RowRecord, RunOptions, RunRecord } from '../../offboarding/run/run.ts'
import type { Palette } from './palette.ts'
import type { RowReader } from './row-reader.ts'
import { outcomeInWords, type RowWords } from './row-in-words.ts'
import { cut, pad, widthOf, wrap } from './width.ts'

/** How many rows are shown. */
const MAX_ROWS = 20
/** From so many on, rows that ended for the same reason have it said once. */
const MANY = 4
/** The narrowest column of reasons; in a narrower window they go on below the names. */
const MIN_WHY = 36
/** The widest column of names. */
const MAX_WHO = 28

/** The rows of a run that need attention: the first of them, and how many they are in all. */
export interface AttentionRows {
  rows: readonly RowRecord[]
  count: number
  /** Those of them that were not attempted. They are not among `rows`: there is nothing to say of each. */
  left: readonly ReasonCount[]
}

/** Reads the rows of a run that need attention. Rejects with the ledger's errors. */
export async function attentionRows(run: RowReader, { options }: RunRecord): Promise<AttentionRows> {
  const which = OUTCOMES.filter(
    (outcome) => countsAsAttention(outcome, options.kind) && outcome !== 'not_attempted',
  )
  const reasons = await run.reasons()
  const some = reasons.filter(({ outcome }) => which.includes(outcome))
  const left = options.kind === 'run' ? reasons.filter(({ outcome }) => outcome === 'not_attempted') : []
  const count = countOf(some) + countOf(left)
  const rows: RowRecord[] = []
  if (some.length === 0) return { rows, count, left }
  for await (const more of run.rows(which)) {
    rows.push(...more.slice(0, MAX_ROWS - rows.length))
    if (rows.length === MAX_ROWS) break
  }
  return { rows, count, left }
}

/** Lines about the rows that need attention: grouped by what to do, each with its number, who it is, and why. */
export function attentionLines(
  { rows, count, left }: AttentionRows,
  options: Pick<RunOptions, 'task' | 'reading'>,
  { who, why }: RowWords,
  width: number,
  palette: Palette,
): string[] {
  if (count === 0) return []
  const { task } = options
  const whoWidth = Math.min(
    MAX_WHO,
    Math.max(8, Math.floor(width / 4)),
    Math.max(...rows.map((row) => widthOf(who(row)))),
  )
  const rowLine = (row: RowRecord, reason: string): string => {
    const number = `    row ${String(row.row).padStart(4)}  `
    const start = `${number}${pad(cut(who(row), whoWidth), whoWidth)}  ${reason}`.trimEnd()
    const column = number.length + whoWidth + 2
    return wrap(start, width, width - column >= MIN_WHY ? column : number.length)
  }
  const more = count - countOf(left) - rows.length
  const groups = Map.groupBy(rows, ({ outcome, reasons }) =>
    titleOf(
      outcome,
      reasons.map(({ code }) => code),
      task,
    ),
  )
  const lefts = Map.groupBy(left, ({ outcome, codes }) => titleOf(outcome, codes, task))
  return [
    '',
    palette.title(`${count} ${count === 1 ? 'row needs' : 'rows need'} attention`),
    ...howRowsAreCounted(rows, options).map((text) => palette.soft(wrap(text, width, 0))),
    ...[...groups].flatMap(([title, those]) => [
      '',
      ...wrap(`  ${title}`, width, 4).split('\n').map(palette.attention),
      ...[...Map.groupBy(those, why)].flatMap(([reason, rows]) =>
        reason === '' || rows.length < MANY
          ? rows.map((row) => rowLine(row, reason))
          : [wrap(`    ${reason}`, width, 6), ...rows.map((row) => rowLine(row, ''))],
      ),
    ]),
    ...(more > 0 ? ['', `  and ${more} more: report.html shows them`] : []),
    ...[...lefts].flatMap(([title, those]) => [
      '',
      palette.attention(wrap(`  ${countOf(those)} ${title}`, width, 4)),
    ]),
  ]
}

/** Whoever looks for a row in a spreadsheet sees the numbers of its lines. */
const howRowsAreCounted = (
  rows: readonly RowRecord[],
  { task, reading }: Pick<RunOptions, 'task' | 'reading'>,
): string[] =>
  task === undefined && reading.header && rows.length > 0
    ? ['Row 1 is the first below the header of the list; empty lines do not count.']
    : []

/** How rows ended, and what to do about them. */
function titleOf(outcome: Outcome, codes: readonly ReasonCode[], task: RunTask | undefined): string {
  const topic = topicOfRow(codes, task)
  const todo = topic === null ? null : ADVICE[topic].todo
  return `${outcomeInWords(outcome)}: ${todo ?? 'Read why of each row.'}`
}

const countOf = (counts: readonly ReasonCount[]): number => counts.reduce((sum, { rows }) => sum + rows, 0)
