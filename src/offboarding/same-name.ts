/** Whether two names are one person's: case, accents, order of first and last name, and white space aside. */
export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other)

/**
 * Whether two names have a word in common, as one person's nearly always do, whatever is left out or abbreviated; null where they
 * cannot be compared, since one is in Latin letters only.
 */
export function shareWord(one: string, other: string): boolean | null {
  const [words, others] = [one, other].map((name) => wordsOf(name).filter((word) => word.length > 1))
  if (words === undefined || others === undefined || words.length === 0 || others.length === 0) return null
  if (IS_LATIN.test(one) !== IS_LATIN.test(other)) return null
  return words.some((word) => others.includes(word))
}

const IS_LATIN = /\p{Script=Latin}/u

// Letters that do not fall apart into a letter and an accent.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

const nameKey = (name: string): string => wordsOf(name).sort().join(' ')

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/[ßłøđæœı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
