import stringWidth from 'string-width'

/** The colour of a letter on a screen; null for that of most. */
export type Color = 'red' | 'green' | 'yellow' | 'cyan' | 'gray' | null

/** Letters beside each other that look alike. `column`: of the first one, from 0. */
export interface Piece {
  text: string
  column: number
  color: Color
}

interface Cell {
  letter: string
  color: Color
}

const COLORS: Readonly<Record<string, Color>> = {
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
  90: 'gray',
  39: null,
}
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A terminal's screen, as far as the tool uses it: colours, new lines, and a last line that is erased and drawn again. */
export class Screen {
  readonly #columns: number
  readonly #lines: Cell[][] = [[]]
  #color: Color = null
  #line = 0
  #column = 0

  constructor(columns: number) {
    this.#columns = columns
  }

  write(text: string): void {
    const [before = '', ...escapes] = text.split('\x1b[')
    this.#type(before)
    for (const escape of escapes) {
      const end = escape.search(/[A-Za-z]/)
      this.#obey(escape.charAt(end), escape.slice(0, end))
      this.#type(escape.slice(end + 1))
    }
  }

  /** All lines, as they stand there now. An empty last line does not count. */
  lines(): Piece[][] {
    return this.#lines.slice(0, this.#lines.at(-1)?.length === 0 ? -1 : undefined).map(piecesOf)
  }

  #type(text: string): void {
    for (const { segment } of graphemes.segment(text)) this.#put(segment)
  }

  #put(letter: string): void {
    if (letter === '\r\n' || letter === '\n') {
      this.#goTo(this.#line + 1, 0)
    } else if (letter === '\r') {
      this.#column = 0
    } else {
      if (this.#column + stringWidth(letter) > this.#columns) this.#goTo(this.#line + 1, 0)
      this.#cells[this.#column] = { letter, color: this.#color }
      // A wide letter takes the next column, too.
      for (let more = 1; more < stringWidth(letter); more += 1)
        this.#cells[this.#column + more] = { letter: '', color: this.#color }
      this.#column += stringWidth(letter)
    }
  }

  #goTo(line: number, column: number): void {
    this.#line = line
    this.#column = column
    while (this.#lines.length <= line) this.#lines.push([])
  }

  get #cells(): Cell[] {
    return this.#lines[this.#line] ?? []
  }

  /** Obeys an escape sequence. Throws an Error for one that the tool does not send. */
  #obey(what: string, number: string): void {
    if (what === 'A') {
      this.#goTo(Math.max(0, this.#line - Number(number)), this.#column)
    } else if (what === 'G') {
      this.#column = Number(number) - 1
    } else if (what === 'J' && Number(number) === 0) {
      this.#cells.length = this.#column
      this.#lines.length = this.#line + 1
    } else if (what === 'm') {
      this.#color = colorOf(number)
    } else {
      throw new Error(`The screen does not know the sequence ${number}${what}.`)
    }
  }
}

function colorOf(code: string): Color {
  const color = COLORS[code]
  if (color === undefined) throw new Error(`The screen does not know the colour ${code}.`)
  return color
}

/** The letters of a line, by how they look. */
function piecesOf(cells: readonly Cell[]): Piece[] {
  const pieces: Piece[] = []
  for (const [column, { letter, color }] of cells.entries()) {
    const last = pieces.at(-1)
    if (last?.color === color) last.text += letter
    else pieces.push({ text: letter, column, color })
  }
  return pieces
}
