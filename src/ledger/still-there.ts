import { statSync } from 'node:fs'
import { LedgerGoneError } from './errors.ts'

/**
 * Watches that the file at `path` stays the one it is now. A file that was removed, or whose volume went away, can be written to
 * as if nothing had happened as long as it is open, and what is written is lost. The returned function throws then.
 */
export function watchFile(path: string): () => void {
  const opened = identify(path)
  return () => {
    if (identify(path) !== opened) throw new LedgerGoneError(`${path} is not there any more`)
  }
}

function identify(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    return null
  }
}
