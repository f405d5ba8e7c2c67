import { hostname, userInfo } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'
import type { Limits } from '../offboarding/run/guards.ts'
import type { Confirmed, PassRecord } from '../offboarding/run/run.ts'
import { fromJson, isLimits } from './columns/from-json.ts'

/** Notes that this process works on a run from now on, and returns the number of its pass, from 1. Throws what SQLite does. */
export function beginPass(db: DatabaseSync, run: number, version: string, now: Date): number {
  const { pass } = db
    .prepare(
      `INSERT INTO passes (run, pass, started, pid, host, os_user, version)
       SELECT $run, COALESCE(MAX(pass), 0) + 1, $started, $pid, $host, $user, $version FROM passes WHERE run = $run
       RETURNING pass`,
    )
    .get({
      run,
      started: now.toISOString(),
      pid: process.pid,
      host: hostname(),
      user: osUser(),
      version,
    }) as {
    pass: number
  }
  return pass
}

/** Notes on whose word, and under which limits, a pass touches people. Throws what SQLite does. */
export function confirmPass(
  db: DatabaseSync,
  run: number,
  pass: number,
  confirmed: Confirmed,
  limits: Limits,
): void {
  db.prepare('UPDATE passes SET confirmed = ?, limits = ? WHERE run = ? AND pass = ?').run(
    confirmed,
    JSON.stringify(limits),
    run,
    pass,
  )
}

/** Throws what SQLite does. */
export function endPass(
  db: DatabaseSync,
  run: number,
  pass: number,
  { ended, exitCode, reason }: { ended: Date; exitCode: number; reason: string | null },
): void {
  db.prepare('UPDATE passes SET ended = ?, exit_code = ?, reason = ? WHERE run = ? AND pass = ?').run(
    ended.toISOString(),
    exitCode,
    reason,
    run,
    pass,
  )
}

/** All passes of a run, in order. */
export function readPasses(db: DatabaseSync, run: number): PassRecord[] {
  interface Columns extends Omit<PassRecord, 'limits'> {
    limits: string | null
  }
  const passes = db
    .prepare(
      `SELECT started, ended, os_user AS osUser, host, pid, version, confirmed, limits, reason, exit_code AS exitCode
       FROM passes WHERE run = ? ORDER BY pass`,
    )
    .all(run) as unknown as Columns[]
  return passes.map((pass) => ({
    ...pass,
    limits: pass.limits === null ? null : fromJson(pass.limits, isLimits, 'the limits of a pass'),
  }))
}

/** In a container the user often has a number and no name. */
function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
