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
  let plain = text.replace(REQUIRED, '').toLowerCase().replace(/[#№]/g, 'number')
  for (const [letter, others] of COMPARED_AS) plain = plain.replaceAll(letter, others)
  return (
    plain
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
