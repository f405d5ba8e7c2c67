import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** A report file could not be written. What it would have said is still in the ledger. */
export class ReportWriteError extends Error {
  override readonly name = 'ReportWriteError'
}

/**
 * Writes a file piece by piece under a temporary name, makes it durable and renames it, so that nobody ever finds half a file.
 * Returns the SHA-256 of its bytes, in hexadecimal. Throws ReportWriteError.
 */
export function writeAtomically(path: string, pieces: Iterable<string>): string {
  const temporary = `${path}.partial`
  const hash = createHash('sha256')
  try {
    mkdirSync(dirname(path), { recursive: true })
    const file = openSync(temporary, 'w', 0o600)
    try {
      for (const piece of buffered(pieces)) {
        const bytes = Buffer.from(piece)
        hash.update(bytes)
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    removeQuietly(temporary)
    const reason = error instanceof Error ? error.message : String(error)
    throw new ReportWriteError(
      `${path} cannot be written (${reason}). The run is safe in the ledger: make room, then write its files again with \`report\`.`,
      { cause: error },
    )
  }
  return hash.digest('hex')
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The folder itself may be gone; what matters is the error that brought us here.
  }
}

/** One write for many lines. */
function* buffered(pieces: Iterable<string>): Generator<string> {
  let buffer = ''
  for (const piece of pieces) {
    buffer += piece
    if (buffer.length > 64 * 1024) {
      yield buffer
      buffer = ''
    }
  }
  yield buffer
}
