import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, lstatSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { createOwnFile } from '../files/own-file.ts'
import { makeOwnFolderInside, syncFolder } from '../files/own-folder.ts'

/** A report file could not be written. Its content is still in the ledger. */
export class ReportWriteError extends Error {
  override readonly name = 'ReportWriteError'
}

/** The content of a file, in pieces: texts, or bytes as they are. */
type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string>

const REMEDY = 'The run is safe in the ledger: make room for it, then write its files again with `report`.'

/**
 * Writes a file atomically: under a temporary name first, then durably on disk, then renamed, so that nobody finds half a file.
 * Anything else at its path or at the temporary path, such as a link, is replaced and not followed. Returns the SHA-256 of its
 * bytes in hexadecimal. Rejects with ReportWriteError, whose message ends with `remedy`, and with an error of the pieces as it is: a ledger that
 * was lost meanwhile is no fault of the disk.
 */
export async function writeAtomically(path: string, pieces: Pieces, remedy = REMEDY): Promise<string> {
  const temporary = `${path}.partial`
  const hash = createHash('sha256')
  const ofPieces: unknown[] = []
  const told = watched(pieces, (error) => ofPieces.push(error))
  try {
    makeOwnFolderInside(dirname(path))
    rmSync(temporary, { force: true })
    const file = createOwnFile(temporary)
    try {
      for await (const bytes of inBuffers(told)) {
        hash.update(bytes)
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (error) {
    removeQuietly(temporary)
    if (ofPieces.includes(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ReportWriteError(`${path} cannot be written (${reason}). ${remedy}`, { cause: error })
  }
  return hash.digest('hex')
}

/**
 * Renames a file to the first free name of `<name>.changed`, `<name>.changed-2` and so on. Returns the new path. Throws
 * ReportWriteError.
 */
export function keepAside(path: string): string {
  let aside = `${path}.changed`
  try {
    makeOwnFolderInside(dirname(path))
    for (let n = 2; lstatSync(aside, { throwIfNoEntry: false }) !== undefined; n += 1) {
      aside = `${path}.changed-${n}`
    }
    renameSync(path, aside)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ReportWriteError(`${path} was changed, and cannot be kept as ${aside} (${reason}).`, {
      cause: error,
    })
  }
  return aside
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The folder itself may be gone. Only the error that led here matters.
  }
}

/** The same pieces. `onError` is told why they cannot be had. */
async function* watched(
  pieces: Pieces,
  onError: (error: unknown) => void,
): AsyncGenerator<string | Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    onError(error)
    throw error
  }
}

/** The pieces as UTF-8, many of them in one buffer. The buffer is reused: its content is valid only until the next one is requested. */
async function* inBuffers(pieces: Pieces): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(64 * 1024)
  let used = 0
  for await (const piece of pieces) {
    const size = Buffer.byteLength(piece)
    if (size > buffer.length - used) {
      yield buffer.subarray(0, used)
      used = 0
    }
    if (size > buffer.length) yield typeof piece === 'string' ? Buffer.from(piece) : piece
    else if (typeof piece === 'string') used += buffer.write(piece, used)
    else {
      buffer.set(piece, used)
      used += size
    }
  }
  yield buffer.subarray(0, used)
}
