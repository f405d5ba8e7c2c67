import { hostname, userInfo } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'
import type { Limits } from '../offboarding/run/guards.ts'
import type { Confirmed, SessionRecord } from '../offboarding/run/run.ts'
import { fromJson, isLimits } from './columns/from-json.ts'
import type { LedgerAccess } from './access.ts'

/**
 * Records that this process works on a run from now on. Returns the number of its session, from 1. `purpose`: where it does not work
 * on the rows. Throws SQLite's errors.
 */
export function beginSession(
  { db, configurationSha256 }: LedgerAccess,
  run: number,
  version: string,
  now: Date,
  purpose: SessionRecord['purpose'] = null,
): number {
  const { session } = db
    .prepare(
      `INSERT INTO sessions (run, session, purpose, started, pid, host, os_user, version, configuration_sha256)
       SELECT $run, COALESCE(MAX(session), 0) + 1, $purpose, $started, $pid, $host, $user, $version, $configurationSha256 FROM sessions WHERE run = $run
       RETURNING session`,
    )
    .get({
      run,
      purpose,
      started: now.toISOString(),
      pid: process.pid,
      host: hostname(),
      user: osUser(),
      version,
      configurationSha256,
    }) as { session: number }
  return session
}

/** Records how the operator agreed, and under which limits, before the session touches users. Throws SQLite's errors. */
export function confirmSession(
  db: DatabaseSync,
  run: number,
  session: number,
  confirmed: Confirmed,
  limits: Limits,
): void {
  db.prepare('UPDATE sessions SET confirmed = ?, limits = ? WHERE run = ? AND session = ?').run(
    confirmed,
    JSON.stringify(limits),
    run,
    session,
  )
}

/** Records how a session ended. Throws SQLite's errors. */
export function endSession(
  db: DatabaseSync,
  run: number,
  session: number,
  { ended, exitCode, reason }: { ended: Date; exitCode: number; reason: string | null },
): void {
  db.prepare('UPDATE sessions SET ended = ?, exit_code = ?, reason = ? WHERE run = ? AND session = ?').run(
    ended.toISOString(),
    exitCode,
    reason,
    run,
    session,
  )
}

/** All sessions of a run, oldest first. */
export function readSessions(db: DatabaseSync, run: number): SessionRecord[] {
  interface Columns extends Omit<SessionRecord, 'limits'> {
    limits: string | null
  }
  const sessions = db
    .prepare(
      `SELECT purpose, started, ended, os_user AS osUser, host, pid, version,
              configuration_sha256 AS configurationSha256, confirmed, limits, reason, exit_code AS exitCode
       FROM sessions WHERE run = ? ORDER BY session`,
    )
    .all(run) as unknown as Columns[]
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
