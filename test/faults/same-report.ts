import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '../../src/report/summary.ts'
import { readResults } from '../support/cli.ts'
import type { Kind } from './left-behind.ts'

/** The files of one run. */
export interface Report {
  out: string
  run: string
  kind: Kind
}

/** What a disturbed run may take its own time and its own tries for. */
const TIMES = ['offboard_deactivated_at', 'offboard_delete_after', 'offboard_deleted_at']
/** What may tell of the disturbance, in a row that says so. */
const SETTLED_COLUMNS = ['offboard_reason', 'offboard_detail', 'offboard_http_status']
/** The names of runs, which are other ones each time. */
const RUN_ID = /\d{8}T\d{6}Z-[0-9a-f]{4}/g

/** What is judged elsewhere. */
interface Apart {
  /** Users who may end in another way. */
  except: ReadonlySet<string>
  /** Where nobody is looked up, it is not known any more who deactivated a user once an answer is lost, and what became of that. */
  looksUp: boolean
}

/** In what the report of a run that was disturbed differs from an undisturbed one's of the same list, but for times and attempts. */
export function differences(disturbed: Report, undisturbed: Report, apart: Apart): string[] {
  const { except } = apart
  const wrong =
    disturbed.kind === 'plan'
      ? differentTexts(disturbed, undisturbed, 'plan.csv')
      : differentRows(disturbed, undisturbed, apart)
  const [told, wanted] = [comparableSummary(disturbed), comparableSummary(undisturbed)]
  const parts = ['status', 'exitCode', 'list', 'options', 'outcomes'] as const
  for (const part of parts.filter((one) => one !== 'outcomes' || except.size === 0)) {
    if (JSON.stringify(told[part]) !== JSON.stringify(wanted[part]))
      wrong.push(`${part} in summary.json differs`)
  }
  return wrong
}

const differentTexts = (disturbed: Report, undisturbed: Report, file: string): string[] =>
  textOf(disturbed, file) === textOf(undisturbed, file) ? [] : [`${file} differs`]

function differentRows(disturbed: Report, undisturbed: Report, { except, looksUp }: Apart): string[] {
  const [rows, expected] = [rowsOf(disturbed, 'results.csv'), rowsOf(undisturbed, 'results.csv')]
  const wrong = expected.flatMap((row, index) => {
    if (isExcept(row, except)) return []
    const [found, wanted] = [rows[index] ?? {}, row].map((one) =>
      JSON.stringify(comparable(one, { disturbed: rows[index], looksUp })),
    )
    return found === wanted ? [] : [`reported ${found}, and undisturbed ${wanted}`]
  })
  if (rows.length !== expected.length) wrong.push(`${rows.length} rows, and undisturbed ${expected.length}`)
  if (retryOf(disturbed, except) !== retryOf(undisturbed, except)) wrong.push('retry.csv differs')
  return wrong
}

/** A row without what may differ: `disturbed` is the one that may say that it was settled after a disturbance. */
function comparable(
  row: Record<string, string>,
  { disturbed, looksUp }: Pick<Apart, 'looksUp'> & { disturbed: Record<string, string> | undefined },
): unknown {
  const left = ['offboard_attempts']
  if (disturbed?.['offboard_reason'] === 'confirmed_after') left.push(...SETTLED_COLUMNS)
  if (!looksUp) left.push('offboard_deactivated_at')
  // What became of the user stands behind the reason.
  if (!looksUp && row['offboard_outcome'] === 'refused') left.push('offboard_detail')
  return Object.entries(row)
    .filter(([column]) => !left.includes(column))
    .map(([column, cell]) => [
      column,
      TIMES.includes(column) ? cell !== '' : cell.replaceAll(RUN_ID, 'a run'),
    ])
}

const isExcept = (row: Record<string, string>, except: ReadonlySet<string>): boolean =>
  except.has(row['id'] ?? row['User ID'] ?? '')
/** No rows where the run has no such file. */
const rowsOf = ({ out, run }: Report, file: string): Record<string, string>[] =>
  existsSync(join(out, run, file)) ? readResults(out, run, file) : []
const retryOf = (report: Report, except: ReadonlySet<string>): string =>
  JSON.stringify(rowsOf(report, 'retry.csv').filter((row) => !isExcept(row, except)))
const textOf = ({ out, run }: Pick<Report, 'out' | 'run'>, file: string): string =>
  readFileSync(join(out, run, file), 'utf8')

export const readSummary = (report: Pick<Report, 'out' | 'run'>): Summary =>
  JSON.parse(textOf(report, 'summary.json')) as Summary

/** A summary without the names of other runs, and without what a purge has for the SHA-256 of a list, which is of such names and times. */
function comparableSummary(report: Report): Summary {
  const summary = JSON.parse(textOf(report, 'summary.json').replaceAll(RUN_ID, 'a run')) as Summary
  return report.kind === 'purge' ? { ...summary, list: { ...summary.list, sha256: '' } } : summary
}
