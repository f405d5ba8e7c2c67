import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'
import { ListError } from '../list-error.ts'

/** A million rows with twenty columns fill a quarter of it. */
const MAX_BYTES = 512 * 1024 * 1024
/** What is written, and read, at once. */
const BLOCK = 64 * 1024

/**
 * The bytes of a file, kept where any of them can be read: a ZIP begins at its end. They are in a database of SQLite without a name, which
 * is a few megabytes of memory and, beyond that, a file that nobody else can open and that is gone with the process.
 */
export class Spool extends RandomAccessReader {
  readonly #database: DatabaseSync
  readonly #get: StatementSync
  readonly size: number

  private constructor(database: DatabaseSync, size: number) {
    super()
    this.#database = database
    this.#get = database.prepare('SELECT bytes FROM blocks WHERE number = ?')
    this.size = size
  }

  /** Reads a file to its end. Throws ListError for one that is too large. */
  static async fill(bytes: AsyncIterable<Uint8Array>, name: string): Promise<Spool> {
    const database = temporaryDatabase()
    try {
      database.exec('CREATE TABLE blocks (number INTEGER PRIMARY KEY, bytes BLOB)')
      const put = database.prepare('INSERT INTO blocks (bytes, number) VALUES (?, ?)')
      const block = Buffer.allocUnsafe(BLOCK)
      let size = 0
      for await (const chunk of bytes) {
        if (size + chunk.length > MAX_BYTES) throw tooLarge(name)
        for (let at = 0; at < chunk.length;) {
          const part = chunk.subarray(at, at + BLOCK - (size % BLOCK))
          block.set(part, size % BLOCK)
          at += part.length
          size += part.length
          if (size % BLOCK === 0) put.run(block, size / BLOCK - 1)
        }
      }
      if (size % BLOCK > 0) put.run(block.subarray(0, size % BLOCK), Math.floor(size / BLOCK))
      return new Spool(database, size)
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** The bytes from `start` to before `end`, as far as there are any. */
  *bytes(start: number, end: number): Generator<Uint8Array> {
    for (let at = start; at < Math.min(end, this.size);) {
      const block = this.#get.get(Math.floor(at / BLOCK))?.['bytes'] as Uint8Array
      const part = block.subarray(at % BLOCK, Math.min(BLOCK, (at % BLOCK) + end - at))
      yield part
      at += part.length
    }
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.bytes(start, end), { objectMode: false })
  }

  /** Forgets the bytes. */
  dispose(): void {
    this.#database.close()
  }
}

/** A database that is nobody else's and nobody has to remove. */
export function temporaryDatabase(): DatabaseSync {
  const database = new DatabaseSync('')
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
  return database
}

const tooLarge = (name: string): ListError =>
  new ListError(
    `${name} has more than ${MAX_BYTES / 1024 ** 2} MiB: no leaver list has. Leave only the leavers in it, without pictures.`,
  )
