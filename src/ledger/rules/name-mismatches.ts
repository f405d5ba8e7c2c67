import type { Database } from '../database.ts'
import { shareWord } from '../../offboarding/identity/same-name.ts'

/**
 * Counts the rows whose name could be compared with the user's, and those of them whose name has no word in common with it.
 * Includes rows that have ended. Leaves out rows whose user was found by both ID and address: the two together prove who is
 * meant, whatever the name.
 */
export async function countNameMismatches(
  db: Database,
  run: number,
): Promise<{ namesCompared: number; nameMismatches: number }> {
  const pages = db.pages<[name: string, users: string]>(
    `SELECT name, account ->> 'name' FROM rows
     WHERE run = ? AND name IS NOT NULL AND (claimed_id IS NULL OR email IS NULL) AND account ->> 'name' IS NOT NULL`,
    [run],
  )
  let namesCompared = 0
  let nameMismatches = 0
  for await (const page of pages) {
    for (const [name, users] of page) {
      const isShared = shareWord(name, users)
      if (isShared !== null) namesCompared += 1
      if (isShared === false) nameMismatches += 1
    }
  }
  return { namesCompared, nameMismatches }
}
