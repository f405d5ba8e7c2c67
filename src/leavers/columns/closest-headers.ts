import type { ListColumn } from '../../offboarding/run/reading.ts'
import { COLUMN_NOTES } from '../vocabulary/index.ts'
import { wordsOf } from '../vocabulary/normalize.ts'
import { isAboutOtherPeople } from './other-people.ts'

const WORDS = { email: COLUMN_NOTES.ofAddresses, id: COLUMN_NOTES.ofIds } as const

type Role = keyof typeof WORDS

/** How many columns are proposed. */
const SHOWN = 3
/** No header is looked at further, in characters. */
const MAX_LENGTH = 200
/** Shorter words prove nothing by standing within another one, as in `Validity`. */
const MIN_WITHIN = 4

/** The columns that come closest to holding addresses, or user IDs, by a word in their names. */
export function closestHeaders(columns: readonly ListColumn[]): { role: Role; column: ListColumn }[] {
  const own = columns.filter(({ name }) => !isAboutOtherPeople(name))
  const close = (role: Role): { role: Role; column: ListColumn }[] =>
    own.filter(({ name }) => isClose(name, role)).map((column) => ({ role, column }))
  return [...close('email'), ...close('id')].slice(0, SHOWN)
}

const isClose = (header: string, role: Role): boolean =>
  wordsOf(header.slice(0, MAX_LENGTH)).some(
    (word) =>
      WORDS[role].has(word) ||
      [...WORDS[role]].some((known) => known.length >= MIN_WITHIN && word.includes(known)),
  )
