import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { RECORDS_FILE } from '../../offboarding/archived-user.ts'
import { shownPath } from '../../offboarding/text/shown.ts'
import { keepAside } from '../../report/atomic-file.ts'
import { checkReport } from '../../report/check-report.ts'
import type { Deps } from '../deps.ts'

/**
 * Renames files that differ from what would be written: they may be evidence of a change, or hold notes. Rejects with
 * ReportWriteError.
 */
export async function keepChanged(
  run: RunReader,
  out: string,
  { stderr }: Pick<Deps, 'stderr'>,
): Promise<void> {
  const { options } = await run.record()
  for (const { path, state } of await checkReport(run, out)) {
    // It names people whom the ledger has forgotten, so it is not kept.
    if (state === 'as before it was forgotten') rmSync(path)
    if (state !== 'changed' && state !== 'missing') continue
    // What was saved of users, and not in the ledger, cannot be made again, so it stays where it is.
    if (basename(path) === RECORDS_FILE && options.archiveIn !== 'ledger') {
      stderr.write(
        `konstantly-offboard: ${shownPath(path)} is ${state === 'missing' ? 'missing' : 'not what was saved'}\n`,
      )
      continue
    }
    if (state === 'missing') continue
    const kept = keepAside(path)
    stderr.write(
      `konstantly-offboard: ${shownPath(path)} was not what this version makes of the ledger; it is kept as ${shownPath(kept)}\n`,
    )
  }
}
