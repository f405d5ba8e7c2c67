import type { Deps } from '../deps.ts'
import { widthOf } from './width.ts'

/** The assumed width, in columns, if a terminal does not state its width or says 0. */
const COLUMNS = 80
/** Columns left free, so that the `^C` that a terminal shows does not wrap. */
const MARGIN = 3

/** The last line of a terminal. It stays below everything that is written above it, and leaves no trace when it is hidden. */
export class StatusLine {
  readonly #terminal: Deps['stderr']
  #text = ''

  constructor(terminal: Deps['stderr']) {
    this.#terminal = terminal
  }

  /** How many columns a text may take. */
  get room(): number {
    return Math.max(1, this.#columns - MARGIN)
  }

  /** Writes whole lines above the status line. */
  write(lines: string): boolean {
    return this.#terminal.write(`${this.#clear}${lines}${this.#text}`)
  }

  /** Shows a text, which takes no more than `room`. */
  show(text: string): void {
    if (text === this.#text) return
    const clear = this.#clear
    this.#text = text
    this.#terminal.write(`${clear}${text}`)
  }

  hide(): void {
    if (this.#text === '') return
    const clear = this.#clear
    this.#text = ''
    this.#terminal.write(clear)
  }

  get #columns(): number {
    return this.#terminal.columns || COLUMNS
  }

  /** The sequence that erases the status line, also if it wraps because the terminal was made narrower. */
  get #clear(): string {
    if (this.#text === '') return ''
    const linesAbove = Math.ceil(widthOf(this.#text) / this.#columns) - 1
    return `\r${linesAbove > 0 ? `\x1b[${linesAbove}A` : ''}\x1b[J`
  }
}
