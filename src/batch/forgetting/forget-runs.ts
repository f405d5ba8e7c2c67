import type { Forgetting } from '../../offboarding/ports/forgetting.ts'
import type { FileBefore, RunRecord } from '../../offboarding/run/run.ts'

/** The folders of runs. Every method may reject. */
export interface RunFolders {
  /** The files of a run as they are now. */
  filesNow(run: string): Promise<readonly FileBefore[]>
  /**
   * Removes what this tool wrote into a run's folder, and writes its files again from the ledger. Resolves with the names of what
   * somebody else put there, which stays.
   */
  rewrite(run: string): Promise<readonly string[]>
}

export interface ForgottenRuns {
  /** The IDs of the runs that are forgotten. */
  runs: readonly string[]
  /** What was left in their folders, because somebody else put it there. */
  left: readonly { run: string; names: readonly string[] }[]
}

/**
 * Forgets runs: first in the ledger, then in their folders, and at last in the free space of the ledger. Only then do they count as
 * forgotten, so that after a crash at any point the next attempt goes on with them. Begins with no further run once `stop` is aborted.
 */
export async function forgetRuns(
  runs: readonly RunRecord[],
  { forgetting, folders, stop }: { forgetting: Forgetting; folders: RunFolders; stop: AbortSignal },
): Promise<ForgottenRuns> {
  const forgotten: string[] = []
  const left: { run: string; names: readonly string[] }[] = []
  for (const { id, forgotten: begun } of runs) {
    if (stop.aborted) break
    if (begun === null) await forgetting.erase(id, await folders.filesNow(id))
    const names = await folders.rewrite(id)
    if (names.length > 0) left.push({ run: id, names })
    forgotten.push(id)
  }
  if (forgotten.length > 0) await forgetting.finish(forgotten)
  return { runs: forgotten, left }
}
