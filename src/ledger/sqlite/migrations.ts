/** The key of an address: nearly always in SQL, since calls into JavaScript keep memory until the statement ends. */
const keyOf = (email: string): string =>
  `CASE WHEN ${email} GLOB '*[^a-zA-Z0-9@._+-]*' OR ${email} GLOB '*.' OR ${email} LIKE '%xn--%' OR LENGTH(${email}) > 1000
        THEN email_key(${email}) ELSE LOWER(${email}) END`

/** What the platform said about a user, as JSON, with the key of their address. */
const withKey = (account: string): string =>
  `CASE WHEN json_valid(${account}) IS NOT 1 OR ${account} ->> 'email' IS NULL THEN ${account}
        ELSE json_set(${account}, '$.emailKey', ${keyOf(`(${account} ->> 'email')`)}) END`

/**
 * One script for each version of the schema; `user_version` is the number of scripts that were run. A released script is never
 * edited. Scripts may call `email_key(email)`, which `withFunctions` lends to a database.
 */
export const MIGRATIONS: readonly string[] = [
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
  `
  -- Why a row ended as values, in place of a sentence. Rows that have ended keep theirs, but for those that rules or reports go by.
  ALTER TABLE rows ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]'; -- JSON: Reason[], the one that decided first
  UPDATE rows SET reasons = json_array(CASE
    WHEN detail LIKE 'deleted on %, after leaving on %' THEN json_object('code', 'rehired', 'on', SUBSTR(detail, 12, 10),
      'run', SUBSTR(detail, 30, INSTR(detail, ', after leaving on ') - 30),
      'left', SUBSTR(detail, INSTR(detail, ', after leaving on ') + 19, 10))
    WHEN detail LIKE 'deleted on %' THEN
      json_object('code', 'deleted_before', 'on', SUBSTR(detail, 12, 10), 'run', SUBSTR(detail, 30))
    WHEN detail = 'would be deactivated' THEN json_object('code', 'would_be', 'action', 'deactivate')
    WHEN detail = 'would be deleted for good' THEN json_object('code', 'would_be', 'action', 'delete')
    WHEN detail = 'would be deactivated, then deleted for good' THEN json_object('code', 'would_be', 'action', 'deactivate_and_delete')
    WHEN detail = 'would be deleted for good, if deactivated already' THEN json_object('code', 'would_be', 'action', 'delete_if_deactivated')
    ELSE json_object('code', 'earlier_version', 'words', detail)
  END) WHERE detail <> '';
  ALTER TABLE rows DROP COLUMN detail;

  ALTER TABLE rows ADD COLUMN settled_by TEXT; -- reading (the list), look_up or work; NULL of a row that has not ended, or was not attempted
  UPDATE rows SET settled_by = CASE
    WHEN ended IS NULL THEN 'reading'
    WHEN EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row AND intended IS NOT NULL) THEN 'work'
    ELSE 'look_up'
  END WHERE outcome <> 'not_attempted';

  ALTER TABLE passes RENAME TO sessions;
  ALTER TABLE sessions RENAME COLUMN pass TO session;
  ALTER TABLE steps RENAME COLUMN pass TO session;

  -- A page that was asked for to learn the platform's time is no look-up.
  CREATE TABLE new_pages (
    run               INTEGER NOT NULL,
    purpose           TEXT NOT NULL,   -- look_up, clock
    page              INTEGER NOT NULL, -- the offset it begins at
    answered          TEXT NOT NULL,
    answer            TEXT NOT NULL,
    http_status       INTEGER,
    users             INTEGER,         -- how many the site has, by this page
    attempts          INTEGER NOT NULL,
    throttled         INTEGER NOT NULL,
    retries           TEXT,
    PRIMARY KEY (run, purpose, page)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO new_pages
    SELECT run, CASE WHEN page < 0 THEN 'clock' ELSE 'look_up' END, MAX(page, 0), answered, answer, http_status, users, attempts, throttled, retries
    FROM pages;
  DROP TABLE pages;
  ALTER TABLE new_pages RENAME TO pages;

  -- One option in place of two.
  UPDATE runs SET
    options = json_set(json_remove(options, '$.dryRun', '$.plan'), '$.kind',
      CASE WHEN options ->> 'plan' THEN 'plan' WHEN options ->> 'dryRun' THEN 'dry_run' ELSE 'run' END),
    identity = CASE WHEN json_type(identity, '$[4].dryRun') IS NULL THEN identity
      ELSE json_set(json_remove(identity, '$[4].dryRun', '$[4].plan'), '$[4].kind',
        CASE WHEN options ->> 'plan' THEN 'plan' WHEN options ->> 'dryRun' THEN 'dry_run' ELSE 'run' END) END;
  `,
  `
  -- Users are found by an attribute of the site, too, such as the employee number.
  ALTER TABLE rows ADD COLUMN attribute TEXT;       -- its value on the row
  ALTER TABLE site_users ADD COLUMN attribute TEXT; -- its value of the user; NULL where there is none, or it was not told
  -- Whether a run has any such row has to cost nothing where it has none.
  CREATE INDEX rows_attribute ON rows (run) WHERE attribute IS NOT NULL;
  CREATE INDEX rows_deleted_attribute ON rows (attribute) WHERE outcome = 'deleted' AND attribute IS NOT NULL;
  -- Finds those, too, that are the same but for leading zeros and capitals.
  CREATE INDEX site_users_attribute ON site_users (run, LTRIM(LOWER(attribute), '0')) WHERE attribute IS NOT NULL;
  `,
  `
  -- Grace periods.
  ALTER TABLE rows ADD COLUMN delete_after TEXT; -- when the grace period is over, by the platform's clock
  CREATE INDEX rows_waiting ON rows (user_id) WHERE outcome = 'waiting';
  CREATE INDEX rows_over ON rows (user_id, run) WHERE outcome IN ('deleted', 'kept', 'reactivated', 'not_found');
  -- How lists of a layout are read since a run was confirmed.
  CREATE TABLE layouts (
    site              TEXT NOT NULL,
    layout            TEXT NOT NULL,   -- what identifies the set of headers
    run               INTEGER NOT NULL, -- the run that was confirmed
    settings          TEXT NOT NULL,   -- JSON: LayoutSettings
    PRIMARY KEY (site, layout)
  ) STRICT, WITHOUT ROWID;

  -- Whom a row names that cannot be used, besides its claimed_id: only compared with other rows.
  ALTER TABLE rows ADD COLUMN claimed_email TEXT;
  ALTER TABLE rows ADD COLUMN claimed_attribute TEXT;
  ALTER TABLE runs ADD COLUMN forgotten TEXT; -- JSON: Forgotten; NULL where the run knows names, addresses and cells
  -- Of a step that saved the records of a user: the SHA-256 of their line in the archive.
  ALTER TABLE steps ADD COLUMN record_sha256 TEXT;

  -- Undo.
  ALTER TABLE rows ADD COLUMN was_active INTEGER; -- 1 where the user was seen active before a deactivation was announced
  UPDATE rows SET was_active = 1
  WHERE run IN (SELECT run FROM runs WHERE options ->> 'preflight' <> 'off')
    -- A step without attempts was taken over from another run, which may have looked nobody up.
    AND EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row AND action = 'deactivate' AND attempts IS NOT 0);

  -- Proof of erasure.
  ALTER TABLE rows ADD COLUMN verified_at TEXT; -- when the platform was asked once more for a user who was deleted, and answered 404
  ALTER TABLE rows ADD COLUMN found_again TEXT; -- JSON: Reason, where it showed a user instead
  ALTER TABLE sessions ADD COLUMN purpose TEXT; -- verify; NULL where it worked on the rows
  `,
  `
  ALTER TABLE sessions ADD COLUMN configuration_sha256 TEXT; -- of the configuration file whose settings it used; NULL without one
  `,
  `
  -- The same names in every engine: in PostgreSQL, "user" is a function.
  ALTER TABLE rows RENAME COLUMN user TO account;
  ALTER TABLE site_users RENAME COLUMN user TO account;

  -- The key of each address is stored: also of a row with an ID, and of an account.
  UPDATE rows SET email_key = COALESCE(email_key, ${keyOf('email')}), account = ${withKey('account')}, planned = ${withKey('planned')}
    WHERE email IS NOT NULL OR account IS NOT NULL OR planned IS NOT NULL;
  UPDATE site_users SET account = ${withKey('account')};
  -- This one is only compared.
  UPDATE rows SET claimed_email = ${keyOf('claimed_email')} WHERE claimed_email IS NOT NULL;

  -- Archives that are kept in the ledger.
  CREATE TABLE archive_records (
    run               INTEGER NOT NULL,
    name              TEXT NOT NULL,    -- of a file in the archive of the run: records.jsonl, images/…
    part              INTEGER NOT NULL, -- from 1; of records.jsonl: the row of a line's user
    sha256            TEXT NOT NULL,    -- of the bytes: of the line without its end, of the piece of an image
    content           TEXT NOT NULL,    -- the bytes in base64
    PRIMARY KEY (run, name, part)
  ) STRICT;
  `,
]
