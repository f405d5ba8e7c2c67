import { emailKey, parseEmail } from '../identity/email.ts'
import { nameWords } from '../identity/same-name.ts'
import { withoutDefusing } from '../text/defuse.ts'
import { withoutPadding } from '../text/trim-invisible.ts'

// Keys to find users by. A near key is the same for two texts that may mean the same person, and proves nothing: it serves to spare people.

/** Longer texts are no ID, no number and no name, in characters. */
const MAX_LENGTH = 200
/** More words than these are no name. */
const MAX_WORDS = 8

/** An ID, or an employee number, as it stands in a cell. */
export const exactKey = (text: string): string => withoutPadding(withoutDefusing(text))

/**
 * The same without case, leading zeros, marks, and what a spreadsheet adds to numbers: `1,004`, `1004.0` and `01004` are alike. Empty where
 * nothing is left.
 */
export function nearKey(text: string): string {
  if (text.length > MAX_LENGTH) return ''
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^(\d+)[.,]0+$/, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+/, '')
}

/** An address in whatever spelling; empty where the text is none. */
export function addressKey(text: string): string {
  const parsed = parseEmail(text)
  return parsed.ok ? emailKey(parsed.email) : ''
}

/**
 * What stands before the at sign, without dots, tags and marks: `jane.smith@acme.com` and `Jane_Smith+lms@acme.de` are alike. The at sign may
 * be missing, or written out. Empty where nothing is left.
 */
export function localKey(text: string): string {
  const address = withoutPadding(withoutDefusing(text.slice(0, MAX_LENGTH))).replace(/^mailto:/i, '')
  const local = address.split(/@|[([{]\s*at\s*[)\]}]|\sat\s/i, 1)[0] ?? ''
  return nearKey(local.replace(/^.*</, '').replace(/\+.*$/, ''))
}

/** A name in whatever order, case and spelling of accents; empty where the text is none. */
export const nameKey = (name: string): string => wordsOf(name).join(' ')

/** Keys of which two names share one if they have two words in common, or the only word of one that has no other. */
export function alikeKeys(name: string): string[] {
  const words = wordsOf(name)
  if (words.length < 2) return words
  return words.flatMap((word, index) => words.slice(index + 1).map((other) => `${word} ${other}`))
}

function wordsOf(name: string): string[] {
  if (name.length > MAX_LENGTH) return []
  const words = [...nameWords(name)]
  return words.length > MAX_WORDS ? [] : words.sort()
}
