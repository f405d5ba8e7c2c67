import { ANSWERS } from '../vocabulary/index.ts'
import { normalize } from '../vocabulary/normalize.ts'

export type Answer = 'yes' | 'no'

/** A longer cell is no mere answer, in characters. */
const MAX_LENGTH = 40

/** The answer that a cell holds, with or without a note; null for anything else. */
export function readAnswer(cell: string): Answer | 'empty' | null {
  if (cell.length > MAX_LENGTH) return null
  if (/^[\s-]*$/.test(cell)) return 'empty'
  if (/^\s*[✓✔☑✅☒✗✘×+]\uFE0F?\s*$/u.test(cell)) return 'yes'
  // `Yes (HR)` says yes, too.
  const words = [cell, cell.split(/[-–—,;:.(/]/, 1)[0] ?? ''].map(normalize)
  if (words.some((word) => ANSWERS.yes.has(word))) return 'yes'
  return words.some((word) => ANSWERS.no.has(word)) ? 'no' : null
}
