import type { Chosen, Kept } from '../../../batch/forgetting/choose-runs.ts'
import type { ForgottenRuns } from '../../../batch/forgetting/forget-runs.ts'
import type { RunKind, RunTask } from '../../../offboarding/run-kind.ts'
import type { RunRecord } from '../../../offboarding/run/run.ts'
import { SCHEMA_VERSION } from '../../../report/summary.ts'
import type { ExitCode } from '../../exit-code.ts'
import { readVersion } from '../../version.ts'
import { keptLine } from './forget-text.ts'

/** What `forget --json` prints. */
export interface ForgottenJson {
  schemaVersion: typeof SCHEMA_VERSION
  isDryRun: boolean
  /** The runs that are forgotten; in a dry run those that would be. */
  runs: readonly MeantRun[]
  /** The runs that are still to be forgotten, since the command was stopped: the same command goes on. */
  toDo: readonly MeantRun[]
  /** The runs that are kept. `reason`: the code, `detail`: the words. */
  kept: readonly (MeantRun & { reason: Kept['kind']; detail: string })[]
  /** What somebody else put into the folders of forgotten runs, by its names: it stays. */
  left: ForgottenRuns['left']
  exitCode: ExitCode
  version: string
}

/** A run that is old enough to be forgotten. */
export interface MeantRun {
  run: string
  site: string
  kind: RunKind
  /** Null where it offboarded the people on a list. */
  task: RunTask | null
  list: { name: string; rows: number }
  /** ISO 8601, UTC. */
  started: string
  ended: string | null
}

/** `done`: null where nothing was to be forgotten. */
export function forgottenJson(
  { runs, kept }: Chosen,
  done: ForgottenRuns | null,
  { isDryRun, exitCode }: { isDryRun: boolean; exitCode: ExitCode },
): ForgottenJson {
  const isDone = ({ id }: RunRecord): boolean => done === null || done.runs.includes(id)
  return {
    schemaVersion: SCHEMA_VERSION,
    isDryRun,
    runs: runs.filter(isDone).map(meantRun),
    toDo: runs.filter((run) => !isDone(run)).map(meantRun),
    kept: kept.map((one) => ({ ...meantRun(one.run), reason: one.why.kind, detail: keptLine(one) })),
    left: done?.left ?? [],
    exitCode,
    version: readVersion(),
  }
}

const meantRun = ({ id, site, options, list, started, ended }: RunRecord): MeantRun => ({
  run: id,
  site,
  kind: options.kind,
  task: options.task ?? null,
  list: { name: list.name, rows: list.rows },
  started,
  ended,
})
