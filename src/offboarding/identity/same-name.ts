/** In characters; no name is longer. The limit keeps one huge cell from being compared with a million others. */
const MAX_NAME = 1000

/** Whether two names are the same, regardless of case, accents, white space, and the order of first and last name. */
export function isSameName(one: string, other: string): boolean {
  if (one === other) return true
  return Math.max(one.length, other.length) <= MAX_NAME && nameKey(one) === nameKey(other)
}

/**
 * Whether two names have a word in common. The names of one person nearly always do, even if one is shortened. Null where they
 * cannot be compared: a name has no word of two letters or more, or they are written in different scripts.
 */
export function shareWord(one: string, other: string): boolean | null {
  const [words, others] = [nameWords(one), nameWords(other)]
  if (words.size === 0 || others.size === 0) return null
  if (scriptOf(one) !== scriptOf(other)) return null
  return !words.isDisjointFrom(others)
}

/** The words of a name as they are compared: those of two letters or more, without case, accents and apostrophes. */
export const nameWords = (name: string): ReadonlySet<string> =>
  new Set(
    wordsOf(name.replace(/['’‘`´]/g, ''))
      .map(loosely)
      .filter((word) => word.length > 1),
  )

/** Maps both `Müller` and `Mueller`, and both `Åse` and `Aase`, to the same word. */
const loosely = (word: string): string => word.replace(/([aou])e|aa/g, (_, letter?: string) => letter ?? 'a')

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Han', 'Arabic', 'Hebrew'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

const scriptOf = (name: string): number => SCRIPTS.findIndex((script) => script.test(name))

// Letters that Unicode does not decompose into a letter and an accent.
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
      // Marks are removed before normalizing as well, because sorting very many of them takes quadratic time.
      .replace(/\p{M}/gu, '')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}
