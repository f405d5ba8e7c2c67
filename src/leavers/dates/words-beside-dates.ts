import { DATES } from '../vocabulary/index.ts'
import { normalize } from '../vocabulary/normalize.ts'

/** Days of the week, small words, and zones. */
const BESIDE: ReadonlySet<string> = new Set([...DATES.weekdays, ...DATES.beside, ...DATES.timeZones])

/** Whether a word may stand beside a date and makes it no other. */
export const isBesideDate = (word: string): boolean => BESIDE.has(normalize(word))
