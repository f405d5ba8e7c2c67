import { whatHappens } from '../offboarding/run/what-happens.ts'
import { refused, stopped, type Ending } from './ending.ts'
import { expectedMs, limitsOf, type Task } from './task.ts'

/** Asks the operator if there are users to touch. Returns how the session ends without an agreement, or null to continue. */
export async function whyNotConfirmed(task: Task): Promise<Ending | null> {
  const { session, record, confirmed, operator, stop } = task
  const { run } = session
  const users = await run.countToDo()
  if (users === 0) return null
  if (confirmed) {
    await session.confirm('yes', limitsOf(task))
    return null
  }
  const deactivated = await run.countDeactivated()
  const answer = await operator.confirm({
    site: record.site,
    users,
    what: whatHappens(record.options),
    // Of a purge, everybody is.
    deactivated: record.options.task === 'purge' ? 0 : deactivated,
    undated: await run.undated('to_do'),
    people: (row, count) => run.affected(row, count),
    outcomes: await run.outcomes(),
    expectedMs: expectedMs(task, users, deactivated),
  })
  switch (answer) {
    case 'confirmed':
      await session.confirm('typed', limitsOf(task))
      return null
    case 'stopped':
      return stop.reason === null ? refused(task, 'nobody answered.') : stopped(stop.reason)
    case 'declined':
      return refused(
        task,
        `the number of users (${users}) was not typed, so nobody ${(await run.hasTouched()) ? 'else ' : ''}was touched.`,
      )
  }
}
