import { DatabaseSync } from 'node:sqlite'
import { emailKey } from '../../offboarding/identity/email.ts'
import { LedgerUnusableError } from '../errors.ts'
import { MIGRATIONS } from './migrations.ts'

/** Marks a SQLite file as a ledger ("KOff"), so that no other database is ever written to. */
const APPLICATION_ID = 0x4b4f6666
/** Marks a ledger that another one is being copied into, or was when the process was killed ("KOfc"). */
const UNFINISHED_COPY_ID = 0x4b4f6663

const pragma = (db: DatabaseSync, name: string): number =>
  Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])

/** Which version of the schema a database has, and which one this version of the tool makes of it. Only reads. */
export const schemaVersions = (db: DatabaseSync): { version: number; newest: number } => ({
  version: pragma(db, 'user_version'),
  newest: MIGRATIONS.length,
})

/** Marks a database as a ledger, or as a copy of one that is not whole. */
export const markWhole = (db: DatabaseSync, isWhole: boolean): void => {
  db.exec(`PRAGMA application_id = ${isWhole ? APPLICATION_ID : UNFINISHED_COPY_ID}`)
}

/** Refuses a database that is not a ledger, or that a newer version wrote. Only reads. */
export function refuseOtherDatabases(db: DatabaseSync, path: string, toCopyInto = false): void {
  const version = pragma(db, 'user_version')
  const isEmpty = version === 0 && pragma(db, 'schema_version') === 0
  const application = pragma(db, 'application_id')
  if (application === UNFINISHED_COPY_ID && !toCopyInto) {
    throw new LedgerUnusableError(
      `${path} is a copy of a ledger that is not whole: \`ledger copy\` was interrupted. Run it again, or give another folder with --out.`,
    )
  }
  if (!isEmpty && application !== APPLICATION_ID && application !== UNFINISHED_COPY_ID) {
    throw new LedgerUnusableError(
      `${path} is not a ledger of konstantly-offboard. Give another folder with --out.`,
    )
  }
  if (version < 0 || version > MIGRATIONS.length) {
    throw new LedgerUnusableError(
      `${path} was written by a newer version of konstantly-offboard. Use that version, or another folder with --out.`,
    )
  }
  refuseAlteredSchema(db, path, version)
}

/** Refuses a ledger whose schema was altered: a trigger could write unexpected data, and a view could replace a table. */
function refuseAlteredSchema(db: DatabaseSync, path: string, version: number): void {
  const made = withFunctions(new DatabaseSync(':memory:'))
  try {
    for (const script of MIGRATIONS.slice(0, version)) made.exec(script)
    const [found, expected] = [partsOf(db), partsOf(made)]
    const [odd] = found.symmetricDifference(expected)
    if (odd === undefined) return
    throw new LedgerUnusableError(
      `${path} is not as konstantly-offboard makes a ledger: ${found.has(odd) ? 'it also holds' : 'it lacks'} the ${odd}. Take a copy from before that, or another folder with --out.`,
    )
  } finally {
    made.close()
  }
}

/** The tables with their columns, the indexes and all other parts of a database, in words, without SQLite's internal ones. */
function partsOf(db: DatabaseSync): Set<string> {
  const parts = db
    .prepare("SELECT type, name, tbl_name AS of FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_'")
    .all() as unknown as { type: string; name: string; of: string }[]
  const columns = db.prepare('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)')
  return new Set(
    parts.flatMap(({ type, name, of }) => [
      `${type} "${name}" of "${of}"`,
      ...(type === 'table'
        ? columns.all(name).map((column) => `column ${Object.values(column).join(' ')} of "${name}"`)
        : []),
    ]),
  )
}

/** Refuses a ledger that needs a migration. Only reads. */
export function refuseOtherSchemas(db: DatabaseSync, path: string): void {
  if (pragma(db, 'user_version') === MIGRATIONS.length) return
  throw new LedgerUnusableError(
    `${path} was written by an older version of konstantly-offboard, and cannot be changed here. Copy the folder, and name the copy with --out.`,
  )
}

/** Migrates a ledger to the newest schema, in one transaction. */
export function migrate(db: DatabaseSync, toCopyInto = false): void {
  const version = pragma(db, 'user_version')
  if (version === MIGRATIONS.length) return
  const isCopy = pragma(db, 'application_id') === UNFINISHED_COPY_ID || (version === 0 && toCopyInto)
  withFunctions(db)
  db.exec('BEGIN')
  for (const script of MIGRATIONS.slice(version)) db.exec(script)
  markWhole(db, !isCopy)
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
  db.exec('COMMIT')
}

/** Lets the scripts of migrations call functions of the domain. */
function withFunctions(db: DatabaseSync): DatabaseSync {
  db.function('email_key', { deterministic: true }, (email) =>
    typeof email === 'string' ? emailKey(email) : null,
  )
  return db
}
