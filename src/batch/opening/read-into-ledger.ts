import type { ListRow } from '../../offboarding/leaver.ts'
import { rowEnd } from '../../offboarding/outcome.ts'
import { LANGUAGES, type Language } from '../../offboarding/text/language.ts'
import type { LeaverList } from '../../offboarding/ports/leaver-list.ts'
import type { EndOfLeaver, RunDraft, RunIdentity, RunStore } from '../../offboarding/ports/run-store.ts'
import type { RememberedLayout } from '../../offboarding/run/layout.ts'
import { policyOf, type RunOptions } from '../../offboarding/run/run.ts'
import { makeRunId } from '../../offboarding/run/run-id.ts'
import { actionOf } from '../../offboarding/run/what-happens.ts'
import { isProtectedClaim, PROTECTED } from '../../offboarding/workflow/eligibility.ts'
import type { Clock } from '../../offboarding/ports/clock.ts'
import type { NotOpened, Opened } from './opened.ts'
import { whyTooOld } from './run-age.ts'
import { identityOfSameCommand } from './same-command.ts'
import { whySavesMore } from './saves-more.ts'

/** How a list is read, as far as it is part of a run's identity. Its columns are, too. */
export interface ListReading {
  header: boolean
  skipLines: number | undefined
  dateFormat: string | undefined
  timezone: string
  /** What a row without a leave date is where other rows have one. */
  emptyLeaveDate: 'hold' | 'due'
  /** The day to use as today; undefined for the real day in the time zone. */
  before: string | undefined
  /** Whether what is not given is read as an earlier run of the same layout read it. */
  recallsLayouts: boolean
}

/** An open leaver list. */
export interface OpenList extends LeaverList {
  /** Its name in reports: the file's name without its folder, or `-`. */
  name: string
  /** Its name in messages. */
  shown: string
  /** Closes the file, whether or not it was read to its end. */
  close: () => void
}

export interface ListRequest {
  /**
   * Opens the list and reads its header. `today`: the first day that is not over. `layouts`: how lists were read before. Reading rejects
   * once `signal` is aborted.
   */
  open: (today: string, layouts: readonly RememberedLayout[], signal: AbortSignal) => Promise<OpenList>
  reading: ListReading
  site: string
  options: Omit<RunOptions, 'reading'>
  /** Chooses the language of the run's page; takes that of the list's header, if it is clear. */
  languageFor: (ofList: string | null) => Language
  /** How long ago an unfinished run of the same list may have been worked on, in milliseconds. */
  resumeMaxAgeMs: number
  /** The version of this tool. */
  version: string
}

/**
 * Reads a whole list into the ledger: as a new run, or to resume the unfinished run of the same identity. A broken list, or an
 * abort of `signal`, rejects and leaves nothing in the ledger. Also rejects with the errors of the list and of the store.
 */
export async function readIntoLedger(
  store: RunStore,
  request: ListRequest,
  { now, dayIn, random }: Pick<Clock, 'now' | 'dayIn'> & { random: () => number },
  signal: AbortSignal,
): Promise<Opened | NotOpened> {
  const { open, reading, options, resumeMaxAgeMs, version } = request
  const begun = now()
  const today = reading.before ?? dayIn(reading.timezone, begun.getTime())
  const layouts = reading.recallsLayouts ? await store.layouts.ofSite(request.site) : []
  const list = await open(today, layouts, signal)
  let draft: RunDraft | undefined
  try {
    const ruledOut = whyAttributeRuledOut(list, options)
    if (ruledOut !== null) return ruledOut
    draft = await store.draft(options.kind === 'dry_run' ? endOfDryRun(options) : undefined)
    const rows = await addRows(draft, list, options.preflight === 'off', signal)
    if (rows === null) return { kind: 'no_user_ids', list: list.shown }
    await draft.settle(signal)
    const id = makeRunId(begun.toISOString(), random())
    const own = identityOf(request, list, rows, today)
    const identity = reading.recallsLayouts ? await identityOfSameCommand(store, own) : own
    const savesMore = await whySavesMore(store, identity)
    if (savesMore !== null) return savesMore
    const opened = await draft.commit(identity, id, version)
    if ('session' in opened) return { ...opened, resumed: false }
    const run = opened.unfinished
    const tooOld = await whyTooOld(run, begun, resumeMaxAgeMs)
    if (tooOld !== null) return tooOld
    const session = await store.resume(run.id, version)
    await store.protect(run.id, options.protect)
    return { session, resumed: true, joined: [] }
  } finally {
    await draft?.discard()
    list.close()
  }
}

/** A list whose layout was read by an attribute is not read without one, where users are looked up in a way that finds nobody by it. */
function whyAttributeRuledOut(
  { remembered, shown }: OpenList,
  { preflight }: ListRequest['options'],
): NotOpened | null {
  if (remembered?.settings.attribute === undefined) return null
  if (preflight !== 'off' && preflight !== 'lookup') return null
  return { kind: 'attribute_ruled_out', list: shown, remembered, preflight }
}

/**
 * Adds all rows and returns their number. If users are not looked up (`isByIdOnly`), nobody can be found by e-mail address: a
 * list without a column of user IDs is then not read (null), and a row without a user ID cannot be used.
 */
async function addRows(
  draft: RunDraft,
  list: LeaverList,
  isByIdOnly: boolean,
  signal: AbortSignal,
): Promise<number | null> {
  let rows = 0
  for await (const batch of list.batches) {
    // A workbook is read as a whole before its first row.
    signal.throwIfAborted()
    if (isByIdOnly && list.chosen.id === null) return null
    await draft.add(isByIdOnly ? batch.map(withId) : batch)
    rows += batch.length
  }
  return rows
}

const withId = (row: ListRow): ListRow =>
  row.claim.kind === 'leaver' && row.claim.id === null
    ? { ...row, claim: { kind: 'invalid', reason: { code: 'nobody_named', columns: 'user_id' } } }
    : row

function identityOf(
  { site, options, reading, languageFor }: ListRequest,
  list: OpenList,
  rows: number,
  today: string,
): RunIdentity {
  const { name, encoding, byteOrderMark, delimiter, sheet, columns, chosen, layout, told, remembered } = list
  const language = languageFor(list.language)
  const hasDates = chosen.leaveDate !== null
  const { attribute, 'date-format': dateFormat } = remembered?.settings ?? {}
  return {
    site,
    list: {
      name,
      ...list.end(),
      rows,
      encoding,
      byteOrderMark,
      delimiter,
      columns,
      ...(layout !== null && { layout }),
      today: hasDates ? today : null,
    },
    options: {
      ...options,
      ...(language !== LANGUAGES[0] && { language }),
      ...(attribute !== undefined && { attribute }),
      reading: {
        columns: chosen,
        header: reading.header,
        skippedLines: reading.skipLines ?? 0,
        ...(sheet !== null && { sheet }),
        dateFormat: (hasDates ? (reading.dateFormat ?? dateFormat) : undefined) ?? null,
        timezone: hasDates ? reading.timezone : null,
        before: (hasDates ? reading.before : undefined) ?? null,
        // Not where it is as ever: the unfinished run of an earlier version has to be found.
        ...(hasDates && reading.emptyLeaveDate === 'due' && { emptyLeaveDate: 'due' }),
        ...(Object.keys(told).length > 0 && { told }),
        ...(remembered !== null && { remembered }),
      },
    },
  }
}

/** A dry run sends no request, so each row is settled when it is read, by its own content. */
function endOfDryRun(options: ListRequest['options']): EndOfLeaver {
  const policy = policyOf(options)
  const untouched = rowEnd('not_attempted', { code: 'dry_run', action: actionOf(options) })
  return (claim) => (isProtectedClaim(claim, policy) ? PROTECTED : untouched)
}
