/**
 * Keeps a spreadsheet from running a cell as a formula: an apostrophe in front makes it text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export const defuse = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
