import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { UsageError } from '../usage-error.ts'
import { unreadable } from './unreadable.ts'

/**
 * Bytes read from a file at once. The rows of a chunk are in memory together, and more of them would outgrow a small heap's young
 * generation.
 */
const CHUNK_BYTES = 32 * 1024

/** The bytes of a leaver list, with its `name` for reports and its `shown` name for messages. */
export interface ListFile {
  bytes: AsyncIterable<Uint8Array>
  name: string
  shown: string
  /** Whether it may be compressed with gzip or zstd: its name says so, or it has no name. */
  mayBePacked: boolean
  /** Closes the file, whether or not it was read to its end. */
  close: () => void
}

/** Opens a leaver list: a file, or standard input for `-`. Reading rejects once `signal` is aborted. Rejects with UsageError. */
export async function openListFile(path: string, stdin: Readable, signal: AbortSignal): Promise<ListFile> {
  if (path !== '-') return openFile(path, 'leaver list', signal)
  return {
    bytes: until(signal, stdin) as AsyncIterable<Uint8Array>,
    name: '-',
    shown: 'standard input',
    mayBePacked: true,
    close: () => undefined,
  }
}

/**
 * Opens a file to read it once. `what` it is, for messages. `flags`: how to open it, for the system. Reading rejects once `signal` is
 * aborted. Rejects with UsageError.
 */
export async function openFile(
  path: string,
  what: string,
  signal: AbortSignal,
  flags: number = constants.O_RDONLY,
): Promise<ListFile> {
  try {
    const file = await open(path, flags)
    if ((await file.stat()).isDirectory()) {
      await file.close()
      throw new UsageError(`${path} is a folder; name the ${what} in it.`)
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
    throw unreadable(what, path, error)
  }
}

function until<Stream extends Readable>(signal: AbortSignal, stream: Stream): Stream {
  // The reader receives the error. Without this listener, an error before the first read would be uncaught.
  stream.on('error', () => undefined)
  return addAbortSignal(signal, stream)
}
