import { FUNCTIONS } from './functions.ts'

/**
 * The version of the schema that `BASE` makes. Versions count for every engine: they are the number of migrations in
 * sqlite/migrations.ts, where each column is explained, too.
 */
export const BASE_VERSION = 8

/** Makes a ledger. Every text is compared byte by byte, as SQLite does. A released script is never edited. */
export const BASE = `
  CREATE TABLE ledger (
    application       text COLLATE "C" PRIMARY KEY CHECK (application = 'konstantly-offboard'),
    version           bigint NOT NULL,
    made              text COLLATE "C" NOT NULL,
    whole             bigint NOT NULL DEFAULT 1 -- 0 while another ledger is being copied into it
  );

  -- Who works on a site. It only tells people; the lock does not depend on it.
  CREATE TABLE holders (
    site              text COLLATE "C" PRIMARY KEY,
    backend           bigint NOT NULL, -- the process of the server that holds the lock
    pid               bigint NOT NULL,
    host              text COLLATE "C" NOT NULL,
    os_user           text COLLATE "C" NOT NULL,
    since             text COLLATE "C" NOT NULL
  );

  -- The key of the pseudonyms, as the two blocks that HMAC begins its hashes with.
  CREATE TABLE pseudonym_key (
    one               bigint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    inner_block       bytea NOT NULL CHECK (length(inner_block) = 64),
    outer_block       bytea NOT NULL CHECK (length(outer_block) = 64)
  );

  -- Two sites may begin a run at the same moment.
  CREATE SEQUENCE run_numbers;

  CREATE TABLE runs (
    run               bigint PRIMARY KEY,
    id                text COLLATE "C" NOT NULL UNIQUE,
    identity          text COLLATE "C" NOT NULL,
    site              text COLLATE "C" NOT NULL,
    list              text COLLATE "C" NOT NULL,
    options           text COLLATE "C" NOT NULL,
    status            text COLLATE "C" NOT NULL CHECK (status IN ('running', 'stopped', 'finished', 'refused')),
    started           text COLLATE "C" NOT NULL,
    ended             text COLLATE "C",
    exit_code         bigint,
    reported          text COLLATE "C",
    pace              text COLLATE "C" NOT NULL DEFAULT '{"quotaWaitMs":0,"retryWaitMs":0,"outageMs":0,"quotaShareUsed":null}',
    version           text COLLATE "C" NOT NULL,
    forgotten         text COLLATE "C"
  );
  CREATE INDEX runs_identity ON runs (identity);

  CREATE TABLE rows (
    run               bigint NOT NULL,
    row               bigint NOT NULL,
    line              bigint NOT NULL,
    cells             text COLLATE "C" NOT NULL,
    claimed_id        text COLLATE "C",
    user_id           text COLLATE "C",
    email             text COLLATE "C",
    email_key         text COLLATE "C",
    name              text COLLATE "C",
    account           text COLLATE "C",
    planned           text COLLATE "C",
    outcome           text COLLATE "C",
    http_status       bigint,
    deactivated_at    text COLLATE "C",
    deleted_at        text COLLATE "C",
    ended             text COLLATE "C",
    leaves            text COLLATE "C",
    reasons           text COLLATE "C" NOT NULL DEFAULT '[]',
    settled_by        text COLLATE "C",
    attribute         text COLLATE "C",
    delete_after      text COLLATE "C",
    claimed_email     text COLLATE "C",
    claimed_attribute text COLLATE "C",
    was_active        bigint,
    verified_at       text COLLATE "C",
    found_again       text COLLATE "C",
    PRIMARY KEY (run, row)
  );
  CREATE INDEX rows_deleted ON rows (user_id) WHERE outcome = 'deleted';
  CREATE INDEX rows_deleted_at ON rows (deleted_at) WHERE deleted_at IS NOT NULL;
  CREATE INDEX rows_deactivated_at ON rows (deactivated_at) WHERE deactivated_at IS NOT NULL;
  CREATE INDEX rows_attribute ON rows (run) WHERE attribute IS NOT NULL;
  CREATE INDEX rows_deleted_attribute ON rows (attribute) WHERE outcome = 'deleted' AND attribute IS NOT NULL;
  CREATE INDEX rows_waiting ON rows (user_id) WHERE outcome = 'waiting';
  CREATE INDEX rows_over ON rows (user_id, run) WHERE outcome IN ('deleted', 'kept', 'reactivated', 'not_found');

  CREATE TABLE steps (
    run               bigint NOT NULL,
    row               bigint NOT NULL,
    step              bigint NOT NULL,
    action            text COLLATE "C" NOT NULL,
    user_id           text COLLATE "C",
    intended          text COLLATE "C",
    answered          text COLLATE "C",
    answer            text COLLATE "C",
    http_status       bigint,
    deactivated       bigint,
    attempts          bigint,
    throttled         bigint,
    retries           text COLLATE "C",
    may_have_arrived  bigint,
    session           bigint NOT NULL,
    record_sha256     text COLLATE "C",
    PRIMARY KEY (run, row, step)
  );

  CREATE TABLE pages (
    run               bigint NOT NULL,
    purpose           text COLLATE "C" NOT NULL,
    page              bigint NOT NULL,
    answered          text COLLATE "C" NOT NULL,
    answer            text COLLATE "C" NOT NULL,
    http_status       bigint,
    users             bigint,
    attempts          bigint NOT NULL,
    throttled         bigint NOT NULL,
    retries           text COLLATE "C",
    PRIMARY KEY (run, purpose, page)
  );

  CREATE TABLE site_users (
    run               bigint NOT NULL,
    id                text COLLATE "C" NOT NULL,
    email_key         text COLLATE "C",
    account           text COLLATE "C" NOT NULL,
    attribute         text COLLATE "C",
    PRIMARY KEY (run, id)
  );
  CREATE INDEX site_users_email ON site_users (run, email_key);
  CREATE INDEX site_users_attribute ON site_users (run, LTRIM(LOWER(attribute), '0')) WHERE attribute IS NOT NULL;

  CREATE TABLE sessions (
    run               bigint NOT NULL,
    session           bigint NOT NULL,
    started           text COLLATE "C" NOT NULL,
    ended             text COLLATE "C",
    pid               bigint NOT NULL,
    host              text COLLATE "C" NOT NULL,
    os_user           text COLLATE "C" NOT NULL,
    version           text COLLATE "C" NOT NULL,
    confirmed         text COLLATE "C",
    limits            text COLLATE "C",
    reason            text COLLATE "C",
    exit_code         bigint,
    purpose           text COLLATE "C",
    configuration_sha256 text COLLATE "C",
    PRIMARY KEY (run, session)
  );

  CREATE TABLE layouts (
    site              text COLLATE "C" NOT NULL,
    layout            text COLLATE "C" NOT NULL,
    run               bigint NOT NULL,
    settings          text COLLATE "C" NOT NULL,
    PRIMARY KEY (site, layout)
  );

  CREATE TABLE archive_records (
    run               bigint NOT NULL,
    name              text COLLATE "C" NOT NULL,
    part              bigint NOT NULL,
    sha256            text COLLATE "C" NOT NULL,
    content           text COLLATE "C" NOT NULL,
    PRIMARY KEY (run, name, part)
  );

  ${FUNCTIONS}
`

/** What changes a ledger of an older version, in their order: the first one makes version `BASE_VERSION` + 1 of it. */
export const MIGRATIONS: readonly string[] = []

/** The version of the schema that this version of the tool works with. */
export const NEWEST = BASE_VERSION + MIGRATIONS.length
