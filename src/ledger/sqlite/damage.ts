import { readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { isRunId } from '../../offboarding/run/run-id.ts'
import { LedgerDamagedError } from '../errors.ts'
import { sqliteCode, TELLS_DAMAGE } from './errors.ts'

/** SQLITE_CORRUPT and SQLITE_NOTADB. https://www.sqlite.org/rescode.html */
const DAMAGED_CODES: readonly unknown[] = [11, 26]

/** What to do about a damaged ledger, for messages. */
export const REPAIR =
  'Copy its folder, then see "A damaged ledger" in docs/reliability.md: what is in it can be recovered, or it can be moved away and begun anew'

/** Whether an error of SQLite means that the content of the ledger is damaged. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return DAMAGED_CODES.includes(code) || (code !== null && TELLS_DAMAGE.test(String(error)))
}

/** Reads the whole database. Returns the first damage that SQLite finds, in its words, or null. */
export function findDamage(db: DatabaseSync): string | null {
  const [first] = db.prepare('PRAGMA integrity_check(1)').all()
  // The result begins with a line that names the database.
  const found = String(first?.['integrity_check']).split('\n').at(-1) ?? ''
  return found === 'ok' ? null : found
}

/** Reads the whole ledger, which takes about a second for 250 MB, and refuses a damaged one. Throws LedgerDamagedError. */
export function refuseDamaged(db: DatabaseSync, path: string): void {
  const found = findDamage(db)
  if (found === null) return
  throw new LedgerDamagedError(
    `${path} is damaged (${found}): the process before did not close it, and not all of it was kept. ${REPAIR}.`,
  )
}

/**
 * Refuses an empty ledger if there are folders of runs beside it, since it must have stored those runs. Without such folders, a
 * process was killed before its first write. Throws LedgerDamagedError.
 */
export function refuseEmptied(path: string): void {
  const sizeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size
  if (sizeOf(path) !== 0 || (sizeOf(`${path}-wal`) ?? 0) > 0) return
  if (!readdirSync(dirname(path)).some(isRunId)) return
  throw new LedgerDamagedError(
    `${path} is empty, though runs have left their folders beside it: what was in it is lost. Put a backup of it in its place, or move it away, as "A damaged ledger" in docs/reliability.md tells.`,
  )
}
