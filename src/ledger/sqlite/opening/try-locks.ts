import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isLedgerError } from '../errors.ts'
import { lockForThisProcess } from './process-lock.ts'

/** How long another process may take to try for the lock, in milliseconds. */
const WITHIN_MS = 20_000

/** What became of a lock that two processes wanted. */
export type LockTrial =
  | { kind: 'refused' }
  /** Both processes got it. */
  | { kind: 'not_refused' }
  /** Not even one process can lock a file, or make one: what the system said. */
  | { kind: 'impossible'; reason: string }
  /** No other process could be made to try. */
  | { kind: 'untried'; reason: string }

/** What another process met that tried for a lock: it got it, or SQLite's message, or it could not be started. */
export type Attempt = { got: boolean } | { failed: string }

/**
 * Tries in a folder that exists whether the ledger's lock keeps a second process out. Both have to be processes of their own: within one
 * process SQLite keeps count by itself, and asks the volume nothing. What is made for it is removed.
 */
export function tryLocks(folder: string, elsewhere: (file: string) => Attempt = inAnotherProcess): LockTrial {
  let place: string | undefined
  let lock: { release: () => void } | undefined
  try {
    place = mkdtempSync(join(resolve(folder), '.check-'))
    const path = join(place, 'ledger')
    lock = lockForThisProcess(path)
    const attempt = elsewhere(`${path}.lock`)
    if ('failed' in attempt) return { kind: 'untried', reason: attempt.failed }
    return { kind: attempt.got ? 'not_refused' : 'refused' }
  } catch (error) {
    if (!(error instanceof Error) || !isLedgerError(error)) throw error
    return { kind: 'impossible', reason: error.message }
  } finally {
    lock?.release()
    if (place !== undefined) rmSync(place, { recursive: true, force: true })
  }
}

/** Takes the same lock as `lockForThisProcess`, and says what came of it. SQLITE_BUSY is 5. */
const ATTEMPT = `
  const { DatabaseSync } = require('node:sqlite')
  let answer = 'got'
  try {
    new DatabaseSync(FILE, { timeout: 0 }).exec('PRAGMA journal_mode = OFF; BEGIN IMMEDIATE')
  } catch (error) {
    answer = error.errcode === 5 ? 'refused' : String(error.message)
  }
  console.log(answer)
`

function inAnotherProcess(file: string): Attempt {
  const { stdout, error } = spawnSync(
    process.execPath,
    ['-e', ATTEMPT.replace('FILE', () => JSON.stringify(file))],
    {
      encoding: 'utf8',
      // Nobody needs the key here, and NODE_OPTIONS could load anything.
      env: {},
      timeout: WITHIN_MS,
    },
  )
  const answer = error === undefined ? stdout.trim() : error.message
  if (answer === 'got' || answer === 'refused') return { got: answer === 'got' }
  return { failed: answer === '' ? 'it said nothing' : answer }
}
