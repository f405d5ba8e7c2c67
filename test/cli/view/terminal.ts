import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

/** Keeps what a terminal is told, as a person would have seen it pass by: whole lines, and each state of the moving line behind a `~`. */
export class Terminal extends Writable {
  readonly isTTY = true
  columns: number
  #lines = ''
  #moving = ''

  constructor(columns: number) {
    super()
    this.columns = columns
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const text = stripVTControlCharacters(chunk.toString()).replaceAll('\r', '')
    const end = text.lastIndexOf('\n') + 1
    this.#lines += text.slice(0, end)
    const moving = text.slice(end)
    if (moving !== '' && moving !== this.#moving) this.#lines += `~ ${moving}\n`
    this.#moving = moving
    done()
  }

  get seen(): string {
    return this.#lines
  }
}
