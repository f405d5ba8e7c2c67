import { describeColumn } from './describe-column.ts'
import { takenColumns, type ListColumn, type ListColumns } from '../../offboarding/run/reading.ts'
import { findNamed } from './find-columns.ts'
import { ListError } from '../list-error.ts'

const FLAG = '--ignore-column'

/**
 * The numbers of the columns that `--ignore-column` names: nothing in them keeps a list from being used. Throws ListError for one that
 * is not there, or that another flag or its name makes one of those that count.
 */
export function ignoredColumns(
  columns: readonly ListColumn[],
  hasNames: boolean,
  wanted: readonly string[],
  chosen: ListColumns,
  name: string,
): ReadonlySet<number> {
  const taken = takenColumns(chosen)
  const ignored = wanted.flatMap((text) => findNamed(columns, hasNames, text, FLAG, name) ?? [])
  const both = ignored.find(({ number }) => taken.includes(number))
  if (both !== undefined) {
    throw new ListError(
      `${name}: ${FLAG} names column ${describeColumn(both)}, which says who leaves, or when. Leave it out.`,
    )
  }
  return new Set(ignored.map(({ number }) => number))
}
