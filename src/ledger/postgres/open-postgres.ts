import type { OpenLedger } from '../access.ts'
import { LedgerInUseError, LedgerUnusableError } from '../errors.ts'
import { KEY_BYTES } from '../pseudonyms/pseudonyms.ts'
import { Connection } from './connection.ts'
import { codeOf, connectError } from './errors.ts'
import { KeyTable } from './key-table.ts'
import { examinePooler } from './pooler.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { prepareSchema, refuseUnfinishedCopy } from './schema.ts'
import { placeOf, type LedgerServer, type ServerPlace } from './server-place.ts'
import { prepareSession } from './session.ts'
import { lockSite, unlockSites } from './site-lock.ts'
import { isStillWorking } from './still-working.ts'

/** How long the server may take to begin a transaction and to make it durable. */
const COMMIT_WITHIN_MS = 60_000
/** What the server answers while a transaction of ours waits to be taken back. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const IN_FAILED_TRANSACTION = '25P02'
/** An answer that took longer may be old: whoever was stopped meanwhile finds it when it wakes. */
const FRESH_WITHIN_MS = 1_000
/** A server whose answers are always old cannot say whether the site is ours. */
const FRESH_TIMES = 5
/** How often it is asked whether it still works on a statement. */
const WATCH_EVERY_MS = 30_000

export interface PostgresOptions {
  /** Whether to make a new ledger if there is none. */
  create: boolean
  /** Whether the caller will only read. On a server that changes nothing: without a site nothing is locked. */
  onlyToRead?: boolean
  /** Whether another ledger is about to be copied here. */
  toCopyInto?: boolean
  /** The site that this process will work on, alone. */
  site?: string
  now: Date
  /** How long the server may take to make a transaction durable. */
  commitWithinMs?: number
}

/** A ledger on a server. */
export interface OpenPostgres extends OpenLedger {
  /** Takes another site for this process alone. Rejects with LedgerInUseError, and with LedgerWriteError. */
  hold: (site: string) => Promise<void>
}

/**
 * Opens the ledger in a schema of a PostgreSQL server, on one connection that is never made anew. Rejects with LedgerInUseError,
 * LedgerUnusableError or LedgerWriteError; with LedgerLostError where the server is not there, or not yet.
 */
export async function openPostgres(server: LedgerServer, options: PostgresOptions): Promise<OpenPostgres> {
  const place = placeIn(server)
  let connection: Connection | undefined
  try {
    connection = await Connection.open(server.url)
    return await prepare(connection, server.url, place, options)
  } catch (error) {
    await connection?.close()
    throw error instanceof LedgerInUseError ? error : connectError(error, place)
  }
}

async function prepare(
  connection: Connection,
  url: string,
  place: ServerPlace,
  { create, toCopyInto = false, site, now, commitWithinMs = COMMIT_WITHIN_MS }: PostgresOptions,
): Promise<OpenPostgres> {
  const { backend } = await prepareSession(connection, place)
  const pooler = await examinePooler(connection, url, place, backend)
  await prepareSchema(connection, place, { create, toCopyInto, now })
  if (!toCopyInto) await refuseUnfinishedCopy(connection, place)
  const lock = (one: string): Promise<void> =>
    lockSite(connection, { schema: place.schema, site: one, backend, since: now })
  if (site !== undefined) await lock(site)
  // A pooler may have no other connection to ask on.
  if (pooler === null) connection.watch(() => isStillWorking(url, backend), WATCH_EVERY_MS)
  const db = new PostgresDatabase(connection, place, { backend, commitWithinMs })
  let isClosing = false
  return {
    db,
    notices: pooler === null ? [] : [pooler],
    keys: new KeyTable(db, KEY_BYTES),
    async hold(one) {
      try {
        await lock(one)
      } catch (error) {
        throw db.writeError(error)
      }
    },
    async isHeld() {
      // The locks are given back a little before the connection ends.
      return (await isServedBy(connection, { backend, withinMs: commitWithinMs })) && !isClosing
    },
    async markWhole(isWhole) {
      await db.run('UPDATE ledger SET whole = ?', [Number(isWhole)])
    },
    async close() {
      isClosing = true
      await unlockSites(connection, backend)
      await db.close()
    },
  }
}

/** Whether the process of the server that took the locks serves us still: it gives them up when it ends, and not before. */
async function isServedBy(
  connection: Connection,
  served: { backend: number; withinMs: number },
): Promise<boolean> {
  for (let times = 0; times < FRESH_TIMES; times += 1) {
    const asked = performance.now()
    if (!(await answersStill(connection, served))) return false
    if (performance.now() - asked < FRESH_WITHIN_MS) return true
  }
  return false
}

async function answersStill(
  connection: Connection,
  { backend, withinMs }: { backend: number; withinMs: number },
): Promise<boolean> {
  try {
    const { rows } = await connection.query({ text: 'SELECT pg_backend_pid() AS backend', withinMs })
    return (rows[0] as { backend: number }).backend === backend
  } catch (error) {
    return codeOf(error) === IN_FAILED_TRANSACTION
  }
}

/** Where the ledger is. Throws LedgerUnusableError for an address or a schema that is none. */
function placeIn(server: LedgerServer): ServerPlace {
  if (!/^[a-z_][a-z0-9_$]{0,62}$/.test(server.schema)) {
    throw new LedgerUnusableError(
      `"${server.schema}" is no name of a schema: small letters, digits and underscores, 63 at most. Correct --ledger-schema.`,
    )
  }
  try {
    return placeOf(server)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LedgerUnusableError(
      `the address of the ledger cannot be used (${reason}). It reads like postgres://user@db.example.com/offboarding.`,
    )
  }
}
