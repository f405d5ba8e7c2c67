import { setImmediate } from 'node:timers/promises'
import { dayIn } from '../../leavers/calendar.ts'
import type { WantedColumns } from '../../leavers/find-columns.ts'
import { ListError } from '../../leavers/list-error.ts'
import { readLeavers, type LeaverList } from '../../leavers/read-leavers.ts'
import type { DraftRun, EndOfLeaver } from '../../ledger/draft-run.ts'
import type { Joined } from '../../ledger/rules/join-unfinished.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { RunEntry } from '../../ledger/run-reader.ts'
import { isProtectedClaim, PROTECTED } from '../../offboarding/workflow/eligibility.ts'
import type { ListRow } from '../../offboarding/leaver.ts'
import type { RowEnd } from '../../offboarding/outcome.ts'
import { policyOf, type RunOptions } from '../../offboarding/run/run.ts'
import { whatHappens } from '../../offboarding/run/what-happens.ts'
import { makeRunId } from '../../offboarding/run/run-id.ts'
import type { Deps } from '../../cli/deps.ts'
import { openList } from '../../cli/inputs/open-list.ts'
import { whyTooOldToResume } from './resume-age.ts'

/** A run to be worked on. */
export interface Opened {
  entry: RunEntry
  resumed: boolean
  /** The unfinished runs of which it goes on with somebody, or that it is in place of. */
  joined: readonly Joined[]
}

/** How a list is to be read, as the flags say it. */
export interface ReadingRequest {
  columns: WantedColumns
  /** Not part of a run's identity: it changes nothing about whom a row means. */
  ignored: readonly string[]
  delimiter: string | undefined
  encoding: string | undefined
  skipLines: number
  header: boolean
  dateFormat: string | undefined
  timezone: string
  /** The day to take for today, or undefined for `now` in the time zone. */
  before: string | undefined
}

export interface ListRequest {
  /** The list's path, or `-`. */
  path: string
  reading: ReadingRequest
  site: string
  options: Omit<RunOptions, 'reading'>
  /** How long ago the unfinished run of the same list may have been worked on, in milliseconds. */
  resumeMaxAgeMs: number
  version: string
}

/**
 * Reads a whole list into the ledger, as a new run or to go on with the unfinished one of the same identity. Nothing is kept
 * of a list that turns out to be broken, or once `signal` is aborted, which throws. Throws UsageError, ListError or LedgerWriteError.
 */
export async function readIntoLedger(
  ledger: Ledger,
  { path, reading, site, options, resumeMaxAgeMs, version }: ListRequest,
  deps: Pick<Deps, 'stdin' | 'now' | 'random'>,
  signal: AbortSignal,
): Promise<Opened | { refused: string }> {
  const { bytes, name, shown, mayBePacked, close } = await openList(path, deps.stdin, signal)
  const now = deps.now()
  const today = reading.before ?? dayIn(reading.timezone, now)
  let draft: DraftRun | undefined
  try {
    draft = options.dryRun ? ledger.draft(dryRun(options)) : ledger.draft()
    const list = await readLeavers(bytes, { ...reading, name: shown, mayBePacked, today })
    let rows = 0
    for await (const batch of list.batches) {
      for (const row of batch) draft.add(options.preflight === 'off' ? withoutLookUps(row, list, shown) : row)
      rows += batch.length
    }
    const { encoding, byteOrderMark, delimiter, columns, chosen } = list
    const hasDates = chosen.leaveDate !== null
    const facts = {
      name,
      ...list.end(),
      rows,
      encoding,
      byteOrderMark,
      delimiter,
      columns,
      today: hasDates ? today : null,
    }
    const identity = {
      site,
      list: facts,
      options: {
        ...options,
        reading: {
          columns: chosen,
          header: reading.header,
          skippedLines: reading.skipLines,
          dateFormat: (hasDates ? reading.dateFormat : undefined) ?? null,
          timezone: hasDates ? reading.timezone : null,
          before: (hasDates ? reading.before : undefined) ?? null,
        },
      },
    }
    for (const turn of draft.settle()) await setImmediate(turn, { signal })
    const opened = draft.commit(identity, makeRunId(now.toISOString(), deps.random()), version)
    if (!opened.resumed) return opened
    const refused = whyTooOldToResume(opened.entry, now, resumeMaxAgeMs)
    if (refused !== null) return { refused }
    opened.entry.resume(version)
    opened.entry.protect(options.protect)
    return opened
  } finally {
    draft?.discard()
    close()
  }
}

/** A dry run asks nobody, so a row is settled as it is read, by what it says itself. */
function dryRun(options: ListRequest['options']): EndOfLeaver {
  const policy = policyOf(options)
  const untouched: RowEnd = {
    outcome: 'not_attempted',
    detail: `dry run: would be ${whatHappens(options)}`,
    status: null,
  }
  return (claim) => (isProtectedClaim(claim, policy) ? PROTECTED : untouched)
}

/**
 * Nobody can be found by an e-mail address alone if users are not looked up: with `--preflight off` a list of addresses is
 * refused, and on a list of IDs a row without one cannot be used.
 */
function withoutLookUps(row: ListRow, { chosen }: LeaverList, shown: string): ListRow {
  if (chosen.id === null) {
    throw new ListError(
      `${shown}: no column holds user IDs, and with --preflight off nobody is looked up by e-mail address. Leave --preflight out, or name the column with --id-column.`,
    )
  }
  if (row.claim.kind !== 'leaver' || row.claim.id !== null) return row
  return { ...row, claim: { kind: 'invalid', reason: 'the row has no user ID' } }
}
