import { LANGUAGES } from './languages.ts'

const COMPARED_AS = LANGUAGES.flatMap(({ alphabet }) => Object.entries(alphabet.comparedAs))

/** What Google puts behind the name of a column: `Email Address [Required]`. */
const REQUIRED = new RegExp(
  `[[(](?:${LANGUAGES.flatMap(({ columnNotes }) => columnNotes.required).join('|')})[\\])]`,
  'gi',
)

/**
 * A word or a name as it is compared: without case, accents, spaces, punctuation, and without what Google puts behind it.
 * `E-Mail-Adresse`, `e_mail adresse` and `E-MAIL ADRESSE` are one.
 */
export function normalize(text: string): string {
  const lower = text.replace(REQUIRED, '').toLowerCase().replace(/[#№]/g, 'number')
  // Only for speed, since this is asked of most cells: ASCII has no accents.
  if (/^\p{ASCII}*$/u.test(lower)) return lower.replace(/[^a-z0-9]/g, '')
  return (
    COMPARED_AS.reduce((plain, [letter, others]) => plain.replaceAll(letter, others), lower)
      // To put very many marks into order takes quadratic time.
      .replace(/\p{M}/gu, '')
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '')
  )
}

/** The words of a text, each as it is compared. `isActive` has two. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(normalize)
    .filter((word) => word !== '')
