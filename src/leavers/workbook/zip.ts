import { crc32 } from 'node:zlib'
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl'
import { ListError } from '../list-error.ts'
import type { Spool } from './spool.ts'

/** A workbook has a few dozen, and as many again as there are pictures in it. */
const MAX_PARTS = 10_000
const MAX_PATH = 512
/** The most bytes that one packed byte may become, and those that any part may become: sheets reach a fifth of it. */
const BYTES_PER_BYTE = 200
const FREE_BYTES = 1024 * 1024
/** The most bytes of one part. A million rows with ten columns fill a tenth. */
const MAX_BYTES = 4 * 1024 * 1024 * 1024

/** The parts of a ZIP. Whatever its directory claims is compared with what is there. */
export class Zip {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #name: string

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, name: string) {
    this.#zip = zip
    this.#entries = entries
    this.#name = name
  }

  /** Reads the directory. Null where there is none. Throws ListError for one that cannot be right. `name` is for messages. */
  static async open(spool: Spool, name: string): Promise<Zip | null> {
    let zip: ZipFile
    try {
      zip = await fromRandomAccessReaderPromise(spool, spool.size, { autoClose: false })
    } catch {
      return null
    }
    if (zip.entryCount > MAX_PARTS) throw notPlain(name, `${zip.entryCount} parts`)
    try {
      return new Zip(zip, await readEntries(zip, name), name)
    } catch (error) {
      throw error instanceof ListError ? error : damaged(name, error)
    }
  }

  /** The paths of all parts, `xl/workbook.xml`, in lower case, since case does not tell parts apart. */
  get paths(): Iterable<string> {
    return this.#entries.keys()
  }

  has(path: string): boolean {
    return this.#entries.has(path.toLowerCase())
  }

  /** The bytes of a part, checked to be whole. Throws ListError, also for one that is not there, or has more than `maxBytes`. */
  async *read(path: string, maxBytes = MAX_BYTES): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(path.toLowerCase())
    if (entry === undefined) throw damaged(this.#name, `${path} is missing`)
    if (!entry.canDecodeFileData()) throw damaged(this.#name, `${path} is packed in an unknown way`)
    const { uncompressedSize: size, compressedSize: packed } = entry
    if (size > maxBytes || size > FREE_BYTES + BYTES_PER_BYTE * packed)
      throw tooMuch(this.#name, packed, size)
    let checksum = 0
    try {
      for await (const chunk of (await this.#zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
        checksum = crc32(chunk, checksum)
        yield chunk
      }
    } catch (error) {
      throw damaged(this.#name, error)
    }
    if (checksum !== entry.crc32) throw damaged(this.#name, `${path} is not what was written`)
  }
}

async function readEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName.toLowerCase()
    if (path.length > MAX_PATH) throw notPlain(name, 'a part with a very long name')
    if (entries.has(path)) throw notPlain(name, 'two parts of one name')
    entries.set(path, entry)
  }
  const inOrder = [...entries.values()].sort(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )
  let end = 0
  for (const { relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize } of inOrder) {
    if (start < end) throw notPlain(name, 'parts that overlap')
    end = start + LOCAL_HEADER + fileNameLength + compressedSize
  }
  return entries
}

/** Of a part's own header, without its name, in bytes. */
const LOCAL_HEADER = 30

/** A workbook that cannot be read as far as it goes. `why`: in words, or what a library threw. */
export function damaged(name: string, why: unknown): ListError {
  const words = why instanceof Error ? why.message : String(why)
  return new ListError(
    `${name} is a workbook that is damaged or cut off (${words.slice(0, 200)}). Copy it again; or open it in Excel, and save it under another name.`,
    { cause: why },
  )
}

const notPlain = (name: string, what: string): ListError =>
  new ListError(
    `${name} is a workbook with ${what}, which no spreadsheet program writes. Open it in Excel, and save it under another name.`,
  )

const tooMuch = (name: string, packed: number, size: number): ListError =>
  new ListError(
    `${name} unpacks to so much more than its own size that it can hardly be a leaver list: a part of ${packed} bytes to ${size}. Copy the rows to a new workbook, or save the sheet as "CSV UTF-8 (Comma delimited)".`,
  )
