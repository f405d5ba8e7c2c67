import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { htmlReport } from './page/page.ts'
import { reportFiles } from './results.ts'
import { summarize, type ReportFile, type Summary } from './summary.ts'

/** The file of a run for people. */
export const PAGE_FILE = 'report.html'

/**
 * Makes the files of a run one after the other with `make`. Also returns the summary, which lists these files and is itself not
 * yet written.
 */
export async function buildReport(
  run: RunReader,
  make: (name: string, pieces: AsyncIterable<string>) => Promise<ReportFile>,
): Promise<{ files: readonly ReportFile[]; summary: Summary }> {
  const files: ReportFile[] = []
  for (const [name, pieces] of await reportFiles(run)) files.push(await make(name, pieces))
  files.push(await make(PAGE_FILE, htmlReport(run, await summarize(run, files))))
  return { files, summary: await summarize(run, files) }
}
