import type { DatabaseSync } from 'node:sqlite'
import { shareWord } from '../../offboarding/identity/same-name.ts'
import { rowPages } from '../columns/row-pages.ts'

/**
 * Of the rows whose user was found by the ID alone, or by the address alone, those that have ended included: how many names could be
 * compared, and how many of them have nothing in common with the user's. Both together prove who is meant, whatever the name.
 */
export function strangersOf(db: DatabaseSync, run: number): { named: number; strangers: number } {
  const which = `name IS NOT NULL AND (claimed_id IS NULL OR email IS NULL) AND user ->> 'name' IS NOT NULL`
  let named = 0
  let strangers = 0
  for (const rows of rowPages<[row: number, name: string, users: string]>(
    db,
    run,
    "row, name, user ->> 'name'",
    which,
  )) {
    for (const [, name, users] of rows) {
      const isShared = shareWord(name, users)
      if (isShared !== null) named += 1
      if (isShared === false) strangers += 1
    }
  }
  return { named, strangers }
}
