import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { ListFacts } from '../../offboarding/run/run.ts'

/**
 * What stands for the facts of a list in a run that took its rows from the ledger. The SHA-256 is that of who they are, and until
 * when they waited.
 */
export function factsOfTaken(db: DatabaseSync, run: number): Pick<ListFacts, 'rows' | 'sha256'> {
  const rows = db.prepare('SELECT cells, delete_after AS deleteAfter FROM rows WHERE run = ? ORDER BY row')
  const hash = createHash('sha256')
  let count = 0
  for (const { cells, deleteAfter } of rows.iterate(run) as Iterable<Record<string, string | null>>) {
    hash.update(`${String(cells)} ${deleteAfter ?? ''}\n`)
    count += 1
  }
  return { rows: count, sha256: hash.digest('hex') }
}
