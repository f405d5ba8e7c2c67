import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const NAME = 'offboard-'

/**
 * Makes one folder, in which this process and all that it starts make their temporary files from now on, and returns what removes it. With
 * KEEP_TEMP set it stays, and standard error says where. Who asks again is in it already.
 */
export function oneFolder(): () => void {
  if (basename(tmpdir()).startsWith(NAME)) return () => undefined
  const folder = mkdtempSync(join(tmpdir(), NAME))
  // Some tests are of what other users may see.
  chmodSync(folder, 0o755)
  process.env['TMPDIR'] = folder
  return () => {
    if ((process.env['KEEP_TEMP'] ?? '') === '') rmSync(folder, { recursive: true, force: true })
    else process.stderr.write(`The temporary files are in ${folder}\n`)
  }
}
