import { join, relative } from 'node:path'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { writeAtomically } from './atomic-file.ts'
import { showsArchive, writeImages } from './records/archive-files.ts'
import { buildReport } from './build-report.ts'
import { reportedRun } from './reported-run.ts'
import type { ReportFile, Summary } from './summary.ts'

export interface WrittenReport {
  summary: Summary
  /** The SHA-256 of each file, by its path in the folder of the run. Includes `summary.json`, which cannot hold its own. */
  hashes: Record<string, string>
}

/**
 * Writes a run's files into `<out>/<run id>/`, and replaces those of an earlier report. `isRedacted`: without names and addresses.
 * Rejects with ReportWriteError.
 */
export async function writeReport(run: RunReader, out: string, isRedacted = false): Promise<WrittenReport> {
  const folder = join(out, run.id)
  const write = async (
    name: string,
    pieces: AsyncIterable<string> | Iterable<string>,
  ): Promise<ReportFile> => {
    const path = join(folder, name)
    return { path, sha256: await writeAtomically(path, pieces) }
  }
  const reported = await reportedRun(run, isRedacted)
  const { files, summary } = await buildReport(reported, folder, write)
  if (showsArchive(reported, await run.record())) await writeImages(reported, folder)
  const last = await write('summary.json', [`${JSON.stringify(summary, null, 2)}\n`])
  const hashes = [...files, last].map(({ path, sha256 }) => [relative(folder, path), sha256] as const)
  return { summary, hashes: Object.fromEntries(hashes) }
}
