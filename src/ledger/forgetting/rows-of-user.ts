import { emailKey } from '../../offboarding/identity/email.ts'
import type { UserRow } from '../../offboarding/ports/forgetting.ts'
import { OUTCOME } from '../columns/row-columns.ts'
import type { Database } from '../database.ts'
import { pseudonymOnce } from '../pseudonyms/pseudonyms.ts'

const KNOWN = `runs.forgotten IS NULL AND (
  $text IN (rows.user_id, rows.claimed_id, rows.attribute, rows.account ->> 'attribute')
  OR $key IN (rows.email_key, rows.account ->> 'emailKey'))`

const FORGOTTEN = `runs.forgotten IS NOT NULL AND (rows.user_id = ${pseudonymOnce('id', '$text')}
  OR rows.attribute = ${pseudonymOnce('attribute', '$text')} OR rows.email_key = ${pseudonymOnce('email', '$key')})`

/** The rows of all runs that mean somebody, in the order of the runs. `who`: a user ID, an e-mail address or an employee number. */
export async function rowsOfUser(db: Database, who: string): Promise<UserRow[]> {
  const text = who.trim()
  return db.all<UserRow>(
    `SELECT runs.id AS run, rows.row AS row, ${OUTCOME} AS outcome, reasons ->> '$[0].code' AS reason,
       deactivated_at AS "deactivatedAt", deleted_at AS "deletedAt"
     FROM rows JOIN runs ON runs.run = rows.run WHERE (${KNOWN}) OR (${FORGOTTEN}) ORDER BY rows.run, rows.row`,
    { text, key: emailKey(text) },
  )
}

/** The forgotten runs whose pseudonyms another key made than this one, so that they cannot be asked about anybody. */
export async function silentRuns(db: Database, keyName: string | null): Promise<string[]> {
  const runs = await db.all<{ id: string }>(
    "SELECT id FROM runs WHERE forgotten IS NOT NULL AND forgotten ->> 'key' IS DISTINCT FROM $keyName ORDER BY run",
    { keyName },
  )
  return runs.map(({ id }) => id)
}
