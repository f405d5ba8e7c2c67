import type { Outcome } from '../../offboarding/outcome.ts'
import { reasonsInWords } from '../../offboarding/reason.ts'
import type { ListColumns } from '../../offboarding/run/reading.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'
import { shown } from '../../offboarding/text/shown.ts'

/** The longest name that is shown, in characters. */
const MAX_NAME = 40
/** The longest reason that is shown, in characters. */
const MAX_REASON = 400

/** Whom a row is about, for the person who watches: the name, or else the address, or else the ID. Empty where the row names nobody. */
export function whoIsOn({ user, userId, cells }: RowRecord, { name, email, id }: ListColumns): string {
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

/** Why a row ended as it did: empty where its outcome says it all. */
export const whyItEnded = ({ reasons }: RowRecord): string => shown(reasonsInWords(reasons), MAX_REASON)

/** An outcome as a word: `not attempted`. */
export const outcomeInWords = (outcome: Outcome): string => outcome.replaceAll('_', ' ')
