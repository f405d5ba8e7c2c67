import { LANGUAGES } from '../vocabulary/languages.ts'
import type { CodePage } from './code-pages.ts'

/** How well a text reads in the languages of a code page: `common` and `rare` as in CodePage, `no` for nonsense. */
export type Plausibility = 'common' | 'rare' | 'no'

// Beyond letters, what people and spreadsheets put around words: quotes, dashes, no-break spaces, currency and the like.
const TYPOGRAPHY = /[\u00A0\u00AD‘’‚“”„«»–—…•·€£§°©®™№\u00AA\u00BA]/gu
// None of these stands between two letters.
const INSIDE_WORD = /\p{L}[‚“”„«»…•€£§°©®™№]\p{L}/u
// Bounded: each letter takes a step of the stack, and a damaged file may be one word of millions.
const WORD = /(?:[\p{L}\p{M}]|[^\p{ASCII}\s]){1,10000}/gu

/**
 * Whether every word beyond ASCII could be a word of one of the code page's languages: all its letters from one alphabet,
 * no capital after a small letter, no Cyrillic beside Latin, no symbol inside. Wrong readings nearly always break one of
 * these: Polish read as windows-1252 has `Micha³`, French read as windows-1251 has `Hйlиne`.
 */
export function judge(text: string, { common, rare, longestBare }: CodePage): Plausibility {
  if (INSIDE_WORD.test(text)) return 'no'
  let worst: Plausibility = 'common'
  const seen = new Set<string>()
  for (const [word] of text.replace(TYPOGRAPHY, ' ').matchAll(WORD)) {
    if (/^\p{ASCII}*$/u.test(word) || seen.has(word)) continue
    if (seen.size < 10_000) seen.add(word)
    if (!isWellFormed(word, longestBare)) return 'no'
    const letters = Array.from(word.toLowerCase().replace(/\p{ASCII}/gu, ''))
    const fits = (alphabets: readonly string[]): boolean =>
      alphabets.some((alphabet) => letters.every((letter) => alphabet.includes(letter)))
    if (fits(common)) continue
    if (!fits(rare)) return 'no'
    worst = 'rare'
  }
  return worst
}

const WITHOUT_CAPITAL = LANGUAGES.map(({ alphabet }) => alphabet.withoutCapital).join('')
/** A capital behind a small letter, one of them beyond ASCII. */
const CAPITAL_INSIDE = new RegExp(
  String.raw`(?![${WITHOUT_CAPITAL}])(?=\p{Ll}\p{Lu})(?:\P{ASCII}.|.\P{ASCII})`,
  'u',
)

function isWellFormed(word: string, longestBare: number): boolean {
  if (!/^\p{L}+$/u.test(word)) return false
  const isCyrillic = /\p{Script=Cyrillic}/u.test(word)
  if (isCyrillic && /\p{Script=Latin}/u.test(word)) return false
  if (word.length > longestBare && /^\P{ASCII}+$/u.test(word)) return false
  return !CAPITAL_INSIDE.test(word)
}
