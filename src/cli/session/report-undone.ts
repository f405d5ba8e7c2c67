import type { RunStore } from '../../offboarding/ports/run-store.ts'
import { isUnfinished, type RunRecord } from '../../offboarding/run/run.ts'
import { writeReport } from '../../report/write-report.ts'

/**
 * Of an undo: whether the run that it undoes is unfinished. Returns a function to call after the work, which writes that run's files
 * again if it is over by then. The files of a run that was finished before stay as they are. Rejects with ReportWriteError.
 */
export async function reportUndone(
  store: RunStore,
  { options: { undoes } }: RunRecord,
  out: string,
): Promise<() => Promise<void>> {
  if (undoes === undefined) return () => Promise.resolve()
  const run = await store.run(undoes)
  const isOpen = async (): Promise<boolean> => isUnfinished(await run.record())
  const wasOpen = await isOpen()
  return async () => {
    if (wasOpen && !(await isOpen())) await writeReport(run, out)
  }
}
