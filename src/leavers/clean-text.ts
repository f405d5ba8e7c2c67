/** What cannot be a row any more is let through as it is, in characters. */
const MAX_HELD = 4 * 1024 * 1024

// A second byte order mark, where two files were put together or a program added one to a file that had one; the sign by which DOS knows
// the end of a file; zero-width spaces from web pages. Before a quote, each would make it one that matches no other.
const INVISIBLE = /[\uFEFF\u200B\u2060\u001A]+/gu
const BESIDE_A_CELL = /[,;\t|\r\n]/
const AT_THE_END = /[\r\n]/

/** `="0012"`, by which systems keep a spreadsheet from taking the zeros away, with quotes that are no CSV. */
const FORMULA_TEXT = /(^|[,;\t|])="([^"\r\n]*)"(?=[ \t]*(?:[,;\t|\r\n]|$))/gm

/**
 * Takes out what programs leave around the cells of a text, and makes quoted cells of `="…"`. No piece of the text may end between CR and
 * LF; none that comes out ends within a line, if the line is no longer than a row may be.
 */
export async function* cleanText(source: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const piece of source) {
    const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r')) + 1
    if (end === 0 && held.length < MAX_HELD) {
      held += piece
      continue
    }
    const whole = end === 0 ? piece.length : end
    const text = clean(held + piece.slice(0, whole))
    held = piece.slice(whole)
    if (text !== '') yield text
  }
  const rest = clean(held)
  if (rest !== '') yield rest
}

function clean(text: string): string {
  const visible = text.replace(INVISIBLE, (marks: string, at: number) => {
    const [before, after] = [text[at - 1], text[at + marks.length]]
    const isAround =
      before === undefined || after === undefined || BESIDE_A_CELL.test(before) || AT_THE_END.test(after)
    return isAround ? '' : marks
  })
  return visible.includes('="') ? visible.replace(FORMULA_TEXT, '$1"$2"') : visible
}

/** What stands in a cell `="0012"` that came in quotes of its own. */
export const withoutFormula = (cell: string): string =>
  cell.startsWith('="') ? cell.replace(/^="([^"]*)"$/, '$1') : cell
