import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { messageOf } from '../failure.ts'
import { UsageError } from '../usage-error.ts'

/** What is read from a file at once. Its rows live together, so that more would outgrow a small heap's young generation. */
const CHUNK_BYTES = 32 * 1024

/** The bytes of a leaver list, and what to call it: in reports, and in messages. */
export interface ListFile {
  bytes: AsyncIterable<Uint8Array>
  name: string
  shown: string
  /** Whether it may be a gzip or zstd file: named so, or without a name. */
  mayBePacked: boolean
  /** Lets go of the file, read to its end or not. */
  close: () => void
}

/** Opens a leaver list: a file, or standard input for `-`. Once `signal` is aborted, reading it throws. Throws UsageError. */
export async function openListFile(path: string, stdin: Readable, signal: AbortSignal): Promise<ListFile> {
  if (path === '-') {
    return {
      bytes: until(signal, stdin) as AsyncIterable<Uint8Array>,
      name: '-',
      shown: 'standard input',
      mayBePacked: true,
      close: () => undefined,
    }
  }
  try {
    const file = await open(path)
    if ((await file.stat()).isDirectory()) {
      await file.close()
      throw new UsageError(`${path} is a folder; name the leaver list in it.`)
    }
    const bytes = until(signal, file.createReadStream({ highWaterMark: CHUNK_BYTES }))
    return {
      bytes,
      name: basename(path),
      shown: path,
      mayBePacked: /\.(?:gz|zst)$/i.test(path),
      close: () => bytes.destroy(),
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`the leaver list cannot be read (${messageOf(error)}).`, { cause: error })
  }
}

function until<Stream extends Readable>(signal: AbortSignal, stream: Stream): Stream {
  // Whoever reads on is told; it may be that nobody has begun to.
  stream.on('error', () => undefined)
  return addAbortSignal(signal, stream)
}
