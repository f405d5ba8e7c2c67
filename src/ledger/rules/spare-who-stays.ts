import type { DatabaseSync } from 'node:sqlite'
import { endWhoIsNotDue } from './not-due.ts'
import type { Settled } from './settled.ts'
import { endOpenContracts, hasDatedAndUndated } from './open-contracts.ts'

/** Ends all rows of a user if one of their rows is not due, or may not be due. Throws SQLite's errors. */
export function spareWhoStays(db: DatabaseSync, run: number, settled: Settled): void {
  if (hasDatedAndUndated(db, run)) endOpenContracts(db, run, settled)
  Array.from(endWhoIsNotDue(db, run, settled))
}
