import { hostname, userInfo } from 'node:os'
import type { Limits } from '../offboarding/run/guards.ts'
import type { Confirmed, SessionRecord } from '../offboarding/run/run.ts'
import { fromJson, isLimits } from './columns/from-json.ts'
import type { LedgerAccess } from './access.ts'
import type { Database } from './database.ts'

/**
 * Records that this process works on a run from now on. Resolves with the number of its session, from 1. `purpose`: where it does not
 * work on the rows. Rejects with the errors of the database.
 */
export async function beginSession(
  { db, configurationSha256 }: LedgerAccess,
  run: number,
  version: string,
  now: Date,
  purpose: SessionRecord['purpose'] = null,
): Promise<number> {
  const begun = await db.get<{ session: number }>(
    `INSERT INTO sessions (run, session, purpose, started, pid, host, os_user, version, configuration_sha256)
     SELECT $run, COALESCE(MAX(session), 0) + 1, $purpose, $started, $pid, $host, $user, $version, $configurationSha256 FROM sessions WHERE run = $run
     RETURNING session`,
    {
      run,
      purpose,
      started: now.toISOString(),
      pid: process.pid,
      host: hostname(),
      user: osUser(),
      version,
      configurationSha256,
    },
  )
  return begun?.session ?? 1
}

/** Records how the operator agreed, and under which limits, before the session touches users. Rejects with the errors of the database. */
export async function confirmSession(
  db: Database,
  run: number,
  session: number,
  confirmed: Confirmed,
  limits: Limits,
): Promise<void> {
  await db.run('UPDATE sessions SET confirmed = ?, limits = ? WHERE run = ? AND session = ?', [
    confirmed,
    JSON.stringify(limits),
    run,
    session,
  ])
}

/** Records how a session ended. Rejects with the errors of the database. */
export async function endSession(
  db: Database,
  run: number,
  session: number,
  { ended, exitCode, reason }: { ended: Date; exitCode: number; reason: string | null },
): Promise<void> {
  await db.run('UPDATE sessions SET ended = ?, exit_code = ?, reason = ? WHERE run = ? AND session = ?', [
    ended.toISOString(),
    exitCode,
    reason,
    run,
    session,
  ])
}

/** All sessions of a run, oldest first. */
export async function readSessions(db: Database, run: number): Promise<SessionRecord[]> {
  interface Columns extends Omit<SessionRecord, 'limits'> {
    limits: string | null
  }
  const sessions = await db.all<Columns>(
    `SELECT purpose, started, ended, os_user AS "osUser", host, pid, version,
            configuration_sha256 AS "configurationSha256", confirmed, limits, reason, exit_code AS "exitCode"
     FROM sessions WHERE run = ? ORDER BY session`,
    [run],
  )
  return sessions.map((session) => ({
    ...session,
    limits: session.limits === null ? null : fromJson(session.limits, isLimits, 'the limits of a session'),
  }))
}

/** The name of the operating system's user. In a container the user often has only a number. */
export function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
