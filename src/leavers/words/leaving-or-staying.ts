import { STATEMENTS } from '../vocabulary/index.ts'
import { wordsOf } from '../vocabulary/normalize.ts'

/**
 * What a text says of somebody, and of nothing else: `To be removed` leaves, `Do not delete` stays, `Still employed` works here. What
 * `Keep or delete?` means is unclear.
 */
export type Statement = 'leaves' | 'stays' | 'works here' | 'unclear'

/** A longer text is no mere statement, in characters. */
const MAX_LENGTH = 60

const LEAVING_BEGINNINGS = [...STATEMENTS.leavingBeginnings]
const WORKING: ReadonlySet<string> = new Set([...STATEMENTS.working, ...STATEMENTS.notWorking])
const NEGATIONS: ReadonlySet<string> = new Set([...STATEMENTS.negations, ...STATEMENTS.notWorking])
const SHORT_NEGATION = new RegExp(
  `(?:${STATEMENTS.shortNegations.map((ending) => ending.replace("'", "['’]")).join('|')})\\b`,
  'gi',
)

/** Every word that may stand in a statement, but those that `isLeaving` knows. */
const KNOWN: readonly ReadonlySet<string>[] = [
  STATEMENTS.done,
  STATEMENTS.ahead,
  STATEMENTS.staying,
  WORKING,
  NEGATIONS,
  STATEMENTS.calledOff,
  STATEMENTS.yes,
  STATEMENTS.accounts,
  STATEMENTS.others,
]

const isLeaving = (word: string): boolean =>
  STATEMENTS.leaving.has(word) || LEAVING_BEGINNINGS.some((beginning) => word.startsWith(beginning))

/** The words of a text, with `don't` as one. */
const wordsWithNegations = (text: string): string[] =>
  wordsOf(text.replace(SHORT_NEGATION, (negation) => negation.replace(/['’]/, '').toLowerCase()))

/**
 * What a header, or a cell, says of somebody. Null where it says something else, as soon as one word tells of something else:
 * `Exit interview`, `Regretted leaver`.
 */
export function leavingOrStaying(text: string): Statement | null {
  const words = text.length > MAX_LENGTH ? [] : wordsWithNegations(text)
  if (!words.every((word) => isLeaving(word) || KNOWN.some((known) => known.has(word)))) return null
  const has = (some: ReadonlySet<string>): boolean => words.some((word) => some.has(word))
  const stays = has(STATEMENTS.staying)
  const works = has(WORKING)
  const isCalledOff = has(STATEMENTS.calledOff) && !has(STATEMENTS.accounts)
  const isNegated = (has(NEGATIONS) && !has(STATEMENTS.yes)) || isCalledOff
  // `Deleted` alone may tell of a file. `To be deleted` does not.
  if (words.some(isLeaving) || (has(STATEMENTS.ahead) && has(STATEMENTS.done))) {
    if (stays || works) return 'unclear'
    return isNegated ? 'stays' : 'leaves'
  }
  if (!stays && (!works || has(STATEMENTS.accounts))) return null
  if (isNegated) return 'leaves'
  return stays ? 'stays' : 'works here'
}
