import { loggedUser } from '../../logging/logged-user.ts'
import type { Outcome } from '../../offboarding/outcome.ts'
import { reasonsInWords } from '../../offboarding/reason.ts'
import type { ListColumns } from '../../offboarding/run/reading.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'
import { shown } from '../../offboarding/text/shown.ts'

/** The longest name that is shown, in characters. */
const MAX_NAME = 40
/** The longest reason that is shown, in characters. */
const MAX_REASON = 400

/** What is said of a row. */
export interface RowWords {
  /** Whom it is about; empty where that is not known, or may not be told. */
  who: (row: RowRecord) => string
  /** Why it ended as it did; empty where its outcome says it all. */
  why: (row: RowRecord) => string
}

/** For the person at the terminal: names, and reasons that may quote the list and the platform. `columns`: of the list. */
export const wordsForPeople = (columns: ListColumns): RowWords => ({
  who: (row) => nameOn(row, columns),
  why: ({ reasons }) => shown(reasonsInWords(reasons), MAX_REASON),
})

/** For what may be kept as a log: user IDs and codes. */
export const WORDS_FOR_LOGS: RowWords = {
  who: ({ userId }) => loggedUser(userId) ?? '',
  why: ({ reasons }) => reasons.map(({ code }) => code).join(', '),
}

/** The name, or else the address, or else the ID: as the platform has them, or else as the list does. */
function nameOn({ user, userId, cells }: RowRecord, { name, email, id }: ListColumns): string {
  const cellsOf = (columns: ListColumns['name']): string =>
    columns
      .map(({ number }) => cells[number - 1]?.trim() ?? '')
      .filter((cell) => cell !== '')
      .join(' ')
  const known = user !== null && user.id === userId ? [user.name, user.email] : []
  const said = [name, email === null ? [] : [email], id === null ? [] : [id]].map(cellsOf)
  const who = [...known, ...said, userId].find((word) => word !== null && word !== '') ?? ''
  return shown(who, MAX_NAME)
}

/** An outcome as a word: `not attempted`. */
export const outcomeInWords = (outcome: Outcome): string => outcome.replaceAll('_', ' ')
