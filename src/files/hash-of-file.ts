import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { openOwnFile } from './own-file.ts'

/** The SHA-256 of a file's bytes, in hexadecimal. Throws the system's error, or ENOTSUP for anything but a plain file. */
export function hashOfFile(path: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(64 * 1024)
  const file = openOwnFile(path)
  try {
    for (let read = 1; read > 0;) {
      read = readSync(file, buffer)
      hash.update(buffer.subarray(0, read))
    }
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
