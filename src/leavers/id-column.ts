import { ListError } from './list-error.ts'

/** The header names that mean a Konstantly user ID, without case, spaces, `_` and `-`. */
const ID_NAMES: ReadonlySet<string> = new Set(['id', 'userid', 'userapiid', 'konstantlyid'])

const normalize = (name: string): string => name.toLowerCase().replace(/[\s_\u200B\uFEFF-]/g, '')

/**
 * Finds the column of the user IDs: the one named by `--id-column`, or else the only one whose header is known to mean it.
 * Never guesses: no match, or more than one, is a ListError that names the columns and the flag.
 */
export function findIdColumn(header: readonly string[], wanted: string | undefined, name: string): number {
  const isMatch =
    wanted === undefined
      ? (cell: string) => ID_NAMES.has(normalize(cell))
      : (cell: string) => normalize(cell) === normalize(wanted)
  const matches = header.flatMap((cell, index) => (isMatch(cell) ? [index] : []))
  const [only] = matches
  if (only !== undefined && matches.length === 1) return only

  const columns = header.map((cell) => `"${cell.trim()}"`).join(', ')
  if (matches.length > 1) {
    const which = matches.map((index) => `${index + 1} "${header[index]?.trim() ?? ''}"`).join(' and ')
    throw new ListError(
      wanted === undefined
        ? `${name}: columns ${which} could both hold the user IDs. Name the right one: --id-column "${header[only ?? 0]?.trim() ?? ''}".`
        : `${name}: --id-column "${wanted}" fits columns ${which}. Give them different names in the list.`,
    )
  }
  throw new ListError(
    wanted === undefined
      ? `${name}: no column is known to hold user IDs; the columns are ${columns}. Name the right one with --id-column.`
      : `${name}: there is no column "${wanted}"; the columns are ${columns}. Correct --id-column.`,
  )
}
