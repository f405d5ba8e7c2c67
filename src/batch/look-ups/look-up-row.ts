import type { Answer, Interruption } from '../../offboarding/answer.ts'
import { spellings } from '../../offboarding/identity/email.ts'
import type { Retry } from '../../offboarding/event.ts'
import { rowEnd, type RowEnd } from '../../offboarding/outcome.ts'
import type { Reason } from '../../offboarding/reason.ts'
import type { PlatformStep } from '../../offboarding/step.ts'
import { causeOf, stepFailed } from '../../offboarding/workflow/failed-step.ts'
import { endRow } from './end-row.ts'
import { endByNumber } from './employee-number.ts'
import type { Listing, UnknownRow } from '../../offboarding/ports/look-ups.ts'
import type { PreflightDeps } from './preflight-deps.ts'

/**
 * Asks the platform which user a row means. A row that means nobody ends here. `listing`: what the pages have shown, if users are
 * found by an attribute; otherwise null.
 */
export async function lookUp(
  { row, claim }: UnknownRow,
  deps: PreflightDeps,
  listing: Listing | null = null,
): Promise<void> {
  const { lookUps } = deps
  const { id, email } = claim
  const byNumber = (end: RowEnd): Promise<RowEnd> => endByNumber(end, claim, listing, lookUps)
  if (id === null && email === null) {
    const end =
      claim.attribute === undefined
        ? rowEnd('invalid', { code: 'nobody_named', columns: 'none' })
        : await byNumber(rowEnd('not_found', await lookUps.whenDeleted(claim)))
    return endRow(row, null, end, 0, deps)
  }
  const unclear = id === null ? whyUnclear(await lookUps.accountsWithAddress(claim)) : null
  if (unclear !== null) return endRow(row, null, unclear, 0, deps)
  const asked =
    id === null
      ? await find(row, null, email ?? '', deps)
      : await ask(row, { do: 'read', userId: id }, id, deps)
  const { answer, attempts } = asked
  const end = asked.end ?? (await endOf(answer, () => lookUps.whenDeleted(claim)))
  if (end?.outcome === 'not_found' && id !== null && email !== null) {
    // An earlier run deleted this user; they may have been rehired under another ID. That is not worth a request for each row,
    // but the stored pages may show it.
    const wasDeleted = end.reasons.length > 0
    const [other] = wasDeleted ? await lookUps.accountsWithAddress(claim) : []
    if (other !== undefined) return endRow(row, id, addressIsOf(id, email, other), attempts, deps)
    if (!wasDeleted) return lookUpAddress({ row, id, email, byNumber }, attempts, deps)
  }
  if (end !== null) await endRow(row, id, await byNumber(end), attempts, deps)
}

/**
 * Looks up the address of a row whose ID does not exist. If the address exists, the ID is wrong (most likely a spreadsheet
 * removed its leading zeros) and the leaver still has an account, so the row must not end as `not_found`.
 */
async function lookUpAddress(
  {
    row,
    id,
    email,
    byNumber,
  }: { row: number; id: string; email: string; byNumber: (end: RowEnd) => Promise<RowEnd> },
  before: number,
  deps: PreflightDeps,
): Promise<void> {
  const { answer, attempts, end: unclear } = await find(row, id, email, deps)
  const end: RowEnd | null =
    unclear ??
    (answer.kind === 'user' && answer.user.id !== id
      ? addressIsOf(id, email, answer.user.id)
      : // An address that the platform rejects belongs to nobody either.
        answer.kind === 'rejected'
        ? rowEnd('not_found', null, 404)
        : await endOf(answer, () => Promise.resolve(null)))
  if (end !== null) await endRow(row, id, await byNumber(end), before + attempts, deps)
}

/** The result of looking up a row's user. */
interface Asked {
  answer: Answer | Interruption
  /** Requests sent. */
  attempts: number
  /** How the row ends, if that does not follow from the answer alone. */
  end: RowEnd | null
}

async function ask(
  row: number,
  step: PlatformStep,
  userId: string | null,
  deps: PreflightDeps,
): Promise<Asked> {
  const { run, platform, journal, stop, emit } = deps
  const onRetry = (retry: Retry): void => {
    emit({ type: 'retry', run, row, userId, retry })
  }
  const answer = await platform.perform(step, onRetry)
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  await journal.answered(row, step, answer)
  return { answer, attempts: answer.delivery.attempts, end: null }
}

/** Looks up an address in each spelling that the platform may have stored. Nearly every address has only one. */
async function find(row: number, userId: string | null, email: string, deps: PreflightDeps): Promise<Asked> {
  let found: Asked | null = null
  let attempts = 0
  for (const spelling of spellings(email)) {
    const asked = await ask(row, { do: 'find', email: spelling }, userId, deps)
    attempts += asked.attempts
    const { answer } = asked
    const isNobody = answer.kind === 'not_found' || answer.kind === 'rejected'
    if (answer.kind !== 'user' && !isNobody) return { ...asked, attempts }
    if (found?.answer.kind === 'user') {
      if (answer.kind === 'user' && answer.user.id !== found.answer.user.id)
        return { ...found, attempts, end: whyUnclear([found.answer.user.id, answer.user.id]) }
    } else if (found === null || answer.kind === 'user') found = asked
  }
  if (found === null) throw new Error('an address has at least one spelling')
  return { ...found, attempts }
}

const addressIsOf = (id: string, email: string, other: string): RowEnd =>
  rowEnd('mismatch', { code: 'address_is_of', id, email, other })

/** The end of a row for whose address there are several accounts; null if there are fewer than two. */
function whyUnclear(alike: readonly string[]): RowEnd | null {
  return alike.length < 2 ? null : rowEnd('mismatch', { code: 'several_accounts', users: alike })
}

/** How a row ends after a look-up that found nobody; null if it found somebody or was interrupted. */
async function endOf(
  answer: Answer | Interruption,
  whenDeleted: () => Promise<Reason | null>,
): Promise<RowEnd | null> {
  switch (answer.kind) {
    case 'user':
    case 'stopped':
    case 'key_rejected':
      return null
    case 'not_found':
      return rowEnd('not_found', await whenDeleted(), answer.status)
    case 'rejected':
    case 'done':
    case 'unclear':
    case 'failed':
      return stepFailed('look-up', causeOf(answer), answer, 'unchanged')
  }
}
