import { join } from 'node:path'
import { writeAtomically } from './atomic-file.ts'
import { buildReport } from './build-report.ts'
import type { RunView } from './run-view.ts'
import type { ReportFile, Summary } from './summary.ts'

export interface WrittenReport {
  summary: Summary
  /** SHA-256 by file name, also of `summary.json`, which cannot hold its own. */
  hashes: Record<string, string>
}

/**
 * Writes a run's files into `<out>/<run id>/`, over those of an earlier report, and returns the summary.
 * Throws ReportWriteError.
 */
export function writeReport(run: RunView, out: string): WrittenReport {
  const folder = join(out, run.record.id)
  const hashes: Record<string, string> = {}
  const write = (name: string, pieces: Iterable<string>): ReportFile => {
    const path = join(folder, name)
    const sha256 = writeAtomically(path, pieces)
    hashes[name] = sha256
    return { path, sha256 }
  }
  const { summary } = buildReport(run, write)
  write('summary.json', [`${JSON.stringify(summary, null, 2)}\n`])
  return { summary, hashes }
}
