import { hostname, userInfo } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'
import { writeError } from './write-error.ts'

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

/** Throws LedgerWriteError. */
export function endPass(db: DatabaseSync, run: number, pass: number, now: Date): void {
  try {
    db.prepare('UPDATE passes SET ended = ? WHERE run = ? AND pass = ?').run(now.toISOString(), run, pass)
  } catch (error) {
    throw writeError(error)
  }
}

/** In a container the user often has a number and no name. */
function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
