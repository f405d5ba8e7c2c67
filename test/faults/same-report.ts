import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '../../src/report/summary.ts'
import { readResults } from '../support/cli.ts'

/** The files of one run. */
export interface Report {
  out: string
  run: string
}

/** What a disturbed run may take its own time and its own tries for. */
const TIMES = ['offboard_deactivated_at', 'offboard_deleted_at']
/** What may tell of the disturbance, in a row that says so. */
const CONFIRMED = /^confirmed after (interruption|a lost answer)$/
const SETTLED_COLUMNS = ['offboard_detail', 'offboard_http_status']

/** In what the report of a run that was disturbed differs from an undisturbed one's of the same list, but for times and attempts. */
export function differences(disturbed: Report, undisturbed: Report): string[] {
  const [rows, expected] = [rowsOf(disturbed), rowsOf(undisturbed)]
  const wrong = expected.flatMap((row, index) => {
    const [found, wanted] = [rows[index] ?? {}, row].map((one) =>
      JSON.stringify(comparable(one, rows[index])),
    )
    return found === wanted ? [] : [`reported ${found}, and undisturbed ${wanted}`]
  })
  if (rows.length !== expected.length) wrong.push(`${rows.length} rows, and undisturbed ${expected.length}`)
  if (textOf(disturbed, 'retry.csv') !== textOf(undisturbed, 'retry.csv')) wrong.push('retry.csv differs')
  const [told, wanted] = [summaryOf(disturbed), summaryOf(undisturbed)]
  for (const part of ['status', 'exitCode', 'outcomes', 'list', 'options'] as const) {
    if (JSON.stringify(told[part]) !== JSON.stringify(wanted[part]))
      wrong.push(`${part} in summary.json differs`)
  }
  return wrong
}

/** A row without what may differ: `disturbed` is the one that may say that it was settled after a disturbance. */
function comparable(row: Record<string, string>, disturbed: Record<string, string> = {}): unknown {
  const isSettled = CONFIRMED.test(disturbed['offboard_detail'] ?? '')
  return Object.entries(row)
    .filter(([column]) => column !== 'offboard_attempts')
    .filter(([column]) => !isSettled || !SETTLED_COLUMNS.includes(column))
    .map(([column, cell]) => [column, TIMES.includes(column) ? cell !== '' : cell])
}

const rowsOf = ({ out, run }: Report): Record<string, string>[] => readResults(out, run)
const textOf = ({ out, run }: Report, file: string): string => readFileSync(join(out, run, file), 'utf8')
const summaryOf = (report: Report): Summary => JSON.parse(textOf(report, 'summary.json')) as Summary
