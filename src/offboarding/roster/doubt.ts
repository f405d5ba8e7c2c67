/** Why a line of a roster may mean a user, though it does not name them: each with its words, the strongest first. */
const WORDS = {
  line_ambiguous: 'fits this user and another one',
  line_says_left: 'says that this person has left',
  line_unreadable: 'cannot be used as it stands, and may mean this user',
  named_elsewhere: 'names this user in a cell that is about somebody or something else',
  number_alike:
    'has a number that differs from this ID, or employee number, in zeros, capitals or marks only',
  address_alike:
    'has an address that differs from this one in what stands behind the at sign, in dots or in a tag',
  same_name: 'has the name of this user',
  name_alike: 'fits no user, and has a name that is nearly the one of this user',
} as const

export type DoubtCode = keyof typeof WORDS

const CODES = Object.keys(WORDS) as readonly DoubtCode[]

export interface Doubt {
  code: DoubtCode
  /** The line of the roster. */
  line: number
  /** The column of the cell that raises it; null where it is not one cell, or not known. */
  column: string | null
}

/** Whether a doubt is stronger than another one, so that people should be told of it. */
export const isStronger = (one: Doubt, other: Doubt): boolean =>
  CODES.indexOf(one.code) < CODES.indexOf(other.code)

export const doubtInWords = ({ code, line, column }: Doubt): string =>
  `line ${line} of the roster ${WORDS[code]}${column === null ? '' : ` (column ${JSON.stringify(column.slice(0, 60))})`}`
