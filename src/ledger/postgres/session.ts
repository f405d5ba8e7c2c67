import { LedgerUnusableError } from '../errors.ts'
import type { Connection } from './connection.ts'
import { inWords, type ServerPlace } from './server-place.ts'

/** SQL/JSON bodies of functions, and `idle_session_timeout`, came with PostgreSQL 14. */
const OLDEST = 14

/** How long to wait for what another session is writing. */
const LOCK_TIMEOUT = '60s'

/**
 * What the session has to be like, whatever the server, the database or the role says. A client that has vanished is found out within a
 * minute, in idleness as within a long statement, so that its lock is free again. A commit is durable before it is confirmed; a server that
 * even waits until its standby shows it (`remote_apply`) goes on to do so.
 */
const settings = (schema: string): string => `
  SET search_path = "${schema}";
  SET default_transaction_isolation = 'read committed';
  SET standard_conforming_strings = on;
  SET array_nulls = on;
  SET client_encoding = 'UTF8';
  SET lock_timeout = '${LOCK_TIMEOUT}';
  SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 50000;
  SET jit = off;
  SELECT set_config('synchronous_commit', 'on', FALSE) WHERE current_setting('synchronous_commit') <> 'remote_apply';
  SELECT set_config(name, '0', FALSE) FROM pg_settings
  WHERE name IN ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')`

/** Prepares the session. Rejects with LedgerUnusableError for a server that cannot hold a ledger, and with the errors of the connection. */
export async function prepareSession(
  connection: Connection,
  place: ServerPlace,
): Promise<{ backend: number }> {
  const { rows } = await connection.query({
    text: `SELECT current_setting('server_version_num')::integer / 10000 AS version,
      current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS "isStandby",
      current_setting('default_transaction_read_only') AS "readOnly", pg_backend_pid() AS backend`,
  })
  const server = rows[0] as Server
  refuse(server, place)
  await connection.query({ text: settings(place.schema) })
  // Only where the system can tell the server that a client is gone.
  await connection.query({ text: "SET client_connection_check_interval = '10s'" }).catch(() => undefined)
  return { backend: server.backend }
}

interface Server {
  version: number
  encoding: string
  isStandby: 0 | 1
  readOnly: string
  backend: number
}

function refuse({ version, encoding, isStandby, readOnly }: Server, place: ServerPlace): void {
  const found = whyUnusable()
  if (found !== null) throw new LedgerUnusableError(`the ${inWords(place)} cannot hold a ledger: ${found}`)

  function whyUnusable(): string | null {
    if (version < OLDEST)
      return `it is PostgreSQL ${version}, and it takes ${OLDEST} or newer. Update the server, or name another one.`
    if (encoding !== 'UTF8')
      return `it stores texts as ${encoding}, which lacks characters that names have. Make a database with the encoding UTF8.`
    if (isStandby === 1) return 'it is a standby, which cannot be written. Name the primary server.'
    if (readOnly === 'on')
      return 'it is set to be only read (default_transaction_read_only). Name a server that can be written.'
    return null
  }
}
