import { LedgerUnusableError } from '../errors.ts'
import type { Connection } from './connection.ts'
import { codeOf } from './errors.ts'
import { BASE, BASE_VERSION, MIGRATIONS, NEWEST } from './migrations.ts'
import { inWords, type ServerPlace } from './server-place.ts'
import { lockNumber } from './site-lock.ts'

/** No such column or table: the table "ledger" is somebody else's. */
const OTHERS = ['42703', '42P01']

/**
 * Makes the schema of a ledger, or brings it up to date, each step in a transaction of its own; nobody else does the same meanwhile. One that
 * is made to copy another ledger into is not whole until that is done. Rejects with LedgerUnusableError where there is no ledger and none is
 * to be made, or where the schema is somebody else's or of a newer version.
 */
export async function prepareSchema(
  connection: Connection,
  place: ServerPlace,
  { create, toCopyInto = false, now }: { create: boolean; toCopyInto?: boolean; now: Date },
): Promise<void> {
  const version = await versionOf(connection, place)
  if (version === null && !create) {
    throw new LedgerUnusableError(
      `there is no ledger in the schema "${place.schema}" of the ${inWords(place)}. Name the ledger of your runs with --ledger and --ledger-schema.`,
    )
  }
  for (let found = version; found !== NEWEST;)
    found = await migrate(connection, place, { isWhole: !toCopyInto, now })
}

/** Refuses a ledger that another one was being copied into when the process ended. Rejects with LedgerUnusableError. */
export async function refuseUnfinishedCopy(connection: Connection, place: ServerPlace): Promise<void> {
  const { rowCount } = await connection.query({ text: 'SELECT 1 FROM ledger WHERE whole = 0' })
  if (rowCount === 0) return
  throw new LedgerUnusableError(
    `the schema "${place.schema}" of the ${inWords(place)} holds a copy of a ledger that is not whole: \`ledger copy\` was interrupted. Run it again, or give another schema with --ledger-schema.`,
  )
}

/** Does the next step, if it is not done meanwhile. Resolves with the version that the schema then has. */
async function migrate(
  connection: Connection,
  place: ServerPlace,
  made: { isWhole: boolean; now: Date },
): Promise<number> {
  await connection.query({
    text: `BEGIN; SELECT pg_advisory_xact_lock(${lockNumber(place.schema, '')})`,
  })
  try {
    const version = await versionOf(connection, place)
    const next = version === null ? BASE_VERSION : Math.min(version + 1, NEWEST)
    if (version === null) {
      await makeSchema(connection, place.schema)
      await connection.query({ text: BASE })
      await connection.query({
        text: "INSERT INTO ledger (application, version, made, whole) VALUES ('konstantly-offboard', $1, $2, $3)",
        values: [BASE_VERSION, made.now.toISOString(), Number(made.isWhole)],
      })
    } else if (version < NEWEST) {
      await connection.query({ text: MIGRATIONS[version - BASE_VERSION] ?? '' })
      await connection.query({ text: 'UPDATE ledger SET version = $1', values: [next] })
    }
    await connection.query({ text: 'COMMIT' })
    return next
  } catch (error) {
    await connection.query({ text: 'ROLLBACK' }).catch(() => undefined)
    throw error
  }
}

/** A role that may not make schemas can use one that was made for it. */
async function makeSchema(connection: Connection, schema: string): Promise<void> {
  const { rowCount } = await connection.query({
    text: 'SELECT 1 FROM pg_namespace WHERE nspname = $1',
    values: [schema],
  })
  if (rowCount === 0) await connection.query({ text: `CREATE SCHEMA "${schema}"` })
}

/** The version of the ledger in the schema; null where the schema is not there, or is empty. Rejects with LedgerUnusableError. */
export async function versionOf(connection: Connection, place: ServerPlace): Promise<number | null> {
  const { rows } = await connection.query({
    text: `SELECT relname AS name FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
      AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')`,
    values: [place.schema],
  })
  const names = (rows as { name: string }[]).map(({ name }) => name)
  if (names.length === 0) return null
  const version = names.includes('ledger') ? await writtenVersion(connection, place.schema) : null
  if (version === null) {
    throw new LedgerUnusableError(
      `the schema "${place.schema}" of the ${inWords(place)} holds something else ("${names.sort()[0] ?? ''}"), and no ledger of konstantly-offboard. Give another one with --ledger-schema.`,
    )
  }
  if (version >= BASE_VERSION && version <= NEWEST) return version
  throw new LedgerUnusableError(
    `the ledger in the schema "${place.schema}" of the ${inWords(place)} was written by a newer version of konstantly-offboard. Use that version, or another schema with --ledger-schema.`,
  )
}

/** The schema is named, so that a role that may not use it is told so, and not that there is no such table. */
async function writtenVersion(connection: Connection, schema: string): Promise<number | null> {
  try {
    const { rows } = await connection.query({
      text: `SELECT version FROM "${schema}".ledger WHERE application = 'konstantly-offboard'`,
    })
    return (rows as { version: number }[])[0]?.version ?? null
  } catch (error) {
    if (OTHERS.includes(codeOf(error) ?? '')) return null
    throw error
  }
}
