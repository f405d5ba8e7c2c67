import { htmlReport } from './html-report.ts'
import { reportFiles } from './results.ts'
import type { RunView } from './run-view.ts'
import { summarize, type ReportFile, type Summary } from './summary.ts'

/** Makes the files of a run one after the other, with `make`, and the summary that tells of them and is none of them yet. */
export function buildReport(
  run: RunView,
  make: (name: string, pieces: Iterable<string>) => ReportFile,
): { files: readonly ReportFile[]; summary: Summary } {
  const lists = reportFiles(run).map(([name, pieces]) => make(name, pieces))
  const page = make('report.html', htmlReport(run, summarize(run, lists)))
  const files = [...lists, page]
  return { files, summary: summarize(run, files) }
}
