// A second byte order mark, where two files were put together or a program added one to a file that had one; zero-width spaces from web
// pages; the sign by which DOS knows the end of a file. Before a quote, each would make it one that matches no other.
const MARKS = `[\uFEFF\u200B\u2060${String.fromCharCode(0x1a)}]`
const BEFORE_A_CELL = /[,;\t|\r\n]/
const BEHIND_A_LINE = /[\r\n]/

/** `="0012"`, by which systems keep a spreadsheet from taking the zeros away, with quotes that are no CSV. */
const FORMULA_TEXT = /(^|[,;\t|])="([^"\r\n]*)"(?=[ \t]*(?:[,;\t|\r\n]|$))/

/** Nothing longer can be a row, in characters. It is let through as it is. */
const MAX_HELD = 4 * 1024 * 1024

/**
 * Takes out what programs leave around the cells of a text, and makes quoted cells of `="…"`. No piece of the text may end between CR and
 * LF; none that comes out ends within a line, if the line is no longer than a row may be.
 */
export async function* cleanText(source: AsyncIterable<string>): AsyncGenerator<string> {
  const withoutMarks = outsideQuotes(new RegExp(MARKS), `${MARKS}+`, (marks, before, after) =>
    before === undefined || after === undefined || BEFORE_A_CELL.test(before) || BEHIND_A_LINE.test(after)
      ? ''
      : marks,
  )
  const withoutFormulas = outsideQuotes(/="/, FORMULA_TEXT.source, (cell) => cell.replace('="', '"'))
  const clean = (text: string): string => withoutFormulas(withoutMarks(text))
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

/**
 * Replaces what fits a pattern in a text that comes in pieces, but leaves alone what stands in quotes, behind an odd number of them. A
 * piece that `sign` does not fit is not searched.
 */
function outsideQuotes(
  sign: RegExp,
  pattern: string,
  replace: (match: string, before: string | undefined, after: string | undefined) => string,
): (text: string) => string {
  let quotes = 0
  const tokens = new RegExp(`"|${pattern}`, 'gm')
  return (text) => {
    if (!sign.test(text)) {
      quotes += countQuotes(text)
      return text
    }
    let end = 0
    let result = ''
    for (const { 0: match, index } of text.matchAll(tokens)) {
      const next = index + match.length
      const isOutside = quotes % 2 === 0 && match !== '"'
      result += text.slice(end, index) + (isOutside ? replace(match, text[index - 1], text[next]) : match)
      quotes += countQuotes(match)
      end = next
    }
    return result + text.slice(end)
  }
}

function countQuotes(text: string): number {
  let quotes = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1
  return quotes
}

/** What stands in a cell `="0012"` that came in quotes of its own. */
export const withoutFormula = (cell: string): string =>
  cell.startsWith('="') ? cell.replace(/^="([^"]*)"$/, '$1') : cell
