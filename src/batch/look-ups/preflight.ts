import type { Interruption, PageAnswer } from '../../offboarding/answer.ts'
import { decide } from '../../offboarding/workflow/decide.ts'
import { isProtectedClaim, PROTECTED } from '../../offboarding/workflow/eligibility.ts'
import type { Policy } from '../../offboarding/policy.ts'
import { protectsNobody } from '../../offboarding/identity/protection.ts'
import { isListingCheaper, PAGE_SIZE, type PreflightMode } from '../../offboarding/run/preflight-mode.ts'
import type { Listing } from '../../offboarding/ports/look-ups.ts'
import { askPage } from './ask-page.ts'
import { whyNumberUnproved } from './employee-number.ts'
import { endRow } from './end-row.ts'
import { lookUp } from './look-up-row.ts'
import { eachOf, forEachThrottled } from '../pool.ts'
import type { PreflightDeps } from './preflight-deps.ts'

/**
 * Looks up everyone on the list before anyone is touched, in as few requests as possible. Rows that mean nobody, or somebody who
 * must not be touched, end here. Returns early if the run is told to stop; the look-ups so far are kept. If users are to be found
 * by an attribute and nobody has it, no row ends, and the result is `no_such_attribute`.
 */
export async function preflight(
  mode: Exclude<PreflightMode, 'off'>,
  policy: Policy,
  concurrency: number,
  deps: PreflightDeps,
): Promise<'looked_up' | 'no_such_attribute'> {
  const { lookUps, stop, needsCount, attribute } = deps
  await spareProtected(policy, deps)
  const unknown = await lookUps.countUnknown()
  // The first page also tells how many users the site has.
  if ((await lookUps.siteUsers()) === null && (needsCount || unknown > 0)) {
    // If even that page answers 404, every look-up would: the address is wrong.
    if ((await readPage(0, deps)).kind === 'not_found') return 'looked_up'
  }
  const users = await lookUps.siteUsers()
  if (users === null && needsCount) return 'looked_up'
  const byAttribute = attribute !== undefined
  if (unknown > 0) {
    const isCheaper = mode === 'auto' && isListingCheaper(unknown, users ?? Infinity)
    if ((mode === 'list' || byAttribute || isCheaper) && users !== null)
      await readPages(users, concurrency, deps)
    if (byAttribute) await readOn(users ?? 0, deps)
  }
  const listing = byAttribute ? await lookUps.listing() : null
  if (listing !== null && stop.signal.aborted) return 'looked_up'
  if (listing !== null && listing.seen > 0 && listing.withAttribute === 0) return 'no_such_attribute'
  if (unknown > 0) {
    await lookUps.matchPages()
    const rowLookedUp = counter('rows', await lookUps.countUnknown(), deps)
    await forEachThrottled(eachOf(lookUps.unknown()), concurrency, stop.signal, async (row) => {
      await stop.haltIfFails(lookUp(row, deps, listing))
      rowLookedUp()
    })
  }
  if (!stop.signal.aborted) await settle(policy, deps, listing)
  return 'looked_up'
}

/** Reads all pages of the site's users except the first, which has been read. */
async function readPages(users: number, concurrency: number, deps: PreflightDeps): Promise<void> {
  const { stop } = deps
  // An empty page is the last one, however many users the site claims to have.
  let isOver = false
  const pageRead = counter('pages', Math.ceil(users / PAGE_SIZE), deps)
  pageRead()
  await forEachThrottled(
    offsets(users, () => isOver),
    concurrency,
    stop.signal,
    async (offset) => {
      if (isOver) return
      if (await stop.haltIfFails(isEmptyPage(offset, deps))) isOver = true
      pageRead()
    },
  )
}

/**
 * Reads further pages after the last one that the site claims to have, for as long as all pages were full: only a list that was
 * read to its end proves who is not on it.
 */
async function readOn(users: number, deps: PreflightDeps): Promise<void> {
  const { lookUps, stop } = deps
  for (let offset = Math.max(PAGE_SIZE, Math.ceil(users / PAGE_SIZE) * PAGE_SIZE); ; offset += PAGE_SIZE) {
    const { seen } = await lookUps.listing()
    if (stop.signal.aborted || seen < offset) return
    if (await stop.haltIfFails(isEmptyPage(offset, deps))) return
  }
}

/** Returns a function that emits the progress after each page or row. */
function counter(what: 'pages' | 'rows', of: number, { run, emit }: PreflightDeps): () => void {
  let done = 0
  return () => {
    done += 1
    emit({ type: 'looking_up', run, what, done, of })
  }
}

/** Ends rows that name somebody on the protected list, without asking the platform. */
async function spareProtected(policy: Policy, deps: PreflightDeps): Promise<void> {
  if (protectsNobody(policy.protect)) return
  const ends: Promise<void>[] = []
  for await (const { row, claim } of eachOf(deps.lookUps.unknown())) {
    if (deps.stop.signal.aborted) break
    if (isProtectedClaim(claim, policy)) await collectEnd(ends, endRow(row, claim.id, PROTECTED, 0, deps))
  }
  await Promise.all(ends)
}

/** Collects row ends so that many share one commit, but only 500 are in memory. */
async function collectEnd(ends: Promise<void>[], end: Promise<void>): Promise<void> {
  // It is awaited later; this keeps a rejection before that from counting as unhandled.
  end.catch(() => undefined)
  if (ends.push(end) >= 500) await Promise.all(ends.splice(0))
}

function* offsets(users: number, isOver: () => boolean): Generator<number> {
  for (let offset = PAGE_SIZE; offset < users && !isOver(); offset += PAGE_SIZE) yield offset
}

/** Reads a page. Resolves with whether it is empty. A page that cannot be read does no harm: its users are looked up one by one. */
async function isEmptyPage(offset: number, deps: PreflightDeps): Promise<boolean> {
  if (await deps.lookUps.hasPage(offset)) return false
  const answer = await readPage(offset, deps)
  return answer.kind === 'page' && answer.entries === 0
}

async function readPage(offset: number, deps: PreflightDeps): Promise<PageAnswer | Interruption> {
  const answer = await askPage(offset, deps, (answer) => deps.lookUps.keepPage(offset, answer))
  if (answer.kind === 'page') for (const values of answer.attributes ?? []) deps.attributeValues?.add(values)
  return answer
}

/** Ends every row whose user must not be touched, or is named by an earlier row as well. */
async function settle(policy: Policy, deps: PreflightDeps, listing: Listing | null): Promise<void> {
  // This comes first: a row that ends for another reason here could be allowed in a retry without the row that spares its user.
  await deps.lookUps.endNotDue()
  const ends: Promise<void>[] = []
  for await (const { row, claim, user, planned, attempts } of eachOf(deps.lookUps.known())) {
    const end =
      (await whyNumberUnproved(claim, user, listing, deps.lookUps)) ?? decide(user, claim, policy, planned)
    if (end === null) continue
    await collectEnd(ends, endRow(row, user.id, end, attempts, deps))
  }
  await Promise.all(ends)
  await deps.lookUps.endRehired()
  await deps.lookUps.endRepeated()
}
