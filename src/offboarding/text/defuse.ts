/**
 * The places where a spreadsheet may begin a cell. Spreadsheets of some countries split a line at `;` or a tab, so a part of a
 * cell counts, too.
 */
const BEGINNING = String.raw`(?<=^|[;,\t\r\n])`
/**
 * A character that begins a formula, also in its full-width and small forms. Spaces, quotes and invisible characters before it do
 * not help.
 */
const SIGN = String.raw`[[\s\p{C}"]--[\t\r\n]]*[=+\-@＝＋－＠﹦﹢﹣﹫]`

const FORMULA = new RegExp(String.raw`${BEGINNING}(?=${SIGN})|^(?=[\t\r\n])`, 'gv')
const DEFUSED = new RegExp(String.raw`${BEGINNING}'(?=${SIGN})|^'(?=[\t\r\n])`, 'gv')

/**
 * Keeps a spreadsheet from running a cell, or a part of it, as a formula: an apostrophe in front turns it into text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export const defuse = (cell: string): string => cell.replace(FORMULA, "'")

/** The cell without the apostrophes that `defuse` added. A report file that is fed back in must mean the same users as before. */
export const withoutDefusing = (cell: string): string => cell.replace(DEFUSED, '')
