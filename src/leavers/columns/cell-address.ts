/** A cell as spreadsheets name it: column 28 of row 5 is `AB5`. */
export const cellAddress = (column: number, row: number): string => `${columnLetters(column)}${row}`

/** The letters of a column, from 1. */
export function columnLetters(column: number): string {
  const rest = (column - 1) % 26
  const before = (column - 1 - rest) / 26
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + rest)
}
