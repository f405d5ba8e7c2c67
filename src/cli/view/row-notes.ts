import type { RowRecord } from '../../offboarding/run/run.ts'
import type { Palette } from './palette.ts'
import type { RowReader } from './row-reader.ts'
import { outcomeInWords, type RowWords } from './row-in-words.ts'

/** How many rows are read at a time. */
const AT_ONCE = 100

/** The number of a row to show, and whether it needs attention; or a line as it is. */
type Note = { row: number; attention: boolean } | { text: string }

/** Shows rows as they end, with who they are about and why, which only the ledger knows. */
export class RowNotes {
  readonly #run: RowReader
  readonly #words: RowWords
  readonly #palette: Palette
  readonly #print: (line: string) => void
  #waiting: Note[] = []
  #reading: Promise<void> | null = null

  constructor(run: RowReader, words: RowWords, palette: Palette, print: (line: string) => void) {
    this.#run = run
    this.#words = words
    this.#palette = palette
    this.#print = print
  }

  /** Adds a row that has ended; it is shown as soon as it is read. */
  add(row: number, attention: boolean): void {
    this.#add({ row, attention })
  }

  /** Adds a line to show after all rows so far. */
  addText(text: string): void {
    this.#add({ text })
  }

  #add(note: Note): void {
    this.#waiting.push(note)
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null
    })
  }

  /** Resolves when all rows are shown that were added. */
  async shown(): Promise<void> {
    await this.#reading
  }

  async #readAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, AT_ONCE)
      const numbers = some.flatMap((note) => ('row' in note ? note.row : []))
      const rows = new Map((await this.#read(numbers)).map((row) => [row.row, row] as const))
      for (const note of some) {
        const row = 'row' in note ? rows.get(note.row) : undefined
        if ('text' in note) this.#print(note.text)
        else if (row !== undefined) this.#print(this.#line(row, note.attention))
      }
    }
  }

  /** A ledger that cannot be read any more ends the run elsewhere, with the reason. */
  async #read(numbers: readonly number[]): Promise<readonly RowRecord[]> {
    try {
      return await this.#run.rowsNumbered(numbers)
    } catch {
      return []
    }
  }

  #line(row: RowRecord, attention: boolean): string {
    const { attention: warn, good } = this.#palette
    const who = this.#words.who(row)
    const why = this.#words.why(row)
    const what = attention ? warn(outcomeInWords(row.outcome)) : good(outcomeInWords(row.outcome))
    return `${attention ? warn('!') : ' '} row ${row.row}${who === '' ? '' : `, ${who}`}: ${what}${why === '' ? '' : `, ${why}`}`
  }
}
