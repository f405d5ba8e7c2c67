/** Breaks a text of plain words into lines of at most `width` characters. A word that is longer has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** The narrowest column of descriptions beside the terms; in a narrower window they stand below. */
const MIN_BESIDE = 30
const INDENT = '  '

/** Lines of terms with their descriptions beside them, or below them in a narrow window. `width`: of the window, in characters. */
export function termList(
  terms: readonly (readonly [term: string, description: string])[],
  width: number,
): string[] {
  const column = Math.max(...terms.map(([term]) => term.length)) + 2 * INDENT.length
  const isBeside = width - column >= MIN_BESIDE
  return terms.flatMap(([term, description]) => {
    if (!isBeside) {
      const below = wrap(description, width - 3 * INDENT.length)
      return [`${INDENT}${term}`, ...below.map((line) => `${INDENT.repeat(3)}${line}`)]
    }
    const [first = '', ...rest] = wrap(description, width - column)
    return [`${INDENT}${term}`.padEnd(column) + first, ...rest.map((line) => ' '.repeat(column) + line)].map(
      (line) => line.trimEnd(),
    )
  })
}
