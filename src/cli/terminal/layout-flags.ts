import type { ListColumn, Reading } from '../../offboarding/run/reading.ts'
import { shellWord } from '../../offboarding/text/shell-word.ts'

/**
 * The flags that read a list of this layout as it was read now, without a question: `--id-column "User ID" --leave-date-column Left`. Written for
 * a shell. `headers`: all headers of the list.
 * `attribute`: the attribute that users are found by, if by one.
 */
export function layoutFlags(reading: Reading, headers: readonly string[], attribute?: string): string {
  const { columns, header, skippedLines, sheet, dateFormat, emptyLeaveDate } = reading
  const { id, email, leaveDate, name, attribute: numbers } = columns
  const named = (column: ListColumn): string => {
    const isUnique = headers.filter((other) => other.trim() === column.name).length === 1
    return header && isUnique && !/^(?:\d*$|-)/.test(column.name)
      ? shellWord(column.name)
      : String(column.number)
  }
  const flag = (flagName: string, column: ListColumn | null | undefined): string[] =>
    column ? [`--${flagName} ${named(column)}`] : []
  return [
    ...flag('id-column', id),
    ...flag('email-column', email),
    ...(attribute === undefined ? [] : [`--attribute ${shellWord(attribute)}`]),
    ...flag('attribute-column', numbers),
    ...flag('leave-date-column', leaveDate),
    // Two columns, of the first and the last name, are found together, and no flag names both.
    ...flag('name-column', name.length === 1 ? name[0] : null),
    ...(dateFormat === null ? [] : [`--date-format ${shellWord(dateFormat)}`]),
    ...(emptyLeaveDate === undefined ? [] : [`--empty-leave-date ${emptyLeaveDate}`]),
    ...(sheet === undefined ? [] : [`--sheet ${shellWord(sheet)}`]),
    ...(skippedLines > 0 ? [`--skip-lines ${skippedLines}`] : []),
    ...(header ? [] : ['--no-header']),
  ].join(' ')
}
