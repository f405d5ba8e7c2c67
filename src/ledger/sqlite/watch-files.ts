import { statSync } from 'node:fs'
import { LedgerGoneError } from './errors.ts'

/**
 * Watches that the files at `paths` stay the ones they are now. A file that was removed, or whose volume went away, can be written to
 * as if nothing had happened as long as it is open, and what is written is lost; so it is in one that was cut off. None of them ever
 * becomes smaller by itself. The returned function throws then.
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
