import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { LedgerInUseError } from '../errors.ts'
import { osUser } from '../sessions.ts'
import type { Connection } from './connection.ts'

/** How long to wait for the lock of a process that has just ended, or for the note of one that has just taken it. */
const LOCK_WITHIN_MS = 250
const LOOK_EVERY_MS = 25

/** The number of an advisory lock: that of a site in a schema; of the schema itself where the site is empty. They are of one database. */
export const lockNumber = (schema: string, site: string): bigint =>
  createHash('sha256').update(`konstantly-offboard\n${schema}\n${site}`).digest().readBigInt64BE()

/**
 * Takes the lock of a site for this connection, which holds it until it ends, however that is. Rejects with LedgerInUseError where another
 * one holds it, and with the errors of the connection.
 */
export async function lockSite(
  connection: Connection,
  { schema, site, backend, since }: { schema: string; site: string; backend: number; since: Date },
): Promise<void> {
  const lock = lockNumber(schema, site)
  for (let waited = 0; !(await tryLock(connection, lock)); waited += LOOK_EVERY_MS) {
    if (waited >= LOCK_WITHIN_MS) {
      throw new LedgerInUseError(
        `the ledger's site ${site} is in use by ${await whoHolds(connection, lock, site)}. Wait until it has ended.`,
      )
    }
    await setTimeout(LOOK_EVERY_MS)
  }
  await connection.query({
    text: `INSERT INTO holders (site, backend, pid, host, os_user, since) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (site) DO UPDATE SET backend = excluded.backend, pid = excluded.pid, host = excluded.host,
        os_user = excluded.os_user, since = excluded.since`,
    values: [site, backend, process.pid, hostname(), osUser(), since.toISOString()],
  })
}

/** Gives back all sites that this connection holds. Never rejects: the locks end with the connection. */
export async function unlockSites(connection: Connection, backend: number): Promise<void> {
  try {
    await connection.query({ text: 'DELETE FROM holders WHERE backend = $1', values: [backend] })
    await connection.query({ text: 'SELECT pg_advisory_unlock_all()' })
  } catch {
    // Whoever is refused later sees that the note is not that of the holder.
  }
}

async function tryLock(connection: Connection, lock: bigint): Promise<boolean> {
  const { rows } = await connection.query({ text: `SELECT pg_try_advisory_lock(${lock}) AS locked` })
  return (rows[0] as { locked: 0 | 1 }).locked === 1
}

/** Who holds the lock, in words, if the note beside it is theirs. */
export async function whoHolds(connection: Connection, lock: bigint, site: string): Promise<string> {
  const number = BigInt.asUintN(64, lock)
  const { rows } = await connection.query({
    text: `SELECT pid, host, since FROM holders WHERE site = $1 AND backend IN (
      SELECT locks.pid FROM pg_locks AS locks
      WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid = ${number >> 32n} AND objid = ${number & 0xffffffffn}
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`,
    values: [site],
  })
  const [holder] = rows as { pid: number; host: string; since: string }[]
  return holder === undefined
    ? 'another process'
    : `process ${holder.pid} on ${holder.host}, since ${holder.since}`
}
