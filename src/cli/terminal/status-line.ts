import type { Deps } from '../deps.ts'

/** The assumed width, in characters, if a terminal does not state its width or says 0. */
const COLUMNS = 80
/** Characters left free, so that the `^C` that a terminal shows does not wrap. */
const MARGIN = 3

/** The last line of a terminal. It stays below everything that is written above it, and leaves no trace when it is hidden. */
export class StatusLine {
  readonly #terminal: Deps['stderr']
  #text = ''

  constructor(terminal: Deps['stderr']) {
    this.#terminal = terminal
  }

  /** Writes whole lines above the status line. */
  write(lines: string): boolean {
    return this.#terminal.write(`${this.#clear}${lines}${this.#text}`)
  }

  /** Shows a text; cuts it if it is too long for the terminal. */
  show(text: string): void {
    const shown = text.slice(0, this.#columns - MARGIN)
    if (shown === this.#text) return
    const clear = this.#clear
    this.#text = shown
    this.#terminal.write(`${clear}${shown}`)
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
    const linesAbove = Math.ceil(this.#text.length / this.#columns) - 1
    return `\r${linesAbove > 0 ? `\x1b[${linesAbove}A` : ''}\x1b[J`
  }
}
