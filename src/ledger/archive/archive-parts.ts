import { createHash } from 'node:crypto'
import { RECORDS_FILE } from '../../offboarding/archived-user.ts'
import type { Database } from '../database.ts'
import { LedgerDamagedError } from '../errors.ts'

/** Lines that are read at a time. */
const LINES = 50

export const hashOfPart = (content: string): string => createHash('sha256').update(content).digest('hex')

/** The lines of all users who are saved in the ledger, in the order of their rows. Rejects with LedgerDamagedError. */
export const archivedLines = (db: Database, run: number): AsyncGenerator<readonly string[]> =>
  partsOf(db, run, RECORDS_FILE, LINES)

/** The bytes of an image that is saved in the ledger, in pieces. Rejects with LedgerDamagedError. */
export async function* archivedImage(db: Database, run: number, file: string): AsyncGenerator<Uint8Array> {
  for await (const parts of partsOf(db, run, file, 1))
    for (const part of parts) yield Buffer.from(part, 'base64')
}

/** What the parts of a file hold, so many at a time. */
async function* partsOf(
  db: Database,
  run: number,
  name: string,
  count: number,
): AsyncGenerator<readonly string[]> {
  const some = `SELECT part, sha256, content FROM archive_records WHERE run = ? AND name = ? AND part > ? ORDER BY part LIMIT ${count}`
  for (let last = 0; ;) {
    const parts = await db.arrays<[part: number, sha256: string, content: string]>(some, [run, name, last])
    const end = parts.at(-1)
    if (end === undefined) return
    yield parts.map(([part, sha256, content]) => {
      if (hashOfPart(content) === sha256) return content
      throw new LedgerDamagedError(
        `the ledger is damaged: part ${part} of ${name}, in the archive of a run, is not what was saved. See "A damaged ledger" in docs/reliability.md.`,
      )
    })
    last = end[0]
  }
}
