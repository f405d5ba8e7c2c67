import { accessSync, constants, existsSync, statfsSync, statSync, type StatsFs } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { whoElseWrites } from '../../files/own-folder.ts'
import { examineLedger, type LedgerState } from '../../ledger/sqlite/opening/examine-ledger.ts'
import { tryLocks, type LockTrial } from '../../ledger/sqlite/opening/try-locks.ts'
import { LEDGER_FILE } from '../../ledger/ledger.ts'
import { shownPath } from '../../offboarding/text/shown.ts'
import { EXIT } from '../exit-code.ts'
import { messageOf } from '../failure.ts'
import { failed, ok, skipped, warning, type Facts, type Finding } from './finding.ts'
import { bytesInWords, roomOn, sharedFileSystem } from './volume.ts'

const ANOTHER = 'or give another folder with --out'

/** The folder that there is: `out` itself, or else the nearest one above it, in which it would be made. */
function nearestFolder(out: string): string {
  let path = resolve(out)
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path)
  return path
}

/** Whether ledger and reports can be written in `out`, and by nobody else. */
export function folder(out: string): Finding {
  const path = resolve(out)
  const existing = nearestFolder(out)
  const facts = { path, exists: existing === path }
  if (!statSync(existing).isDirectory()) {
    return failed('folder', `${shownPath(existing)} is no folder`, `Take it away, ${ANOTHER}.`, { facts })
  }
  try {
    accessSync(existing, constants.W_OK | constants.X_OK)
  } catch (error) {
    const what = `${shownPath(existing)} cannot be written by this user (${messageOf(error)})`
    return failed('folder', what, `Make its volume writable, or correct the rights to it, ${ANOTHER}.`, {
      facts,
    })
  }
  if (existing !== path) {
    return ok(
      'folder',
      `${shownPath(path)} is not there yet; the first run makes it in ${shownPath(existing)}`,
      facts,
    )
  }
  const others = whoElseWrites(path)
  if (others === null) return ok('folder', shownPath(path), facts)
  const remedy = `Make it yours alone (chmod 700), ${ANOTHER}.`
  const found = `${others.who} can write in ${shownPath(path)}`
  return others.isUnsafe
    ? failed('folder', `${found}, and take files away`, remedy, { facts })
    : warning('folder', found, remedy, facts)
}

/** Whether the lock of a ledger in `out` would keep a second process out, tried with a file that is removed again. */
export function fileLocks(out: string): Finding {
  const existing = nearestFolder(out)
  const volume = volumeOf(existing)
  return lockFinding(tryLocks(existing), volume && sharedFileSystem(volume.type, process.platform))
}

/** `shared`: the kind of file system, if other machines may write on it, too. */
export function lockFinding(trial: LockTrial, shared: string | null): Finding {
  const facts: Facts = { trial: trial.kind, sharedFileSystem: shared }
  const on = shared === null ? '' : ` on this volume (${shared})`
  const remedy =
    shared === null
      ? 'Give a folder on a local disk with --out.'
      : `Mount ${shared} with file locks, or give a folder on a local disk with --out.`
  switch (trial.kind) {
    case 'refused':
      if (shared === null) return ok('file_locks', 'a second process is refused', facts)
      return warning(
        'file_locks',
        `a second process on this machine is refused; whether one on another machine is depends on ${shared}`,
        'Let only one machine use this folder.',
        facts,
      )
    case 'not_refused':
      return failed(
        'file_locks',
        `a second process is not refused${on}, so two runs could work at the same time`,
        remedy,
        { facts },
      )
    case 'impossible':
      return failed('file_locks', `no file can be made and locked${on} (${trial.reason})`, remedy, { facts })
    case 'untried':
      return warning(
        'file_locks',
        `could not be tried: no second process could be started (${trial.reason})`,
        null,
        facts,
      )
  }
}

/** What the system says of a volume, or null where it cannot tell. */
export function volumeOf(path: string): StatsFs | null {
  try {
    return statfsSync(path)
  } catch {
    return null
  }
}

const UNTOLD = { bytes: null, room: 'untold' }

/** Whether a ledger and reports have room in `out`. */
export function diskSpace(out: string): Finding {
  const volume = volumeOf(nearestFolder(out))
  const { bytes, room } = volume === null ? UNTOLD : roomOn(volume)
  if (bytes === null) return skipped('disk_space', 'the volume does not tell', { bytes })
  const found = `${bytesInWords(bytes)} free`
  if (room === 'none')
    return failed('disk_space', `${found}, or no more files`, `Make room on the volume, ${ANOTHER}.`, {
      facts: { bytes },
    })
  if (room === 'plenty') return ok('disk_space', found, { bytes })
  return warning(
    'disk_space',
    `${found}; a list of a million rows takes about 1 GiB`,
    'Make room before a long list.',
    { bytes },
  )
}

/** Whether the ledger in `out` is whole, and free to be used. */
export const ledger = (out: string): Finding => ledgerFinding(examineLedger(out, LEDGER_FILE))

/** The unfinished runs that are named. */
const MAX_NAMED = 3

/** How many runs a ledger has, and which of them are unfinished. */
export function runsInWords(runs: number, unfinished: readonly string[]): string {
  const more = unfinished.length - MAX_NAMED
  const named = `${unfinished.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `${runs} run${runs === 1 ? '' : 's'}, ${unfinished.length === 0 ? 'none unfinished' : `${unfinished.length} unfinished (${named})`}`
}

export function ledgerFinding(state: LedgerState): Finding {
  switch (state.kind) {
    case 'none':
      return ok('ledger', 'there is none yet; the first run makes it', { exists: false })
    case 'in_use':
      return failed('ledger', `in use by ${state.by}`, 'Wait until that has ended.', {
        exitCode: EXIT.unavailable,
        facts: { exists: true, inUse: true },
      })
    case 'unusable':
      return failed('ledger', state.why, null, { facts: { exists: true, inUse: false } })
    case 'sound': {
      const { version, newest, runs, unfinished, wasClosed } = state
      const found = [
        `whole; ${runsInWords(runs, unfinished)}`,
        ...(version < newest
          ? [`of an earlier version (${version}); the next run brings it to ${newest}`]
          : []),
        ...(wasClosed ? [] : ['its last process was killed; the next one recovers what it left']),
      ]
      return ok('ledger', found.join('; '), {
        exists: true,
        inUse: false,
        version,
        runs,
        unfinished,
        wasClosed,
      })
    }
  }
}
