import { createHash } from 'node:crypto'
import { RECORDS_FILE } from '../../offboarding/archived-user.ts'
import type { Database } from '../database.ts'
import { LedgerDamagedError } from '../errors.ts'

/** Lines that are read at a time. */
const LINES = 50

/** A part of a file. Its content is in base64, since no engine may change a byte of it: PostgreSQL does not take any text. */
export type Part = readonly [part: number, sha256: string, content: string]

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The bytes of a part of the file `name`. Throws LedgerDamagedError where they are not those that were saved. */
export function bytesOfPart(name: string, [part, hash, content]: Part): Buffer {
  const bytes = Buffer.from(content, 'base64')
  if (sha256(bytes) === hash) return bytes
  throw new LedgerDamagedError(
    `the ledger is damaged: part ${part} of ${name}, in the archive of a run, is not what was saved. See "A damaged ledger" in docs/reliability.md.`,
  )
}

/** The lines of all users who are saved in the ledger, in the order of their rows. Rejects with LedgerDamagedError. */
export async function* archivedLines(db: Database, run: number): AsyncGenerator<readonly string[]> {
  for await (const parts of partsOf(db, run, RECORDS_FILE, LINES)) yield parts.map(String)
}

/** The bytes of an image that is saved in the ledger, in pieces. Rejects with LedgerDamagedError. */
export async function* archivedImage(db: Database, run: number, file: string): AsyncGenerator<Uint8Array> {
  for await (const parts of partsOf(db, run, file, 1)) yield* parts
}

/** The bytes of the parts of a file, so many parts at a time. */
async function* partsOf(
  db: Database,
  run: number,
  name: string,
  count: number,
): AsyncGenerator<readonly Buffer[]> {
  const some = `SELECT part, sha256, content FROM archive_records WHERE run = ? AND name = ? AND part > ? ORDER BY part LIMIT ${count}`
  for (let last = 0; ;) {
    const parts = await db.arrays<Part>(some, [run, name, last])
    const end = parts.at(-1)
    if (end === undefined) return
    yield parts.map((part) => bytesOfPart(name, part))
    last = end[0]
  }
}
