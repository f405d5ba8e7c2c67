import { createHash } from 'node:crypto'
import type { ListFacts } from '../../offboarding/run/run.ts'
import type { Database } from '../database.ts'
import { rowPages } from './row-pages.ts'

/**
 * What stands for the facts of a list in a run that took its rows from the ledger. The SHA-256 is that of who they are, and until
 * when they waited.
 */
export async function factsOfTaken(db: Database, run: number): Promise<Pick<ListFacts, 'rows' | 'sha256'>> {
  type Columns = [row: number, cells: string, deleteAfter: string | null]
  const hash = createHash('sha256')
  let count = 0
  for await (const rows of rowPages<Columns>(db, run, 'row, cells, delete_after')) {
    for (const [, cells, deleteAfter] of rows) hash.update(`${cells} ${deleteAfter ?? ''}\n`)
    count += rows.length
  }
  return { rows: count, sha256: hash.digest('hex') }
}
