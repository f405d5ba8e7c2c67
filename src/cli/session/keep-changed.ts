import type { RunReader } from '../../offboarding/ports/run-reader.ts'
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
  for (const { path, state } of await checkReport(run, out)) {
    if (state !== 'changed') continue
    const kept = keepAside(path)
    stderr.write(
      `konstantly-offboard: ${shownPath(path)} was not what this version makes of the ledger; it is kept as ${shownPath(kept)}\n`,
    )
  }
}
