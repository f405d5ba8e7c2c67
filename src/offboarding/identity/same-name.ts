/** Nobody's name is longer, in characters. One cell may be that is compared with a million others. */
const MAX_NAME = 1000

/** Whether two names are one person's: case, accents, order of first and last name, and white space aside. */
export function isSameName(one: string, other: string): boolean {
  if (one === other) return true
  return Math.max(one.length, other.length) <= MAX_NAME && nameKey(one) === nameKey(other)
}

/**
 * Whether two names have a word in common, as one person's nearly always do, whatever is left out or abbreviated; null where they
 * cannot be compared: no word of two letters is left, or they are written in different scripts.
 */
export function shareWord(one: string, other: string): boolean | null {
  const [words, others] = [longWordsOf(one), longWordsOf(other)]
  if (words.size === 0 || others.size === 0) return null
  if (scriptOf(one) !== scriptOf(other)) return null
  return !words.isDisjointFrom(others)
}

const longWordsOf = (name: string): ReadonlySet<string> =>
  new Set(
    wordsOf(name.replace(/['’‘`´]/g, ''))
      .map(loosely)
      .filter((word) => word.length > 1),
  )

/** The same for `Müller` and `Mueller`, `Åse` and `Aase`. */
const loosely = (word: string): string => word.replace(/([aou])e|aa/g, (_, letter?: string) => letter ?? 'a')

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Han', 'Arabic', 'Hebrew'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

const scriptOf = (name: string): number => SCRIPTS.findIndex((script) => script.test(name))

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
  return (
    name
      .toLowerCase()
      .replace(/[ßłøđæœı]/g, (letter) => LETTERS[letter] ?? letter)
      // Before, too: to put very many marks into order takes quadratic time.
      .replace(/\p{M}/gu, '')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}
