import type { Candidate, WhyKept } from '../../offboarding/ports/forgetting.ts'
import type { ArchivePlace } from '../../offboarding/policy.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'

/** Which runs are to be forgotten. */
export interface ForgetRequest {
  /** Only runs that ended before that. */
  before: Date
  /** The IDs of the only runs that are meant; empty for all. */
  only: readonly string[]
  /** Whether training records that were saved may be deleted with the names. */
  deletesArchive: boolean
}

/** Why a run that is meant, and old enough, is kept all the same. */
export type Kept =
  | WhyKept
  /** From this run it is known what became of those whom an earlier one made wait, which is not forgotten. */
  | { kind: 'after_waits'; since: string }
  | { kind: 'archive'; in: ArchivePlace }
  | { kind: 'too_young'; ended: string }

export interface Chosen {
  /** Oldest first. A run whose forgetting was interrupted is always among them. */
  runs: readonly RunRecord[]
  kept: readonly { run: RunRecord; why: Kept }[]
}

/** Chooses the runs to forget. `isInFolder`: whether the folder of a run has records of its users. A run that was not named and is not old enough is neither forgotten nor spoken of. Pure. */
export function chooseRuns(
  candidates: readonly Candidate[],
  { before, only, deletesArchive }: ForgetRequest,
  isInFolder: (run: string) => boolean,
): Chosen {
  const runs: RunRecord[] = []
  const kept: { run: RunRecord; why: Kept }[] = []
  /** The first run of each site that made somebody wait, and is not forgotten. */
  const waits = new Map<string, string>()
  const isMeant = ({ id }: RunRecord): boolean => only.length === 0 || only.includes(id)
  for (const candidate of candidates) {
    const { run } = candidate
    if (run.forgotten !== null) {
      runs.push(run)
      continue
    }
    const since = waits.get(run.site)
    const isYoung = (run.ended ?? run.started) >= before.toISOString()
    if (!isMeant(run) || (isYoung && only.length === 0)) {
      if (candidate.hasWaits) waits.set(run.site, since ?? run.id)
      continue
    }
    const why: Kept | null =
      candidate.kept ??
      (since === undefined ? null : { kind: 'after_waits', since }) ??
      (isYoung ? { kind: 'too_young', ended: run.ended ?? run.started } : null) ??
      (deletesArchive ? null : whereArchived(candidate, isInFolder))
    if (why === null) runs.push(run)
    else {
      if (candidate.hasWaits) waits.set(run.site, since ?? run.id)
      kept.push({ run, why })
    }
  }
  return { runs, kept }
}

/** Where the records of a run's users are, which keep it; null where there are none. */
function whereArchived({ run, hasArchive }: Candidate, isInFolder: (run: string) => boolean): Kept | null {
  if (hasArchive) return { kind: 'archive', in: 'ledger' }
  return isInFolder(run.id) ? { kind: 'archive', in: 'folder' } : null
}

/** Whether a person has to do something before such a run can be forgotten; the others are forgotten by themselves later. */
export const isForAPerson = ({ kind }: Kept): boolean => kind === 'unfinished' || kind === 'archive'
