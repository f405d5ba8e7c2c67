import { DatabaseSync } from 'node:sqlite'
import { LedgerUnusableError } from './errors.ts'

/** Marks a SQLite file as one of ours ("KOff"), so that nobody else's database is ever written to. */
const APPLICATION_ID = 0x4b4f6666

/** One script for each step of the schema; `user_version` says how many have been taken. Never edited once released. */
const MIGRATIONS = [
  `
  CREATE TABLE runs (
    run               INTEGER PRIMARY KEY,
    id                TEXT NOT NULL UNIQUE,
    identity          TEXT NOT NULL,
    site              TEXT NOT NULL,
    list              TEXT NOT NULL,   -- JSON: ListFacts
    options           TEXT NOT NULL,   -- JSON: RunOptions
    status            TEXT NOT NULL CHECK (status IN ('running', 'stopped', 'finished', 'refused')),
    started           TEXT NOT NULL,
    ended             TEXT,
    exit_code         INTEGER,
    reported          TEXT,            -- when its files had been written and its result told
    pace              TEXT NOT NULL DEFAULT '{"quotaWaitMs":0,"retryWaitMs":0,"outageMs":0,"quotaShareUsed":null}',
    version           TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_identity ON runs (identity);

  CREATE TABLE rows (
    run               INTEGER NOT NULL,
    row               INTEGER NOT NULL,
    line              INTEGER NOT NULL,
    cells             TEXT NOT NULL,   -- JSON: the original cells
    claimed_id        TEXT,            -- the user ID on the row
    user_id           TEXT,            -- the user it means: that one, or one found by the e-mail address
    email             TEXT,            -- as the row spells it
    email_key         TEXT,            -- of a row without an ID: the same for every spelling of one address
    name              TEXT,
    user              TEXT,            -- JSON: what the platform said about the user
    planned           TEXT,            -- JSON: the same, when they were first looked up: for the plan that is carried out, or longer than a day ago
    outcome           TEXT,
    detail            TEXT NOT NULL DEFAULT '',
    http_status       INTEGER,
    deactivated_at    TEXT,            -- when this run saw its deactivation confirmed; NULL again after a reactivation
    deleted_at        TEXT,
    ended             TEXT,
    PRIMARY KEY (run, row)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE steps (
    run               INTEGER NOT NULL,
    row               INTEGER NOT NULL,
    step              INTEGER NOT NULL,
    action            TEXT NOT NULL,
    user_id           TEXT,            -- NULL where a user is looked up by e-mail address
    intended          TEXT,            -- when it was announced; NULL for a read
    answered          TEXT,
    answer            TEXT,            -- user, done, not_found, rejected, failed, key_rejected, stopped
    http_status       INTEGER,
    deactivated       INTEGER,         -- what the answer said about the user, 0 or 1
    attempts          INTEGER,
    throttled         INTEGER,         -- requests that a 429 turned away; no attempts
    retries           TEXT,            -- JSON: why each further attempt was made
    may_have_arrived  INTEGER,
    pass              INTEGER NOT NULL, -- who did it
    PRIMARY KEY (run, row, step)
  ) STRICT, WITHOUT ROWID;

  -- Found again by the runs that come after: who was deleted, and how many lately.
  CREATE INDEX rows_deleted ON rows (user_id) WHERE outcome = 'deleted';
  CREATE INDEX rows_deleted_at ON rows (deleted_at) WHERE deleted_at IS NOT NULL;
  CREATE INDEX rows_deactivated_at ON rows (deactivated_at) WHERE deactivated_at IS NOT NULL;

  -- What was looked up by paging through the site's users.
  CREATE TABLE pages (
    run               INTEGER NOT NULL,
    page              INTEGER NOT NULL, -- the offset it begins at
    answered          TEXT NOT NULL,
    answer            TEXT NOT NULL,
    http_status       INTEGER,
    users             INTEGER,         -- how many the site has, by this page
    attempts          INTEGER NOT NULL,
    throttled         INTEGER NOT NULL,
    retries           TEXT,
    PRIMARY KEY (run, page)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE site_users (
    run               INTEGER NOT NULL,
    id                TEXT NOT NULL,
    email_key         TEXT,
    user              TEXT NOT NULL,   -- JSON
    PRIMARY KEY (run, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX site_users_email ON site_users (run, email_key);
  -- Each time a run was begun or gone on with: by whom, where, and with which version.
  CREATE TABLE passes (
    run               INTEGER NOT NULL,
    pass              INTEGER NOT NULL,
    started           TEXT NOT NULL,
    ended             TEXT,            -- NULL where the process was killed
    pid               INTEGER NOT NULL,
    host              TEXT NOT NULL,
    os_user           TEXT NOT NULL,
    version           TEXT NOT NULL,
    PRIMARY KEY (run, pass)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE passes ADD COLUMN confirmed TEXT;    -- typed, yes; NULL where it did not come to that
  ALTER TABLE passes ADD COLUMN limits TEXT;       -- JSON: the guards' limits it was confirmed under
  ALTER TABLE passes ADD COLUMN reason TEXT;       -- why it ended before the last row
  ALTER TABLE passes ADD COLUMN exit_code INTEGER;
  ALTER TABLE rows ADD COLUMN leaves TEXT;         -- the leave date as read, 2026-12-31; '' where empty, NULL where none is known
  `,
  `
  -- Who is protected does not make another run of a list.
  UPDATE runs SET identity = json_remove(identity, '$[4].protect') WHERE json_type(identity, '$[4].protect') IS NOT NULL;
  `,
]

const pragma = (db: DatabaseSync, name: string): number =>
  Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])

/** Refuses a database that is not a ledger, or one from a newer version. Only reads. */
export function refuseStrangers(db: DatabaseSync, path: string): void {
  const version = pragma(db, 'user_version')
  const isEmpty = version === 0 && pragma(db, 'schema_version') === 0
  if (!isEmpty && pragma(db, 'application_id') !== APPLICATION_ID) {
    throw new LedgerUnusableError(
      `${path} is not a ledger of konstantly-offboard. Give another folder with --out.`,
    )
  }
  if (version < 0 || version > MIGRATIONS.length) {
    throw new LedgerUnusableError(
      `${path} was written by a newer version of konstantly-offboard. Use that version, or another folder with --out.`,
    )
  }
  refuseAdditions(db, path, version)
}

/** A trigger would write what nobody asked for, and a view stand in for a table: a ledger holds what its version made, and no more. */
function refuseAdditions(db: DatabaseSync, path: string, version: number): void {
  const made = new DatabaseSync(':memory:')
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

/** Its tables with their columns, its indexes, and whatever else it has, in words. What SQLite keeps for itself is left out. */
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

/** Refuses a ledger that would have to be migrated first. Only reads. */
export function refuseOtherSchemas(db: DatabaseSync, path: string): void {
  if (pragma(db, 'user_version') === MIGRATIONS.length) return
  throw new LedgerUnusableError(
    `${path} was written by an older version of konstantly-offboard, and cannot be changed here. Copy the folder, and name the copy with --out.`,
  )
}

/** Brings a ledger to the newest schema, in one transaction. */
export function migrate(db: DatabaseSync): void {
  const version = pragma(db, 'user_version')
  if (version === MIGRATIONS.length) return
  db.exec('BEGIN')
  for (const script of MIGRATIONS.slice(version)) db.exec(script)
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`)
  db.exec('COMMIT')
}
