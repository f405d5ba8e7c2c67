import type { Ending } from '../../batch/ending.ts'
import { askForAttributes } from '../../batch/look-ups/no-such-attribute.ts'
import type { Task } from '../../batch/task.ts'
import { isColumnName, isKnownAs } from '../../leavers/columns/known-headers.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'

/** Whether a run may end with a proposal to find users by an attribute: it is a plan that does not. */
export const proposesAttribute = ({ options }: RunRecord): boolean =>
  options.kind === 'plan' && options.attribute === undefined

/**
 * Proposes to find users by an attribute, where a plan finds hardly anybody: by the one whose values stand in a column of its list; or, where
 * the users who were seen do not tell, if a column is known to hold employee numbers. Only then the site's attributes are asked for, once.
 */
export async function proposeAttribute(ending: Ending, task: Task): Promise<void> {
  const { session, record, operator, attributeValues } = task
  const { options, list } = record
  if (attributeValues === undefined || ending.kind === 'stopped') return
  const { not_found: notFound = 0 } = await session.run.outcomes()
  if (notFound * 2 <= list.rows) return
  const found = await attributeValues.columnIn(session.run.rows(['not_found']))
  if (found !== null) {
    operator.tell({ kind: 'attribute_found', ...found, named: nameOf(found.column, list.columns) })
    return
  }
  const column = options.reading.header ? list.columns.find(isOfNumbers) : undefined
  if (column !== undefined) await proposeByName(column, task)
}

async function proposeByName(column: string, task: Task): Promise<void> {
  const all = await askForAttributes(task)
  if (all === null || all.length === 0 || task.stop.reason !== null) return
  const named = all.filter(({ apiId, name }) => isOfNumbers(apiId) || isOfNumbers(name ?? ''))
  task.operator.tell({ kind: 'attribute_proposed', column, attributes: named.length > 0 ? named : all })
}

/** A column as a flag takes it. By its number where its header may be no header, but the first row of people. */
function nameOf(column: number, headers: readonly string[]): string {
  const header = (headers[column - 1] ?? '').trim()
  const isUnique = headers.filter((other) => other.trim() === header).length === 1
  return isUnique && isColumnName(header) ? header : String(column)
}

const isOfNumbers = (name: string): boolean => isKnownAs(name, 'employeeNumber')
