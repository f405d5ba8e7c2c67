/** Behind this, or where a cell begins, one begins for a spreadsheet: those of other countries split at other separators. */
const BEGINNING = String.raw`(?<=^|[;,\t\r\n])`
/** What makes a formula, also in full width, or small; blanks, quotes and what cannot be seen before it do not help. */
const SIGN = String.raw`[[\s\p{C}"]--[\t\r\n]]*[=+\-@＝＋－＠﹦﹢﹣﹫]`

const FORMULA = new RegExp(String.raw`${BEGINNING}(?=${SIGN})|^(?=[\t\r\n])`, 'gv')
const DEFUSED = new RegExp(String.raw`${BEGINNING}'(?=${SIGN})|^'(?=[\t\r\n])`, 'gv')

/**
 * Keeps a spreadsheet from running a cell, or a part of it that it takes for one, as a formula: an apostrophe in front makes it text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export const defuse = (cell: string): string => cell.replace(FORMULA, "'")

/** A cell as it was before. Of our own files, fed back in, nobody is to mean somebody else by that apostrophe. */
export const withoutDefusing = (cell: string): string => cell.replace(DEFUSED, '')
