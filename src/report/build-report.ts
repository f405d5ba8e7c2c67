import { archiveFiles, showsArchive } from './records/archive-files.ts'
import { htmlReport } from './page/page.ts'
import type { ReportedRun } from './reported-run.ts'
import { reportFiles } from './results.ts'
import { summarize, type ReportFile, type Summary } from './summary.ts'

/** The file of a run for people. */
export const PAGE_FILE = 'report.html'

/**
 * Makes the files of a run, whose folder is `folder`, one after the other with `make`. Also returns the summary, which lists these files and is
 * itself not yet written.
 */
export async function buildReport(
  run: ReportedRun,
  folder: string,
  make: (name: string, pieces: AsyncIterable<string>) => Promise<ReportFile>,
): Promise<{ files: readonly ReportFile[]; summary: Summary }> {
  const files: ReportFile[] = []
  for (const [name, pieces] of await reportFiles(run)) files.push(await make(name, pieces))
  const record = await run.record()
  if (showsArchive(run, record)) files.push(...(await archiveFiles(run, record, folder, make)))
  files.push(await make(PAGE_FILE, htmlReport(run, await summarize(run, files))))
  return { files, summary: await summarize(run, files) }
}
