import type { Summary } from './summary.ts'

/** Of files that `--redact` wrote: who is not named in them. */
export const REDACTED_IN_WORDS = 'Names, addresses and the cells of the list are left out (--redact)'

/** Of the files of a run that was forgotten, likewise. */
export const forgottenInWords = ({ at, osUser }: { at: string; osUser: string }): string =>
  `Forgotten: ${osUser} had names, addresses and cells erased at ${at.slice(0, 19).replace('T', ' ')} (UTC), and user IDs are pseudonyms`

/** Who is not named in the files of a run, and why, in words; nothing where they tell all. */
export function whatIsLeftOut({ redacted, forgotten }: Pick<Summary, 'redacted' | 'forgotten'>): string[] {
  if (forgotten !== undefined) return [forgottenInWords(forgotten)]
  return redacted === true ? [REDACTED_IN_WORDS] : []
}
