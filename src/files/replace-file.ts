import { closeSync, fchmodSync, fsyncSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createOwnFile } from './own-file.ts'
import { syncFolder } from './own-folder.ts'

/**
 * Replaces a file atomically by one with this content and these rights, or makes it: under the name `<path>.partial` first, then durably on
 * disk, then renamed, so that nobody reads half of it. A link at either path is replaced and not followed. The folder has to exist.
 * Throws the system's error.
 */
export function replaceFile(path: string, content: string | Uint8Array, mode: number): void {
  const temporary = `${path}.partial`
  rmSync(temporary, { force: true })
  const file = createOwnFile(temporary)
  try {
    try {
      writeFileSync(file, content)
      fchmodSync(file, mode)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}
