import { closeSync, readFileSync } from 'node:fs'
import { openOwnFile } from '../../files/own-file.ts'
import { replaceFile } from '../../files/replace-file.ts'
import type { Series } from './metrics.ts'
import { BEGINS, metricsText } from './metrics-text.ts'

/** Readable by all: the collector is another user, and the file names nobody. */
const MODE = 0o644

/** Brings these series into the metrics file, atomically. Throws the system's error, or EEXIST for a file that is no metrics file of ours. */
export function writeMetrics(path: string, series: readonly Series[]): void {
  const before = readIfThere(path)
  // A path that was mistyped may be that of a list, or of the ledger.
  if (before !== '' && !before.startsWith(BEGINS))
    throw Object.assign(new Error(`${path} holds something else`), { code: 'EEXIST' })
  replaceFile(path, metricsText(before, series), MODE)
}

/** The text of a plain file; empty where there is none. */
function readIfThere(path: string): string {
  try {
    const file = openOwnFile(path)
    try {
      return readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
