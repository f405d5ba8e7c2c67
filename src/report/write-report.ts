import { join } from 'node:path'
import { writeAtomically } from './atomic-file.ts'
import { htmlReport } from './html-report.ts'
import { reportFiles } from './results.ts'
import type { RunView } from './run-view.ts'
import { summarize, type ReportFile, type Summary } from './summary.ts'

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
  const lists = reportFiles(run).map(([name, pieces]) => write(name, pieces))
  const page = write('report.html', htmlReport(run, summarize(run, lists)))
  const summary = summarize(run, [...lists, page])
  write('summary.json', [`${JSON.stringify(summary, null, 2)}\n`])
  return { summary, hashes }
}
