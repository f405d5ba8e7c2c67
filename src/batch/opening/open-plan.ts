import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import { makeRunId } from '../../offboarding/run/run-id.ts'
import type { NotOpened, Opened } from './opened.ts'
import { whyPlanTooOld } from './plan-age.ts'
import { whyTooOld } from './run-age.ts'

export interface PlanRequest {
  /** The run that made the plan. */
  plan: string
  site: string
  /** The version of this tool. */
  version: string
  /** Entries to add to the run's protected list. */
  protect: readonly string[]
  /** In milliseconds: how old the plan may be, and how long ago a run that already carries it out may have been worked on. */
  planMaxAgeMs: number
  resumeMaxAgeMs: number
  /** Returns the flag that forbids what a plan with these options does, or null. */
  conflict: (options: RunOptions) => string | null
  /** Whether `plan.csv` differs from what was written. A person who removes a row from it believes that its user is spared. */
  isFileChanged: (plan: RunReader) => Promise<boolean>
}

/** Begins or continues to carry out a plan. Rejects with the store's error if there is no such plan. */
export async function openPlan(
  store: RunStore,
  request: PlanRequest,
  { now, random }: { now: () => Date; random: () => number },
): Promise<Opened | NotOpened> {
  const { plan: id, site, version, protect, planMaxAgeMs, resumeMaxAgeMs, conflict, isFileChanged } = request
  const plan = await store.plan(id, site)
  const flag = conflict(plan.options)
  if (flag !== null) return { kind: 'ruled_out', what: 'plan', id, flag }
  const { begun } = plan
  if (begun?.isOver === true) return { kind: 'plan_carried_out', plan: id, by: begun.id }
  const tooOld = whyPlanTooOld(plan, now(), planMaxAgeMs)
  if (tooOld !== null) return tooOld
  if (await isFileChanged(await store.run(id))) return { kind: 'plan_file_changed', plan: id }
  const runTooOld = begun && (await whyTooOld(await store.run(begun.id), now(), resumeMaxAgeMs))
  if (runTooOld !== null) return runTooOld
  const opened = await store.carryOutPlan(plan, { id: makeRunId(now().toISOString(), random()), version })
  await store.protect(opened.session.run.id, protect)
  return { ...opened, resumed: begun !== null }
}
