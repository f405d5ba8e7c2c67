import type { DatabaseSync } from 'node:sqlite'
import { endWhoIsNotDue } from './not-due.ts'
import type { Settled } from './settled.ts'
import { endOpenContracts, hasDatedAndUndated } from './open-contracts.ts'

/** Of rows that turned out to mean the same user, ends all where one of them is not due, or may not be. Throws what SQLite does. */
export function spareWhoStays(db: DatabaseSync, run: number, settled: Settled): void {
  if (hasDatedAndUndated(db, run)) endOpenContracts(db, run, settled)
  Array.from(endWhoIsNotDue(db, run, settled))
}
