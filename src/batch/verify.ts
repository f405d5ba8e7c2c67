import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { Retry } from '../offboarding/event.ts'
import type { DeletedRow } from '../offboarding/ports/verifications.ts'
import { shownAfterDeletion, type Shown } from '../offboarding/workflow/verify-deleted.ts'
import { eachOf, forEachThrottled } from './pool.ts'
import type { Task } from './task.ts'

export type VerifyTask = Pick<
  Task,
  'session' | 'record' | 'platform' | 'concurrency' | 'stop' | 'clock' | 'emit'
>

/**
 * Asks the platform once more for everyone whom the run deleted: one request each. Only a 404 of the API itself proves that a user
 * is gone. Returns early if it is told to stop; the answers so far are kept. Rejects only with the errors of the ledger.
 */
export async function verify(task: VerifyTask): Promise<void> {
  const { session, record, concurrency, stop, emit } = task
  const run = record.id
  const verifications = session.verifications()
  const of = await verifications.countToAsk()
  let done = 0
  await forEachThrottled(eachOf(verifications.toAsk()), concurrency, stop.signal, async (row) => {
    const { answer, shown } = await ask(row, task)
    await stop.haltIfFails(verifications.answered(row, answer, shown))
    done += 1
    emit({ type: 'looking_up', run, what: 'deleted users', done, of })
  })
  const verified = await session.run.verified()
  if (verified !== null) emit({ type: 'verified', run, ...verified })
}

async function ask(
  { row, userId, deleted }: DeletedRow,
  { record, platform, stop, clock, emit }: VerifyTask,
): Promise<{ answer: Answer | Interruption; shown: Shown }> {
  const onRetry = (retry: Retry): void => {
    emit({ type: 'retry', run: record.id, row, userId, retry })
  }
  const answer = await platform.perform({ do: 'read', userId }, onRetry)
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  if (answer.kind === 'key_rejected' || answer.kind === 'stopped')
    return { answer, shown: { kind: 'not_known' } }
  const on = clock.now().toISOString().slice(0, 10)
  return { answer, shown: shownAfterDeletion({ userId, deleted }, answer, on) }
}
