import { emailKey } from '../../offboarding/identity/email.ts'
import type { ClaimedUser } from '../../offboarding/leaver.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { hasSameAttribute } from '../columns/attribute-sql.ts'
import { savedRow } from '../columns/saved-row-sql.ts'
import type { Database, Value } from '../database.ts'
import { pseudonymOnce } from '../pseudonyms/pseudonyms.ts'

/** SQL: whether a row of a forgotten run means the user of `means`, by the pseudonyms that are left of them. */
const forgotten = (means: string): string => `(runs.forgotten IS NOT NULL AND ${means})`

const ID = pseudonymOnce('id', '$id')
const ADDRESS = pseudonymOnce('email', '$key')
const ATTRIBUTE = pseudonymOnce('attribute', '$attribute')

/** SQL: whether the address of a row, by its account or else as it says, may be `$key`: the ID may be wrong on this list, and the address that of another leaver. */
const MAY_HAVE_ADDRESS = `($key IS NULL OR COALESCE(rows.account ->> 'emailKey', rows.email_key, $key) = $key)`

/** The same of a row of a forgotten run. */
const MAY_HAVE_HAD_ADDRESS = `($key IS NULL OR COALESCE(rows.email_key, ${ADDRESS}) = ${ADDRESS})`

/** SQL: whether a row names its user without an ID. A run of a plan has given its rows the IDs of whom the plan found. */
const IS_WITHOUT_ID = `(rows.claimed_id IS NULL OR EXISTS (
  SELECT 1 FROM runs AS plan JOIN rows AS planned ON planned.run = plan.run
  WHERE plan.id = runs.options ->> 'executes' AND planned.row = rows.row AND planned.claimed_id IS NULL))`

// What each begins with needs no more than an index, or costs little.
const BY_ID = `rows.user_id IN ($id, ${ID})
  AND (rows.user_id = $id AND ${MAY_HAVE_ADDRESS} OR ${forgotten(`rows.user_id = ${ID} AND ${MAY_HAVE_HAD_ADDRESS}`)})`

const BY_ADDRESS = `rows.email_key IN ($key, ${ADDRESS})
  AND (rows.email_key = $key AND ${IS_WITHOUT_ID} AND ${MAY_HAVE_ADDRESS} OR ${forgotten(`rows.email_key = ${ADDRESS}`)})`

const BY_ATTRIBUTE = `rows.attribute IN ($attribute, ${ATTRIBUTE})
  AND (rows.attribute = $attribute OR ${forgotten(`rows.attribute = ${ATTRIBUTE}`)})
  AND ${hasSameAttribute('rows.run')}`

/**
 * Why a user was not found, if this ledger knows that a run deleted them; otherwise null. Runs that were forgotten count, as long as
 * the key of their pseudonyms is there. An undo says in any case that they are gone.
 */
export async function whenDeleted(db: Database, run: number, claim: ClaimedUser): Promise<Reason | null> {
  const { means, values } = whoIsMeant(claim)
  // Of two at the same time, the run that came first.
  const found = await db.get<{ at: string; run: string; saved: number | null }>(
    `SELECT rows.deleted_at AS at, runs.id AS run, ${savedRow('rows')} AS saved FROM rows JOIN runs ON runs.run = rows.run
     WHERE rows.outcome = 'deleted' AND runs.site = (SELECT site FROM runs WHERE run = $run) AND ${means}
     ORDER BY rows.deleted_at DESC NULLS LAST, rows.run, rows.row LIMIT 1`,
    { ...values, run },
  )
  const deleted = found === undefined ? null : { on: found.at.slice(0, 10), run: found.run }
  if (await isUndo(db, run))
    return { code: 'gone_for_good', ...(deleted ?? { on: null, run: null }), saved: found?.saved ?? null }
  return deleted && { code: 'deleted_before', ...deleted }
}

/** SQL: whether a row means the user whom another names. */
function whoIsMeant({ id, email, attribute }: ClaimedUser): { means: string; values: Record<string, Value> } {
  const key = email === null ? null : emailKey(email)
  if (id !== null) return { means: BY_ID, values: { id, key } }
  if (key !== null) return { means: BY_ADDRESS, values: { key } }
  return { means: BY_ATTRIBUTE, values: { attribute: attribute ?? null } }
}

async function isUndo(db: Database, run: number): Promise<boolean> {
  return (
    (await db.get("SELECT 1 FROM runs WHERE run = ? AND options ->> 'task' = 'undo'", [run])) !== undefined
  )
}
