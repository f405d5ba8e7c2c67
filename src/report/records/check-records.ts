import { createHash } from 'node:crypto'
import { closeSync, fstatSync } from 'node:fs'
import { linesOf } from '../../files/lines.ts'
import { openOwnFile } from '../../files/own-file.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { readArchivedUser } from '../../offboarding/archived-user.ts'

/**
 * Whether the file of records holds each user whom the run has saved, as they were saved. The ledger has the hash of each line. A line of which it
 * has none may be there, too: if the run was killed when it had just written that line, and the user was then spared. Rejects with the system's
 * error, or ENOTSUP for anything but a plain file.
 */
export async function areRecordsAsSaved(
  run: Pick<RunReader, 'countSaved' | 'savedRecord'>,
  path: string,
): Promise<boolean> {
  const file = openOwnFile(path)
  try {
    const found = new Set<number>()
    let size = 0
    for (const { text, end } of linesOf(file)) {
      size = end
      const user = readArchivedUser(text)
      const saved = user === null ? null : await run.savedRecord(user.row)
      if (user === null || (saved !== null && saved !== sha256(text))) return false
      if (saved !== null) found.add(user.row)
    }
    return size === fstatSync(file).size && found.size === (await run.countSaved())
  } finally {
    closeSync(file)
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
