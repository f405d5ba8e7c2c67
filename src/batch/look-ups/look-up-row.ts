import type { Answer, Interruption } from '../../offboarding/answer.ts'
import { spellings } from '../../offboarding/identity/email.ts'
import type { Retry } from '../../offboarding/event.ts'
import type { RowEnd } from '../../offboarding/outcome.ts'
import type { Step } from '../../offboarding/step.ts'
import { endRow } from './end-row.ts'
import type { UnknownRow } from '../../offboarding/ports/look-ups.ts'
import type { PreflightDeps } from './preflight-deps.ts'

/** Asks the platform who a row means. A row that means nobody ends here. */
export async function lookUp({ row, claim }: UnknownRow, deps: PreflightDeps): Promise<void> {
  const { lookUps } = deps
  const { id, email } = claim
  if (id === null && email === null)
    return endRow(row, null, { outcome: 'invalid', detail: 'the row names nobody', status: null }, 0, deps)
  const unclear = id === null ? whyUnclear(await lookUps.accountsAlike(claim)) : null
  if (unclear !== null) return endRow(row, null, unclear, 0, deps)
  const asked =
    id === null
      ? await find(row, null, email ?? '', deps)
      : await ask(row, { do: 'read', userId: id }, id, deps)
  const { answer, attempts } = asked
  const end = asked.end ?? (await endOf(answer, () => lookUps.whenDeleted(claim)))
  if (end?.outcome === 'not_found' && id !== null && email !== null) {
    // Deleted by us, and rehired under another ID: not worth a request for each row, but seen on the pages.
    const [other] = end.detail === '' ? [] : await lookUps.accountsAlike(claim)
    if (other !== undefined) return endRow(row, id, wrongId(id, email, other), attempts, deps)
    if (end.detail === '') return lookUpAddress({ row, id, email }, attempts, deps)
  }
  if (end !== null) await endRow(row, id, end, attempts, deps)
}

/**
 * The row's ID is nobody's. If its address is somebody's, the ID is wrong, most likely one that a spreadsheet took the zeros from, and
 * the leaver still has an account: that is no `not_found`.
 */
async function lookUpAddress(
  { row, id, email }: { row: number; id: string; email: string },
  before: number,
  deps: PreflightDeps,
): Promise<void> {
  const { answer, attempts, end: unclear } = await find(row, id, email, deps)
  const end: RowEnd | null =
    unclear ??
    (answer.kind === 'user' && answer.user.id !== id
      ? wrongId(id, email, answer.user.id)
      : // An address that the platform does not take is nobody's either.
        answer.kind === 'rejected'
        ? { outcome: 'not_found', detail: '', status: 404 }
        : await endOf(answer, () => Promise.resolve('')))
  if (end !== null) await endRow(row, id, end, before + attempts, deps)
}

/** What asking for a row's user came to. */
interface Asked {
  answer: Answer | Interruption
  /** Requests sent. */
  attempts: number
  /** How the row ends, where more than the answer decides that. */
  end: RowEnd | null
}

async function ask(row: number, step: Step, userId: string | null, deps: PreflightDeps): Promise<Asked> {
  const { run, platform, journal, stop, emit } = deps
  const onRetry = (retry: Retry): void => {
    emit({ type: 'retry', run, row, userId, retry })
  }
  const answer = await platform.perform(step, onRetry)
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  await journal.answered(row, step, answer)
  return { answer, attempts: answer.delivery.attempts, end: null }
}

/** Asks for the user of an address, under each spelling that the platform may have kept: one for nearly every address. */
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

const wrongId = (id: string, email: string, other: string): RowEnd => ({
  outcome: 'mismatch',
  detail: `no user has the ID "${id}", and ${email} is the address of user "${other}"`,
  status: null,
})

/** Which of several accounts is meant, nobody can tell. */
function whyUnclear(alike: readonly string[]): RowEnd | null {
  if (alike.length < 2) return null
  const detail = `the accounts of users ${alike.join(', ')} have this address, each in another spelling: name the user ID`
  return { outcome: 'mismatch', detail, status: null }
}

/** How a look-up that showed nobody ends its row. */
async function endOf(
  answer: Answer | Interruption,
  whenDeleted: () => Promise<string>,
): Promise<RowEnd | null> {
  switch (answer.kind) {
    case 'user':
    case 'stopped':
    case 'key_rejected':
      return null
    case 'not_found':
      return { outcome: 'not_found', detail: await whenDeleted(), status: answer.status }
    case 'rejected':
      return {
        outcome: 'failed',
        detail: `look-up: ${answer.message}; nothing was changed`,
        status: answer.status,
      }
    case 'done':
    case 'unclear':
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
