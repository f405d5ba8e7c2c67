import { join } from 'node:path'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { writeAtomically } from './atomic-file.ts'
import { buildReport } from './build-report.ts'
import { reportedRun } from './reported-run.ts'
import type { ReportFile, Summary } from './summary.ts'

export interface WrittenReport {
  summary: Summary
  /** The SHA-256 of each file, by file name. Includes `summary.json`, which cannot hold its own. */
  hashes: Record<string, string>
}

/**
 * Writes a run's files into `<out>/<run id>/`, and replaces those of an earlier report. `isRedacted`: without names and addresses.
 * Rejects with ReportWriteError.
 */
export async function writeReport(run: RunReader, out: string, isRedacted = false): Promise<WrittenReport> {
  const folder = join(out, run.id)
  const hashes: Record<string, string> = {}
  const write = async (
    name: string,
    pieces: AsyncIterable<string> | Iterable<string>,
  ): Promise<ReportFile> => {
    const path = join(folder, name)
    const sha256 = await writeAtomically(path, pieces)
    hashes[name] = sha256
    return { path, sha256 }
  }
  const { summary } = await buildReport(await reportedRun(run, isRedacted), write)
  await write('summary.json', [`${JSON.stringify(summary, null, 2)}\n`])
  return { summary, hashes }
}
