import type { Interruption, PageAnswer } from '../../offboarding/answer.ts'
import { decide } from '../../offboarding/workflow/decide.ts'
import { isProtectedClaim, PROTECTED } from '../../offboarding/workflow/eligibility.ts'
import type { Policy } from '../../offboarding/policy.ts'
import { protectsNobody } from '../../offboarding/identity/protection.ts'
import { isListingCheaper, PAGE_SIZE, type PreflightMode } from '../../offboarding/run/preflight-mode.ts'
import { askPage } from './ask-page.ts'
import { endRow } from './end-row.ts'
import { lookUp } from './look-up-row.ts'
import { eachOf, forEachThrottled } from '../pool.ts'
import type { PreflightDeps } from './preflight-deps.ts'

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
  const unknown = await lookUps.countUnknown()
  // The first page also tells how many users the site has.
  if ((await lookUps.siteUsers()) === null && (needsCount || unknown > 0)) {
    // Where even that page is not found, nobody would be: the address is wrong.
    if ((await readPage(0, deps)).kind === 'not_found') return
  }
  const users = await lookUps.siteUsers()
  if (users === null && needsCount) return
  if (unknown > 0) {
    const isListed = mode === 'list' || (mode === 'auto' && isListingCheaper(unknown, users ?? Infinity))
    if (isListed && users !== null) await readPages(users, concurrency, deps)
    await lookUps.matchPages()
    const rowLookedUp = counter('rows', await lookUps.countUnknown(), deps)
    await forEachThrottled(eachOf(lookUps.unknown()), concurrency, stop.signal, async (row) => {
      await stop.haltIfFails(lookUp(row, deps))
      rowLookedUp()
    })
  }
  if (stop.signal.aborted) return
  await settle(policy, deps)
}

/** Reads all pages of the site's users but the first, which is there. */
async function readPages(users: number, concurrency: number, deps: PreflightDeps): Promise<void> {
  const { stop } = deps
  // However many users a site claims to have, beyond an empty page there is nobody.
  let isOver = false
  const pageRead = counter('pages', Math.ceil(users / PAGE_SIZE), deps)
  pageRead()
  await forEachThrottled(
    offsets(users, () => isOver),
    concurrency,
    stop.signal,
    async (offset) => {
      if (isOver) return
      if (await stop.haltIfFails(isBeyondTheLast(offset, deps))) isOver = true
      pageRead()
    },
  )
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
  for await (const { row, claim } of eachOf(deps.lookUps.unknown())) {
    if (deps.stop.signal.aborted) break
    if (isProtectedClaim(claim, policy)) await together(ends, endRow(row, claim.id, PROTECTED, 0, deps))
  }
  await Promise.all(ends)
}

/** One commit for many rows, and never more than a few in memory. */
async function together(ends: Promise<void>[], end: Promise<void>): Promise<void> {
  // Awaited later; until then it is nobody's unhandled rejection.
  end.catch(() => undefined)
  if (ends.push(end) >= 500) await Promise.all(ends.splice(0))
}

function* offsets(users: number, isOver: () => boolean): Generator<number> {
  for (let offset = PAGE_SIZE; offset < users && !isOver(); offset += PAGE_SIZE) yield offset
}

/** Reads a page, and tells whether it is empty. One that fails for good is no harm: whoever would be on it is asked for singly. */
async function isBeyondTheLast(offset: number, deps: PreflightDeps): Promise<boolean> {
  if (await deps.lookUps.hasPage(offset)) return false
  const answer = await readPage(offset, deps)
  return answer.kind === 'page' && answer.entries === 0
}

const readPage = (offset: number, deps: PreflightDeps): Promise<PageAnswer | Interruption> =>
  askPage(offset, deps, (answer) => deps.lookUps.keepPage(offset, answer))

/** Ends every row whose user is known and must not be touched, or is somebody's whom an earlier row means. */
async function settle(policy: Policy, deps: PreflightDeps): Promise<void> {
  // Before anything else is held against them: what is refused now may be allowed when it is tried again, alone.
  await deps.lookUps.endNotDue()
  const ends: Promise<void>[] = []
  for await (const { row, claim, user, planned, attempts } of eachOf(deps.lookUps.known())) {
    const end = decide(user, claim, policy, planned)
    if (end === null) continue
    await together(ends, endRow(row, user.id, end, attempts, deps))
  }
  await Promise.all(ends)
  await deps.lookUps.endRehired()
  await deps.lookUps.endRepeated()
}
