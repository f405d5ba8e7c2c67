import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { CellText } from './cell-text.ts'
import { temporaryDatabase } from './spool.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** So many strings, or characters, make a block. */
const BLOCK = 64
const BLOCK_LENGTH = 64 * 1024
/** The characters of the blocks that are kept in memory: a sheet asks for its strings about in the order in which they stand. */
const MAX_KEPT = 4 * 1024 * 1024

/** A string; one that is struck through stands in a list of its own. */
type Stored = string | readonly [struck: string]

const textOf = (stored: Stored): string => (typeof stored === 'string' ? stored : stored[0])

interface Block {
  strings: readonly Stored[]
  length: number
}

/**
 * The strings that the cells of all sheets refer to by number. They may be as many as there are cells, so they are in a database of SQLite
 * without a name, a block a row.
 */
export class SharedStrings {
  readonly #database: DatabaseSync
  readonly #put: StatementSync
  readonly #get: StatementSync
  /** The number of the first string of each block. */
  readonly #firsts: number[] = []
  readonly #kept = new Map<number, Block>()
  #keptLength = 0
  #next: Stored[] = []
  #nextLength = 0
  #count = 0

  constructor() {
    this.#database = temporaryDatabase()
    this.#database.exec('CREATE TABLE blocks (number INTEGER PRIMARY KEY, strings TEXT)')
    this.#put = this.#database.prepare('INSERT INTO blocks (number, strings) VALUES (?, ?)')
    this.#get = this.#database.prepare('SELECT strings FROM blocks WHERE number = ?')
  }

  /** Reads the strings of a workbook. Throws ListError. */
  async read(zip: Zip, path: string | null, name: string): Promise<void> {
    if (path === null) return
    const text = new CellText(name)
    const strings = readXml<Stored>(zip.read(path), name, (emit) => ({
      open(tag, attribute) {
        if (tag === 'si') text.clear()
        else text.open(tag, attribute)
      },
      close(tag) {
        if (tag === 'si') emit(text.isStruck ? [text.read()] : text.read())
        else text.close(tag)
      },
      text: (piece) => {
        text.add(piece)
      },
    }))
    for await (const some of strings) for (const string of some) this.#add(string)
    this.#endBlock()
  }

  /** The string of a number, from 0, or undefined. */
  get(index: number): string | undefined {
    const stored = this.#stored(index)
    return stored === undefined ? undefined : textOf(stored)
  }

  /** Whether the string of a number is struck through. */
  isStruck(index: number): boolean {
    return Array.isArray(this.#stored(index))
  }

  dispose(): void {
    this.#database.close()
  }

  #stored(index: number): Stored | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    const number = this.#blockOf(index)
    return this.#block(number).strings[index - (this.#firsts[number] ?? 0)]
  }

  #add(string: Stored): void {
    this.#next.push(string)
    this.#nextLength += textOf(string).length
    this.#count += 1
    if (this.#next.length >= BLOCK || this.#nextLength >= BLOCK_LENGTH) this.#endBlock()
  }

  #endBlock(): void {
    if (this.#next.length === 0) return
    this.#put.run(this.#firsts.length, JSON.stringify(this.#next))
    this.#firsts.push(this.#count - this.#next.length)
    this.#next = []
    this.#nextLength = 0
  }

  /** The number of the block that has a string. */
  #blockOf(index: number): number {
    let low = 0
    let high = this.#firsts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#firsts[middle] ?? 0) <= index) low = middle
      else high = middle - 1
    }
    return low
  }

  #block(number: number): Block {
    const kept = this.#kept.get(number)
    if (kept !== undefined) return kept
    const strings = JSON.parse(this.#get.get(number)?.['strings'] as string) as Stored[]
    const block = { strings, length: strings.reduce((sum, string) => sum + textOf(string).length, 0) }
    // Those that were read first are let go first.
    for (const [oldest, { length }] of this.#kept) {
      if (this.#keptLength + block.length <= MAX_KEPT) break
      this.#kept.delete(oldest)
      this.#keptLength -= length
    }
    this.#kept.set(number, block)
    this.#keptLength += block.length
    return block
  }
}
