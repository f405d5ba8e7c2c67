import type { DatabaseSync } from 'node:sqlite'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { UserRow } from '../../offboarding/ports/forgetting.ts'
import { emailKeySql } from '../columns/email-key-sql.ts'
import { OUTCOME } from '../columns/row-columns.ts'
import { pseudonymOnce } from '../pseudonyms/pseudonyms.ts'

const KNOWN = `runs.forgotten IS NULL AND (
  $text IN (rows.user_id, rows.claimed_id, rows.attribute, rows.user ->> 'attribute')
  OR $key IN (rows.email_key, ${emailKeySql('rows.email')}, ${emailKeySql("rows.user ->> 'email'")}))`

const FORGOTTEN = `runs.forgotten IS NOT NULL AND (rows.user_id = ${pseudonymOnce('id', '$text')}
  OR rows.attribute = ${pseudonymOnce('attribute', '$text')} OR rows.email_key = ${pseudonymOnce('email', '$key')})`

/** The rows of all runs that mean somebody, in the order of the runs. `who`: a user ID, an e-mail address or an employee number. */
export function rowsOfUser(db: DatabaseSync, who: string): UserRow[] {
  const text = who.trim()
  const rows = db
    .prepare(
      `SELECT runs.id AS run, rows.row AS row, ${OUTCOME} AS outcome, reasons ->> '$[0].code' AS reason,
         deactivated_at AS deactivatedAt, deleted_at AS deletedAt
       FROM rows JOIN runs ON runs.run = rows.run WHERE (${KNOWN}) OR (${FORGOTTEN}) ORDER BY rows.run, rows.row`,
    )
    .all({ text, key: emailKey(text) }) as unknown as UserRow[]
  return rows.map((row) => ({ ...row }))
}

/** The forgotten runs whose pseudonyms another key made than this one, so that they cannot be asked about anybody. */
export function silentRuns(db: DatabaseSync, keyName: string | null): string[] {
  const runs = db
    .prepare("SELECT id FROM runs WHERE forgotten IS NOT NULL AND forgotten ->> 'key' IS NOT ? ORDER BY run")
    .all(keyName) as unknown as { id: string }[]
  return runs.map(({ id }) => id)
}
