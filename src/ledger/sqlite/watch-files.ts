import { statSync } from 'node:fs'
import { LedgerGoneError } from './errors.ts'

/**
 * Watches the files at `paths`. The returned function throws LedgerGoneError if one of them is not the same file any more, or
 * became smaller. A file that was removed, or whose volume went away, can still be written to as long as it is open, and those
 * writes are lost; the same is true of a file that was truncated. None of these files becomes smaller in normal use.
 */
export function watchFiles(paths: readonly string[]): () => void {
  const watched = paths.map((path) => ({ path, ...identify(path) }))
  return () => {
    for (const file of watched) {
      const { id, size } = identify(file.path)
      if (id !== file.id) throw new LedgerGoneError(`${file.path} is not there any more`)
      if (size < file.size) throw new LedgerGoneError(`${file.path} was cut off`)
      file.size = size
    }
  }
}

function identify(path: string): { id: string | null; size: bigint } {
  try {
    const { dev, ino, size } = statSync(path, { bigint: true })
    return { id: `${dev}:${ino}`, size }
  } catch {
    return { id: null, size: 0n }
  }
}
