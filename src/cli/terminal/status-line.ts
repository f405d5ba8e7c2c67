import type { Deps } from '../deps.ts'

/** Where nothing is wider: some terminals do not tell, or say 0. */
const COLUMNS = 80
/** Left free, so that the `^C` a terminal shows does not wrap. */
const MARGIN = 3

/** The last line of a terminal, which stays below whatever is written above it. Nothing of it is left once it was hidden. */
export class StatusLine {
  readonly #terminal: Deps['stderr']
  #text = ''

  constructor(terminal: Deps['stderr']) {
    this.#terminal = terminal
  }

  /** Writes whole lines above the status. */
  write(lines: string): boolean {
    return this.#terminal.write(`${this.#clear}${lines}${this.#text}`)
  }

  /** A text that is too long for the terminal is cut. */
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

  /** Takes the status away, and all the lines it fills in a terminal that was made narrower since. */
  get #clear(): string {
    if (this.#text === '') return ''
    const linesAbove = Math.ceil(this.#text.length / this.#columns) - 1
    return `\r${linesAbove > 0 ? `\x1b[${linesAbove}A` : ''}\x1b[J`
  }
}
