import stringWidth from 'string-width'

// Texts as a terminal shows them: a letter of Chinese, Japanese or Korean, and an emoji, takes two columns.

const ELLIPSIS = '…'
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many columns a text takes. Colours take none. */
export const widthOf = (text: string): number => stringWidth(text)

/** A text of at most `columns` columns. Where something is missing, it ends in an ellipsis. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  let width = 1
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment)
    if (width > columns) break
    kept += segment
  }
  return columns < 1 ? '' : `${kept.trimEnd()}${ELLIPSIS}`
}

/** A text with spaces behind it, so that it takes `columns` columns. */
export const pad = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)))

/**
 * A text on lines of at most `columns` columns, broken between words only. Each line after the first begins with `indent` spaces. A
 * word that is longer than a line, such as a path, is left whole, so that it can be copied.
 */
export function wrap(text: string, columns: number, indent: number): string {
  const [lead = ''] = /^ */.exec(text) ?? []
  const lines: string[] = []
  let line = ''
  for (const word of text.slice(lead.length).split(' ')) {
    const before = lines.length === 0 ? lead.length : indent
    if (line === '' || before + widthOf(line) + 1 + widthOf(word) <= columns) {
      line = line === '' ? word : `${line} ${word}`
      continue
    }
    lines.push(line)
    line = word
  }
  return [...lines, line].map((one, index) => `${index === 0 ? lead : ' '.repeat(indent)}${one}`).join('\n')
}

/**
 * The lines of a text, broken between words to at most `columns` columns; as they are where that is unknown. Lines that are to be
 * copied, commands and flags, stay whole: they begin with four spaces, or with a flag.
 */
export const wrapLines = (text: string, columns: number | undefined): string =>
  columns === undefined
    ? text
    : text
        .split('\n')
        .map((line) =>
          /^ {4}|^ *--/.test(line) ? line : wrap(line, columns, (/^ */.exec(line)?.[0].length ?? 0) + 2),
        )
        .join('\n')
