import type { Deps } from './deps.ts'

/** Back to the first column, and everything on this line away. */
const CLEAR = '\r\x1b[2K'

/** The last line of a terminal, which stays below whatever is written above it. Nothing of it is left once it was hidden. */
export class StatusLine {
  readonly #terminal: Deps['stderr']
  #text = ''

  constructor(terminal: Deps['stderr']) {
    this.#terminal = terminal
  }

  /** Writes whole lines above the status. */
  write(lines: string): boolean {
    return this.#terminal.write(this.#text === '' ? lines : `${CLEAR}${lines}${this.#text}`)
  }

  /** A text that is too long for the terminal is cut, since what wraps could not be taken away any more. */
  show(text: string): void {
    const shown = text.slice(0, (this.#terminal.columns ?? 80) - 1)
    if (shown === this.#text) return
    this.#text = shown
    this.#terminal.write(`${CLEAR}${shown}`)
  }

  hide(): void {
    if (this.#text === '') return
    this.#text = ''
    this.#terminal.write(CLEAR)
  }
}
