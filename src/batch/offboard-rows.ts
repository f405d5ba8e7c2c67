import type { Answer, Delivery, Interruption } from '../offboarding/answer.ts'
import type { Retry, RunEvent } from '../offboarding/event.ts'
import type { Leaver } from '../offboarding/leaver.ts'
import { sectionOf, type Outcome, type RowEnd } from '../offboarding/outcome.ts'
import type { Policy } from '../offboarding/policy.ts'
import { changesSomething, type ArchiveStep, type UserStep } from '../offboarding/step.ts'
import type { Workflow } from '../offboarding/workflow/conversation.ts'
import { offboard } from '../offboarding/workflow/offboard.ts'
import { hasNoSeat, undo } from '../offboarding/workflow/undo.ts'
import { Brake } from './brake.ts'
import type { Archive } from '../offboarding/ports/archive.ts'
import type { Journal } from '../offboarding/ports/journal.ts'
import type { Platform } from '../offboarding/ports/platform.ts'
import { forEachThrottled } from './pool.ts'
import { Seats } from './seats.ts'
import type { Stop } from './stop.ts'

export interface OffboardRowsDeps {
  run: string
  platform: Platform
  /** Null where nothing is saved before a deletion. */
  archive: Archive | null
  journal: Journal
  stop: Stop
  /** Whether the look-ups may still be relied on. Called before each row; once it returns false, no further row begins. */
  mayBegin: () => boolean
  emit: (event: RunEvent) => void
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  /** The time by the platform's clock, or by this machine's where the platform states none. */
  time: () => Date
}

/**
 * Takes every leaver through the workflow, at most `concurrency` at a time, and records every step in the journal before and
 * after. Resolves when all rows have ended. After `deps.stop`, or once `deps.mayBegin` returns false, it begins no further row
 * and resolves when those in flight have ended. A row that was not begun, or that the stop interrupted, has no recorded end: the
 * next session of the run continues it. Rejects only with the errors of the journal.
 */
export async function offboardRows(
  leavers: AsyncIterable<Leaver> | Iterable<Leaver>,
  policy: Policy,
  concurrency: number,
  deps: OffboardRowsDeps,
): Promise<void> {
  const { stop, mayBegin } = deps
  const ends = new Set<Promise<void>>()
  const noticed = { brake: new Brake(), seats: new Seats() }
  const work = forEachThrottled(leavers, concurrency, stop.signal, async (leaver) => {
    if (!mayBegin()) return
    const { ended } = await stop.haltIfFails(offboardRow(leaver, policy, noticed, deps))
    // The next row need not wait for this write: the writes keep their order, so its own intent becomes durable after this row's end.
    const written = stop.haltIfFails(ended).then(() => void ends.delete(written))
    ends.add(written)
    written.catch(() => undefined)
  })
  // Also after an error: the ledger must not be closed while the end of a row is being written.
  await work.finally(() => Promise.allSettled(ends))
  await Promise.all(ends)
}

/** What is noticed across the rows of a session. */
interface Noticed {
  brake: Brake
  seats: Seats
}

/** Resolves when the row has ended; `ended` resolves when that is durable. */
async function offboardRow(
  leaver: Leaver,
  policy: Policy,
  { brake, seats }: Noticed,
  deps: OffboardRowsDeps,
): Promise<{ ended: Promise<void> }> {
  const { run, journal, emit, now, stop } = deps
  const { row, userId } = leaver
  const begun = now()
  let { attempts } = leaver

  const workflow = policy.task === 'undo' ? undoIfSeat(leaver, seats) : offboard(leaver, policy)
  let turn = workflow.next()
  let noted: Promise<void> = Promise.resolve()
  let hasChanged = false
  while (!turn.done) {
    const step = turn.value
    // The journal keeps the order of its writes, so a durable intent means that the answer before it is durable, too.
    await (changesSomething(step) ? journal.intend(row, step) : noted)
    hasChanged ||= changesSomething(step)
    const answer = await perform(step, row, deps, (retry) => {
      emit({ type: 'retry', run, row, userId, retry })
    })
    attempts += answer.delivery.attempts
    noted = journal.answered(row, step, answer)
    if (isInterruption(answer)) {
      if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
      return { ended: noted }
    }
    // It is awaited with the row's next write, so that both share one commit.
    noted.catch(() => undefined)
    turn = workflow.next(answer)
  }

  const end = withWait(turn.value, policy, deps)
  const { outcome, reasons, status } = end
  seats.note(end)
  // A `not_found` is no surprise if the user was never looked up.
  const isTelling = hasChanged && !(outcome === 'not_found' && leaver.known === null) && !hasNoSeat(end)
  const sameEnd = isTelling ? brake.note(outcome, isExpected(outcome)) : null
  if (sameEnd !== null) stop.because({ kind: 'same_end', ...sameEnd })
  const ms = Math.round(now() - begun)
  const ended = journal.ended(row, end, 'work').then(() => {
    const reason = reasons[0]?.code ?? null
    emit({ type: 'row_ended', run, row, userId, outcome, reason, status, attempts, ms })
  })
  return { ended }
}

/** The workflow of an undo. Asks for nobody once the site has no seat left. */
function* undoIfSeat(leaver: Leaver, seats: Seats): Workflow {
  return seats.whyNone(leaver) ?? (yield* undo(leaver))
}

/** Adds to the end of a user who waits when their grace period is over. */
function withWait(end: RowEnd, { grace = 0 }: Policy, { time }: Pick<OffboardRowsDeps, 'time'>): RowEnd {
  if (end.outcome !== 'waiting') return end
  return { ...end, deleteAfter: new Date(time().getTime() + grace).toISOString() }
}

/** Sends a step, or saves the records of the user. */
async function perform(
  step: UserStep | ArchiveStep,
  row: number,
  { platform, archive, stop }: OffboardRowsDeps,
  onRetry: (retry: Retry) => void,
): Promise<Answer | Interruption> {
  if (step.do !== 'archive') return platform.perform(step, onRetry)
  if (archive === null) throw new Error('this run has no archive to save records in')
  const answer = await archive.save({ ...step, row }, onRetry)
  if (answer.kind !== 'not_written') return answer
  // It would be the same for each user, so the row is left to a later session.
  stop.because({ kind: 'archive_not_written', message: answer.message })
  return { kind: 'stopped', delivery: answer.delivery }
}

const isExpected = (outcome: Outcome): boolean => sectionOf(outcome) === 'touched'

function isInterruption(answer: Answer | Interruption): answer is Interruption & { delivery: Delivery } {
  return answer.kind === 'key_rejected' || answer.kind === 'stopped'
}
