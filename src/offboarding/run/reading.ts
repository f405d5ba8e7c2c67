import type { LayoutSettings, Remembered } from './layout.ts'

/** A column of a leaver list. */
export interface ListColumn {
  /** From 1, in the order of the list. */
  number: number
  /** Its header; `column 3` where the list has none. */
  name: string
}

/** Which column of a leaver list holds what. */
export interface ListColumns {
  id: ListColumn | null
  email: ListColumn | null
  leaveDate: ListColumn | null
  /** Empty, the column of the full name, or those of first and last name. */
  name: readonly ListColumn[]
  /** Holds the values of the attribute that users are found by; absent where they are not found by one. */
  attribute?: ListColumn
}

/** The numbers, from 1, of all columns that are used. */
export const takenColumns = ({ id, email, leaveDate, name, attribute }: ListColumns): number[] =>
  [id, email, leaveDate, ...name, attribute].flatMap((column) => column?.number ?? [])

/**
 * How a leaver list is read. It is part of a run's identity, because the same bytes, read differently, could mean other people.
 * Today's date is not part of it, so that an unfinished run can continue tomorrow with the rows that were due when it began.
 */
export interface Reading {
  columns: ListColumns
  /** Whether the list begins with a header. */
  header: boolean
  /** Lines left out at the top because a flag says so. */
  skippedLines: number
  /** The sheet of a workbook; absent for a CSV file. */
  sheet?: string
  /** `--date-format`, or that of an earlier run; null where the format follows from the leave dates themselves. */
  dateFormat: string | null
  /** The time zone that decides which day it is; null where no date matters. */
  timezone: string | null
  /** `due` where rows without a leave date are due though others have one; otherwise they are held. */
  emptyLeaveDate?: 'due'
  /** `--before`: the day to use as today, `2026-12-31`; null for the real day. */
  before: string | null
  /** What flags said of how lists of this layout are read; absent for nothing. Not part of the identity: what came of it is. */
  told?: LayoutSettings
  /** What was taken over from an earlier run of this layout; absent for nothing. Not part of the identity, either. */
  remembered?: Remembered
}

/**
 * The columns in words: `user ID from column 3 "User API ID", e-mail from column 5 "Work Email"`. `isShown`: whether a header may
 * be quoted.
 */
export function describeColumns(
  { id, email, leaveDate, name, attribute }: ListColumns,
  isShown: (header: string) => boolean = () => true,
): string {
  const parts: readonly (readonly [string, readonly (ListColumn | null)[]])[] = [
    ['user ID', [id]],
    ['e-mail', [email]],
    ['employee number', [attribute ?? null]],
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
