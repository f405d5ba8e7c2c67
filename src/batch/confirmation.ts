import { lasting } from '../offboarding/run/layout.ts'
import type { Confirmed } from '../offboarding/run/run.ts'
import { whatHappens } from '../offboarding/run/what-happens.ts'
import { refused, stopped, type Ending } from './ending.ts'
import { expectedMs, limitsOf, type Task } from './task.ts'

/** How many users the question names. */
const NAMES = 5

/** Asks the operator if there are users to touch. Returns how the session ends without an agreement, or null to continue. */
export async function whyNotConfirmed(task: Task): Promise<Ending | null> {
  const { session, record, confirmed, operator, stop } = task
  const { run } = session
  const users = await run.countToDo()
  if (users === 0) return null
  if (confirmed) {
    await agreed(task, 'yes')
    return null
  }
  const isUndo = record.options.task === 'undo'
  // All users of an undo are deactivated.
  const deactivated = isUndo ? 0 : await run.countDeactivated()
  const answer = await operator.confirm({
    site: record.site,
    users,
    what: whatHappens(record.options),
    // Of a purge, everybody is.
    deactivated: record.options.task === 'purge' ? 0 : deactivated,
    undated: await run.undated('to_do'),
    remembered: record.options.reading.remembered ?? null,
    names: await run.firstNames(NAMES),
    outcomes: await run.outcomes(),
    expectedMs: expectedMs(task, users, deactivated),
  })
  switch (answer) {
    case 'confirmed':
      await agreed(task, 'typed')
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

/** Records the agreement. From then on the next list of the layout is read as this one. */
async function agreed(task: Task, how: Confirmed): Promise<void> {
  const { session, layouts, record } = task
  const { id, site, list, options } = record
  const { told, remembered } = options.reading
  const writes = [session.confirm(how, limitsOf(task))]
  if (list.layout !== undefined) {
    const settings = lasting({ ...remembered?.settings, ...told })
    writes.push(layouts.remember(site, { layout: list.layout, run: id, settings }))
  }
  await Promise.all(writes)
}
