import type { Ending } from '../../batch/ending.ts'
import { askForAttributes } from '../../batch/look-ups/no-such-attribute.ts'
import type { Task } from '../../batch/task.ts'
import { isKnownAs } from '../../leavers/columns/known-headers.ts'

/**
 * Proposes to find users by an attribute, where a plan finds hardly anybody, and a column of its list is known to hold employee numbers. Asks
 * for the site's attributes only then, once.
 */
export async function proposeAttribute(ending: Ending, task: Task): Promise<void> {
  const { session, record, operator, stop } = task
  const { options, list } = record
  if (options.kind !== 'plan' || options.attribute !== undefined || ending.kind === 'stopped') return
  const column = options.reading.header ? list.columns.find(isOfNumbers) : undefined
  if (column === undefined) return
  const { not_found: notFound = 0 } = await session.run.outcomes()
  if (notFound * 2 <= list.rows) return
  const all = await askForAttributes(task)
  if (all === null || all.length === 0 || stop.reason !== null) return
  const named = all.filter(({ apiId, name }) => isOfNumbers(apiId) || isOfNumbers(name ?? ''))
  operator.tell({ kind: 'attribute_proposed', column, attributes: named.length > 0 ? named : all })
}

const isOfNumbers = (name: string): boolean => isKnownAs(name, 'employeeNumber')
