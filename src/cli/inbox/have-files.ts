import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { writeReport } from '../../report/write-report.ts'
import { readLedgerPlace, type PlaceFlags } from '../ledger-place.ts'

/**
 * Writes the files of a run of an inbox where there is no folder of it, and the ledger is on a server: then it was made on another machine, or on a
 * disk that is gone. What a person has to look at lies in the inbox. Beside a ledger in a file somebody has taken the folder away. Rejects with ReportWriteError.
 */
export async function haveFiles(run: RunReader, flags: PlaceFlags & { redact: boolean }): Promise<void> {
  if (readLedgerPlace(flags).server === null || existsSync(join(flags.out, run.id))) return
  await writeReport(run, flags.out, flags.redact)
}
