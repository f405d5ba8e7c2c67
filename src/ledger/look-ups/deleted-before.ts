import type { DatabaseSync } from 'node:sqlite'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { ClaimedUser } from '../../offboarding/leaver.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { hasSameAttribute } from '../columns/attribute-sql.ts'
import { savedRow } from '../columns/saved-row-sql.ts'
import { emailKeySql } from '../columns/email-key-sql.ts'
import { pseudonymOnce } from '../pseudonyms/pseudonyms.ts'

/** SQL: whether a row of a forgotten run means the user of `means`, by the pseudonyms that are left of them. */
const forgotten = (means: string): string => `(runs.forgotten IS NOT NULL AND ${means})`

const ID = pseudonymOnce('id', '$id')
const ADDRESS = pseudonymOnce('email', '$key')

/**
 * Why a user was not found, if this ledger knows that a run deleted them; otherwise null. Runs that were forgotten count, as long as
 * the key of their pseudonyms is there. An undo says in any case that they are gone.
 */
export function whenDeleted(
  db: DatabaseSync,
  run: number,
  { id, email, attribute }: ClaimedUser,
): Reason | null {
  const key = email === null ? null : emailKey(email)
  const means =
    id === null && key === null
      ? `(rows.attribute = $attribute OR ${forgotten(`rows.attribute = ${pseudonymOnce('attribute', '$attribute')}`)})
         AND ${hasSameAttribute('rows.run')}`
      : `((rows.user_id = $id OR ($id IS NULL AND rows.email_key = $key))
         -- The ID may be wrong on this list, and the address that of another leaver.
         AND ($key IS NULL OR COALESCE(${emailKeySql("rows.user ->> 'email'")}, ${emailKeySql('rows.email')}, $key) = $key)
         OR ${forgotten(`(rows.user_id = ${ID} OR ($id IS NULL AND rows.email_key = ${ADDRESS}))
         AND ($key IS NULL OR COALESCE(rows.email_key, ${ADDRESS}) = ${ADDRESS})`)})`
  const values = id === null && key === null ? { run, attribute: attribute ?? null } : { run, id, key }
  const found = db
    .prepare(
      `SELECT rows.deleted_at AS at, runs.id AS run, ${savedRow('rows')} AS saved FROM rows JOIN runs ON runs.run = rows.run
       WHERE rows.outcome = 'deleted' AND runs.site = (SELECT site FROM runs WHERE run = $run) AND ${means}
       ORDER BY rows.deleted_at DESC LIMIT 1`,
    )
    .get(values) as { at: string; run: string; saved: number | null } | undefined
  const deleted = found === undefined ? null : { on: found.at.slice(0, 10), run: found.run }
  if (isUndo(db, run))
    return { code: 'gone_for_good', ...(deleted ?? { on: null, run: null }), saved: found?.saved ?? null }
  return deleted && { code: 'deleted_before', ...deleted }
}

function isUndo(db: DatabaseSync, run: number): boolean {
  return db.prepare("SELECT 1 FROM runs WHERE run = ? AND options ->> 'task' = 'undo'").get(run) !== undefined
}
