import { isUnfinished } from '../../../offboarding/run/run.ts'
import type { RunColumns } from '../../columns/run-columns.ts'
import { LedgerLostError, LedgerUnusableError, LedgerWriteError } from '../../errors.ts'
import { Connection } from '../connection.ts'
import { connectError } from '../errors.ts'
import { NEWEST } from '../migrations.ts'
import { examinePooler } from '../pooler.ts'
import { refuseUnfinishedCopy, versionOf } from '../schema.ts'
import { placeOf, type LedgerServer, type ServerPlace } from '../server-place.ts'
import { prepareSession } from '../session.ts'
import { lockNumber, whoHolds } from '../site-lock.ts'
import { missingRights } from './missing-rights.ts'

/** What was found on the server of a ledger. */
export type ServerState =
  /** `why`: what keeps it away, in words. */
  | { kind: 'unreachable'; why: string }
  /** `why`: what is wrong, and what to do about it, in words. */
  | { kind: 'unusable'; why: string }
  /** `missing`: the rights that it takes and this role lacks, in words. */
  | ({ kind: 'none'; missing: readonly string[] } & Server)
  | ({
      kind: 'sound'
      missing: readonly string[]
      /** The version of its schema, and the newest one, to which it is brought when a run opens it. */
      version: number
      newest: number
      runs: number
      /** The IDs of the runs that would be gone on with, oldest first: those on the site, if one was named. */
      unfinished: readonly string[]
      /** Which process works on the site, in words; null for none. */
      inUseBy: string | null
    } & Server)

interface Server {
  /** Of PostgreSQL, such as 15.4. */
  postgres: string
  /** A pooler that is between us and the server, in words; null for none. */
  pooler: string | null
}

/** Looks at the ledger on a server without changing it: nothing is made, brought up to date or locked. `site`: null for none in particular. */
export async function examineServer(server: LedgerServer, site: string | null): Promise<ServerState> {
  let connection: Connection | undefined
  let place: ServerPlace | undefined
  try {
    place = placeOf(server)
    connection = await Connection.open(server.url)
    return await examine(connection, server.url, place, site)
  } catch (thrown) {
    if (place === undefined)
      return { kind: 'unusable', why: 'the address of the ledger cannot be used. Correct it.' }
    const error = connectError(thrown, place)
    if (error instanceof LedgerLostError) return { kind: 'unreachable', why: error.message }
    if (error instanceof LedgerUnusableError || error instanceof LedgerWriteError)
      return { kind: 'unusable', why: error.message }
    throw error
  } finally {
    await connection?.close()
  }
}

async function examine(
  connection: Connection,
  url: string,
  place: ServerPlace,
  site: string | null,
): Promise<ServerState> {
  const { backend } = await prepareSession(connection, place)
  const pooler = await examinePooler(connection, url, place, backend)
  const { rows } = await connection.query({ text: "SELECT current_setting('server_version') AS version" })
  const postgres = (rows[0] as { version: string }).version.split(' ')[0] ?? ''
  const rights = await missingRights(connection, place.schema)
  const missing = rights.missing
  // Whoever may not use the schema does not see what is in it.
  const version = rights.isHidden ? null : await versionOf(connection, place)
  if (version === null) return { kind: 'none', missing, postgres, pooler }
  await refuseUnfinishedCopy(connection, place)
  const inUseBy = site === null ? null : await userOf(connection, place.schema, site)
  const runs = await runsOf(connection)
  const unfinished = runs
    .filter((run) => isUnfinished(run) && (site === null || run.site === site))
    .map(({ id }) => id)
  return {
    ...{ kind: 'sound', missing, postgres, pooler, version, newest: NEWEST, runs: runs.length },
    ...{ unfinished, inUseBy },
  }
}

async function runsOf(
  connection: Connection,
): Promise<Pick<RunColumns, 'id' | 'site' | 'status' | 'reported'>[]> {
  const { rows } = await connection.query({
    text: 'SELECT id, site, status, reported FROM runs ORDER BY run',
  })
  return rows as Pick<RunColumns, 'id' | 'site' | 'status' | 'reported'>[]
}

/** Who has the lock of a site; null for nobody. */
async function userOf(connection: Connection, schema: string, site: string): Promise<string | null> {
  const lock = lockNumber(schema, site)
  const number = BigInt.asUintN(64, lock)
  const { rows } = await connection.query({
    text: `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid = ${number >> 32n} AND objid = ${number & 0xffffffffn}
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  })
  return rows.length === 0 ? null : whoHolds(connection, lock, site)
}
