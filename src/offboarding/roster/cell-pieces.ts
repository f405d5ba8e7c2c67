/** What sets the parts of a cell apart: `Jane Smith (1004)`, `Smith, Jane; Jones, Bob`, `1004 - Jane Smith`. */
const SEPARATOR = /[()[\]<>{};,|/\r\n\t]|\s[-–—:]\s/

/** What no address holds. */
const AROUND_ADDRESSES = /[\s<>()[\]{},;:"'|/]+/

/** A cell as a whole, and its parts where it has several. */
export function piecesOf(cell: string): string[] {
  const whole = cell.trim()
  if (whole === '') return []
  if (!SEPARATOR.test(whole)) return [whole]
  const parts = whole
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== whole)
  return [whole, ...parts]
}

/** What may be addresses in a cell, wherever they stand in it. */
export const addressesIn = (cell: string): string[] =>
  cell.includes('@')
    ? cell
        .split(AROUND_ADDRESSES)
        .filter((word) => word.includes('@'))
        .map((word) => word.replace(/\.+$/, ''))
    : []

/** The words of a cell that have a digit, as numbers of people do. */
export const numbersIn = (cell: string): string[] =>
  cell.split(/[^\p{L}\p{N}_-]+/u).filter((word) => /\d/.test(word))
