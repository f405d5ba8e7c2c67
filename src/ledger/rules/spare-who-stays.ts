import type { Database } from '../database.ts'
import { endWhoIsNotDue } from './not-due.ts'
import type { Settled } from './settled.ts'
import { endOpenContracts, hasDatedAndUndated } from './open-contracts.ts'

/** Ends all rows of a user if one of their rows is not due, or may not be due. */
export async function spareWhoStays(db: Database, run: number, settled: Settled): Promise<void> {
  if (await hasDatedAndUndated(db, run)) await endOpenContracts(db, run, settled)
  const work = endWhoIsNotDue(db, run, settled)
  while ((await work.next()).done !== true);
}
