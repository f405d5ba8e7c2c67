import { ListError } from '../list-error.ts'

/** The most bytes, and lines, that one packed byte may become. A list whose rows all differ, with fifty columns, reaches a fifth of that. */
const BYTES_PER_BYTE = 200
const LINES_PER_BYTE = 10
/** The bytes and lines that any packed file may become. */
const FREE_BYTES = 1024 * 1024
const FREE_LINES = 10_000

/**
 * Keeps a small file from unpacking to gigabytes: the same row again and again is no leaver list, and would fill the ledger's disk. It counts the bytes
 * that go in and those that come out, and throws ListError when they are out of all proportion.
 */
export class UnpackedSize {
  readonly #name: string
  #packed = 0
  #bytes = 0
  #lines = 0

  constructor(name: string) {
    this.#name = name
  }

  countPacked(chunk: Uint8Array): void {
    this.#packed += chunk.length
  }

  countUnpacked(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    this.#lines += Math.max(count(chunk, LF), count(chunk, CR))
    if (
      this.#bytes <= FREE_BYTES + BYTES_PER_BYTE * this.#packed &&
      this.#lines <= FREE_LINES + LINES_PER_BYTE * this.#packed
    ) {
      return
    }
    throw new ListError(
      `${this.#name} unpacks to so much more than its own size that it can hardly be a leaver list: its first ${this.#packed} bytes to more than ${this.#bytes} bytes in ${this.#lines} lines. Look at what is in it; if it is one, unpack it, and name the CSV file.`,
    )
  }
}

const LF = 0x0a
const CR = 0x0d

function count(chunk: Uint8Array, byte: number): number {
  let found = 0
  for (let at = chunk.indexOf(byte); at >= 0; at = chunk.indexOf(byte, at + 1)) found += 1
  return found
}
