import type { ClaimedUser } from '../../offboarding/leaver.ts'
import type { ListColumns } from '../../offboarding/run/reading.ts'
import { END_OF_FILE } from '../vocabulary/systems.ts'
import { isFooter, isGroupCount, isTotal, isTotalOrFooter, isTotalWord } from '../words/totals-and-footers.ts'

const hasLetters = (text: string): boolean => /\p{L}/u.test(text)

/**
 * Whether a row is no person's, though an ID, or an employee number, seems to stand on it. `counts`: how many rows stand above it, and
 * how many since the last total.
 */
export function isNotAPerson(
  cells: readonly string[],
  { id: userId, email, name, attribute }: ClaimedUser,
  columns: ListColumns,
  counts: readonly number[],
): boolean {
  if (name !== null && hasLetters(name)) return isTotalOrFooter(name)
  const id = userId ?? attribute ?? null
  if (id === null || email !== null) return false
  const idColumn = (userId === null ? columns.attribute : columns.id)?.number ?? 0
  const others = cells.flatMap((text, index) =>
    index + 1 === idColumn || !hasLetters(text) ? [] : [{ text, isBefore: index + 1 < idColumn }],
  )
  if (others.length === 0) {
    // An employee number may hold blanks and marks, so a whole last line can stand in its column: `Total: 8`.
    if (userId === null && isTotalOrFooter(id)) return true
    if (isTotalWord(id) || id === END_OF_FILE || isFooter(id.replace(/[_-]/g, ' '))) return true
    return isTotal(id, true) && cells.some((text) => /^\d+$/.test(text) && counts.includes(Number(text)))
  }
  if (!/^\d+$/.test(id)) return others.every(({ text, isBefore }) => isBefore && isFooter(text))
  const isRightCount = counts.includes(Number(id))
  const unexplained = others.filter(
    ({ text, isBefore }) =>
      !isTotal(text, isBefore || isRightCount) &&
      !(isRightCount && isGroupCount(text)) &&
      !(isBefore && isFooter(text)),
  )
  if (unexplained.length === others.length) return false
  // A row without a name is no person's where names are known, and hardly one's where its number is the right count.
  return unexplained.length === 0 || columns.name.length > 0 || isRightCount
}
