/** The longest cell that is looked at, and the longest text left of it without what nobody sees, in characters. */
const MAX_CELL = 1000
const MAX_TEXT = 100

/** Digits: those of ASCII, Arabic and full-width ones, and the first half of mathematical ones. `\p{Nd}` would take longer. */
const DIGIT = /[0-9\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19\uD835]/

/**
 * A cell as it is searched for dates: without marks that nobody sees, with one kind of digits, blanks, dashes and slashes. Null for one
 * without a digit, or that is too long to be a date with a few words.
 */
export function simplifyDateText(cell: string): string | null {
  // This cheap test comes first, since each cell of a list is asked.
  if (cell.length > MAX_CELL || !DIGIT.test(cell)) return null
  const text = /^[\x20-\x7e]*$/.test(cell) ? cell : simplify(cell)
  const trimmed = text.trim()
  return trimmed.length > MAX_TEXT ? null : trimmed
}

const simplify = (cell: string): string =>
  cell
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/\s+/g, ' ')
