import type { Answer, Interruption, PageAnswer } from '../offboarding/answer.ts'
import { decide } from '../offboarding/decide.ts'
import { isProtectedClaim, PROTECTED } from '../offboarding/eligibility.ts'
import type { Retry, RunEvent } from '../offboarding/event.ts'
import type { Person } from '../offboarding/leaver.ts'
import type { RowEnd } from '../offboarding/outcome.ts'
import type { Policy } from '../offboarding/policy.ts'
import { protectsNobody } from '../offboarding/protection.ts'
import { isListingCheaper, PAGE_SIZE, type PreflightMode } from '../offboarding/preflight-mode.ts'
import type { Step } from '../offboarding/step.ts'
import { askPage } from './ask-page.ts'
import type { Directory } from './directory.ts'
import type { Journal } from './journal.ts'
import type { LookUps, UnknownRow } from './look-ups.ts'
import type { Platform } from './platform.ts'
import { forEachThrottled } from './pool.ts'
import type { Stop } from './stop.ts'

export interface PreflightDeps {
  run: string
  platform: Platform & Directory
  journal: Journal
  lookUps: LookUps
  /** Whether the run is refused where the site's users cannot be counted, so that nothing more is worth asking. */
  needsCount: boolean
  stop: Stop
  emit: (event: RunEvent) => void
}

/**
 * Finds out who everyone on the list is, before anyone is touched, in as few requests as that takes. Rows that mean nobody, or
 * somebody who must not be touched, end here. Returns early if the run is told to stop; what was looked up is kept.
 */
export async function preflight(
  mode: Exclude<PreflightMode, 'off'>,
  policy: Policy,
  concurrency: number,
  deps: PreflightDeps,
): Promise<void> {
  const { lookUps, stop, needsCount } = deps
  await spareProtected(policy, deps)
  // The first page also tells how many users the site has.
  if (lookUps.siteUsers() === null && (needsCount || lookUps.countUnknown() > 0)) {
    // Where even that page is not found, nobody would be: the address is wrong.
    if ((await readPage(0, deps)).kind === 'not_found') return
  }
  const users = lookUps.siteUsers()
  if (users === null && needsCount) return
  if (lookUps.countUnknown() > 0) {
    const isListed =
      mode === 'list' || (mode === 'auto' && isListingCheaper(lookUps.countUnknown(), users ?? Infinity))
    if (isListed && users !== null) {
      // However many users a site claims to have, beyond an empty page there is nobody.
      let isOver = false
      const pageRead = counter('pages', Math.ceil(users / PAGE_SIZE), deps)
      pageRead()
      await forEachThrottled(
        offsets(users, () => isOver),
        concurrency,
        stop.signal,
        async (offset) => {
          if (await stop.haltIfFails(isBeyondTheLast(offset, deps))) isOver = true
          pageRead()
        },
      )
    }
    await lookUps.match()
    const rowLookedUp = counter('rows', lookUps.countUnknown(), deps)
    await forEachThrottled(lookUps.unknown(), concurrency, stop.signal, async (row) => {
      await stop.haltIfFails(lookUp(row, deps))
      rowLookedUp()
    })
  }
  if (stop.signal.aborted) return
  await settle(policy, deps)
}

/** Tells of each further page, or row, how many there were by then. */
function counter(what: 'pages' | 'rows', of: number, { run, emit }: PreflightDeps): () => void {
  let done = 0
  return () => {
    done += 1
    emit({ type: 'looking_up', run, what, done, of })
  }
}

/** Whom the row itself shows to be protected nobody needs to ask about. */
async function spareProtected(policy: Policy, deps: PreflightDeps): Promise<void> {
  if (protectsNobody(policy.protect)) return
  const ends: Promise<void>[] = []
  for (const { row, claim } of deps.lookUps.unknown()) {
    if (deps.stop.signal.aborted) break
    if (isProtectedClaim(claim, policy)) await together(ends, endRow(row, claim.id, PROTECTED, 0, deps))
  }
  await Promise.all(ends)
}

/** One commit for many rows, and never more than a few in memory. */
async function together(ends: Promise<void>[], end: Promise<void>): Promise<void> {
  if (ends.push(end) >= 500) await Promise.all(ends.splice(0))
}

function* offsets(users: number, isOver: () => boolean): Generator<number> {
  for (let offset = PAGE_SIZE; offset < users && !isOver(); offset += PAGE_SIZE) yield offset
}

/** Reads a page, and tells whether it is empty. One that fails for good is no harm: whoever would be on it is asked for singly. */
async function isBeyondTheLast(offset: number, deps: PreflightDeps): Promise<boolean> {
  if (deps.lookUps.hasPage(offset)) return false
  const answer = await readPage(offset, deps)
  return answer.kind === 'page' && answer.entries === 0
}

const readPage = (offset: number, deps: PreflightDeps): Promise<PageAnswer | Interruption> =>
  askPage(offset, deps, (answer) => deps.lookUps.page(offset, answer))

async function lookUp({ row, claim }: UnknownRow, deps: PreflightDeps): Promise<void> {
  const { run, platform, journal, lookUps, stop, emit } = deps
  const step = stepFor(claim)
  if (step === null)
    return endRow(row, null, { outcome: 'invalid', detail: 'the row names nobody', status: null }, 0, deps)
  const unclear = claim.id === null ? whyUnclear(lookUps.accountsAlike(claim)) : null
  if (unclear !== null) return endRow(row, null, unclear, 0, deps)
  const onRetry = (retry: Retry): void => {
    emit({ type: 'retry', run, row, userId: claim.id, retry })
  }
  const answer = await platform.perform(step, onRetry)
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  await journal.answered(row, step, answer)
  const end = endOf(answer, () => lookUps.whenDeleted(claim))
  if (end?.outcome === 'not_found' && claim.id !== null && claim.email !== null) {
    // Deleted by us, and rehired under another ID: not worth a request for each row, but seen on the pages.
    const [other] = end.detail === '' ? [] : lookUps.accountsAlike(claim)
    if (other !== undefined) {
      return endRow(row, claim.id, wrongId(claim.id, claim.email, other), answer.delivery.attempts, deps)
    }
    if (end.detail === '')
      return lookUpAddress({ row, id: claim.id, email: claim.email }, answer.delivery.attempts, deps)
  }
  if (end !== null) await endRow(row, claim.id, end, answer.delivery.attempts, deps)
}

/**
 * The row's ID is nobody's. If its address is somebody's, the ID is wrong, most likely one that a spreadsheet took the zeros from, and
 * the leaver still has an account: that is no `not_found`.
 */
async function lookUpAddress(
  { row, id, email }: { row: number; id: string; email: string },
  attempts: number,
  deps: PreflightDeps,
): Promise<void> {
  const { run, platform, journal, stop, emit } = deps
  const step = { do: 'find', email } as const
  const answer = await platform.perform(step, (retry) => {
    emit({ type: 'retry', run, row, userId: id, retry })
  })
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  await journal.answered(row, step, answer)
  const end: RowEnd | null =
    answer.kind === 'user' && answer.user.id !== id
      ? wrongId(id, email, answer.user.id)
      : // An address that the platform does not take is nobody's either.
        answer.kind === 'rejected'
        ? { outcome: 'not_found', detail: '', status: 404 }
        : endOf(answer, () => '')
  if (end !== null) await endRow(row, id, end, attempts + answer.delivery.attempts, deps)
}

const wrongId = (id: string, email: string, other: string): RowEnd => ({
  outcome: 'mismatch',
  detail: `no user has the ID "${id}", and ${email} is the address of user "${other}"`,
  status: null,
})

/** The one account that is spelled as on the row would be known by now, and which of the others is meant, nobody can tell. */
function whyUnclear(alike: readonly string[]): RowEnd | null {
  if (alike.length < 2) return null
  const detail = `the accounts of users ${alike.join(', ')} have this address, each in another spelling: name the user ID`
  return { outcome: 'mismatch', detail, status: null }
}

function stepFor({ id, email }: Person): Step | null {
  if (id !== null) return { do: 'read', userId: id }
  return email === null ? null : { do: 'find', email }
}

/** How a look-up that showed nobody ends its row. */
function endOf(answer: Answer | Interruption, whenDeleted: () => string): RowEnd | null {
  switch (answer.kind) {
    case 'user':
    case 'stopped':
    case 'key_rejected':
      return null
    case 'not_found':
      return { outcome: 'not_found', detail: whenDeleted(), status: answer.status }
    case 'rejected':
      return {
        outcome: 'failed',
        detail: `look-up: ${answer.message}; nothing was changed`,
        status: answer.status,
      }
    case 'done':
      return {
        outcome: 'failed',
        detail: 'look-up: the answer does not show the user',
        status: answer.status,
      }
    case 'failed':
      return {
        outcome: 'failed',
        detail: `look-up: ${answer.reason}; nothing was changed`,
        status: answer.status,
      }
  }
}

/** Ends every row whose user is known and must not be touched, or is somebody's whom an earlier row means. */
async function settle(policy: Policy, deps: PreflightDeps): Promise<void> {
  // Before anything else is held against them: what is refused now may be allowed when it is tried again, alone.
  await deps.lookUps.endNotDue()
  const ends: Promise<void>[] = []
  for (const { row, claim, user, planned, attempts } of deps.lookUps.known()) {
    const end = decide(user, claim, policy, planned)
    if (end === null) continue
    await together(ends, endRow(row, user.id, end, attempts, deps))
  }
  await Promise.all(ends)
  await deps.lookUps.endReturned()
  await deps.lookUps.endRepeated()
}

async function endRow(
  row: number,
  userId: string | null,
  end: RowEnd,
  attempts: number,
  { run, journal, emit }: PreflightDeps,
): Promise<void> {
  await journal.ended(row, end)
  const { outcome, status } = end
  emit({ type: 'row_ended', run, row, userId, outcome, status, attempts, ms: 0 })
}
