import type { Database } from '../database.ts'

/**
 * Deletes the whole user objects that a run had to save, once it has ended: the archive has those of users who were deleted, and the others are
 * still on the platform. What the ledger itself needs of its users stays.
 */
export async function forgetRecords(db: Database, run: number): Promise<void> {
  // A search for the word costs much less than reading the JSON of a million rows.
  for (const column of ['account', 'planned']) {
    await db.run(
      `UPDATE rows SET ${column} = json_remove(${column}, '$.record') WHERE run = ? AND INSTR(${column}, '"record":') > 0`,
      [run],
    )
  }
}
