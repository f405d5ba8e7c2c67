/** A column of a leaver list. */
export interface ListColumn {
  /** From 1, as it stands in the list. */
  number: number
  /** Its header, or `column 3` where the list has none. */
  name: string
}

/** Which columns of a leaver list say what. */
export interface ListColumns {
  id: ListColumn | null
  email: ListColumn | null
  leaveDate: ListColumn | null
  /** None, the full name, or first and last name. */
  name: readonly ListColumn[]
}

/** The numbers of the columns that say something that matters. */
export const takenColumns = ({ id, email, leaveDate, name }: ListColumns): number[] =>
  [id, email, leaveDate, ...name].flatMap((column) => column?.number ?? [])

/**
 * How a leaver list is read. Part of a run's identity: read otherwise, the same bytes could mean other people. What day it is
 * is not part of it, so that an unfinished run can go on tomorrow, with the rows that were due when it began.
 */
export interface Reading {
  columns: ListColumns
  /** Whether the list begins with a header. */
  header: boolean
  /** Lines left out at the top because a flag says so. */
  skippedLines: number
  /** `--date-format`, or null where the leave dates themselves tell. */
  dateFormat: string | null
  /** The time zone that decides which day it is, or null where nothing depends on it. */
  timezone: string | null
  /** `due` where rows without a leave date are due though others have one; otherwise they are held. */
  emptyLeaveDate?: 'due'
  /** `--before`, the day taken for today, as `2026-12-31`; null for the real one. */
  before: string | null
}

/** `user ID from column 3 "User API ID", e-mail from column 5 "Work Email"`, for people. `isShown`: whether a header may be quoted. */
export function describeColumns(
  { id, email, leaveDate, name }: ListColumns,
  isShown: (header: string) => boolean = () => true,
): string {
  const parts: readonly (readonly [string, readonly (ListColumn | null)[]])[] = [
    ['user ID', [id]],
    ['e-mail', [email]],
    ['leave date', [leaveDate]],
    ['name', name],
  ]
  return parts
    .map(([what, columns]) => [what, columns.filter((column) => column !== null)] as const)
    .filter(([, columns]) => columns.length > 0)
    .map(([what, columns]) => {
      const which = columns.map(({ number, name }) =>
        isShown(name) ? `column ${number} ${JSON.stringify(name)}` : `column ${number}`,
      )
      return `${what} from ${which.join(' and ')}`
    })
    .join(', ')
}
