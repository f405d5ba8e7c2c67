import type { Reason } from '../../src/offboarding/reason.ts'
import { readResults } from './cli.ts'
import { readLedgerCopy } from './ledger-copy.ts'

/**
 * The rows of `results.csv`. `id`, also of a purge or an undo, where that column has another name; `codes`, the codes of all reasons that the
 * ledger keeps, with a space between; `left`, the state in which a failed step left the user.
 */
export async function toldResults(out: string, run: string): Promise<Record<string, string>[]> {
  const reasons = await reasonsIn(out, run)
  return readResults(out, run).map((row) => {
    const own = reasons.get(Number(row['offboard_row'])) ?? []
    const left = own.flatMap((reason) => (reason.code === 'step_failed' ? [reason.left] : []))
    return {
      ...row,
      id: row['id'] ?? row['User ID'] ?? '',
      codes: own.map(({ code }) => code).join(' '),
      left: left.at(-1) ?? '',
    }
  })
}

async function reasonsIn(out: string, run: string): Promise<Map<number, Reason[]>> {
  const reasons = await readLedgerCopy(out, (db) => {
    const rows = db
      .prepare('SELECT row, reasons FROM rows WHERE run = (SELECT run FROM runs WHERE id = ?)')
      .all(run)
    return new Map(rows.map(({ row, reasons }) => [Number(row), JSON.parse(String(reasons)) as Reason[]]))
  })
  if (reasons === null) throw new Error(`There is no ledger in ${out}.`)
  return reasons
}

/** The codes of each row's reasons, with a space between. */
export const codesOf = async (out: string, run: string): Promise<string[]> =>
  [...(await reasonsIn(out, run)).values()].map((reasons) => reasons.map(({ code }) => code).join(' '))
