import type { RunStore } from '../../offboarding/ports/run-store.ts'
import { isUnfinished, type RunOptions } from '../../offboarding/run/run.ts'
import type { NotOpened, Opened } from './opened.ts'
import { whyPlanTooOld } from './plan-age.ts'
import { whyTooOld } from './run-age.ts'

export interface ResumeRequest {
  run: string
  site: string
  /** The version of this tool. */
  version: string
  /** Entries to add to the run's protected list. */
  protect: readonly string[]
  /** In milliseconds: how long ago the run may have been worked on, and how old the plan that it carries out may be. */
  maxAgeMs: number
  planMaxAgeMs: number
  /** Returns the flag that forbids what a run with these options does, or null. */
  conflict: (options: RunOptions) => string | null
}

/** Resumes an unfinished run from the ledger alone. Rejects with the store's error if there is no such run. */
export async function resumeRun(
  store: RunStore,
  { run: id, site, version, protect, maxAgeMs, planMaxAgeMs, conflict }: ResumeRequest,
  now: () => Date,
): Promise<Opened | NotOpened> {
  const run = await store.run(id)
  const record = await run.record()
  const { options, status } = record
  const plan = options.executes === null ? null : await store.plan(options.executes, site)
  const tooOld = (plan && whyPlanTooOld(plan, now(), planMaxAgeMs)) ?? (await whyTooOld(run, now(), maxAgeMs))
  if (tooOld !== null) return tooOld
  if (record.site !== site) return { kind: 'on_another_site', run: id, itsSite: record.site, site }
  if (!isUnfinished(record)) return { kind: 'nothing_left', run: id, status }
  const flag = conflict(options)
  if (flag !== null) return { kind: 'ruled_out', what: 'run', id, flag }
  const session = await store.resume(id, version)
  await store.protect(id, protect)
  return { session, resumed: true, joined: [] }
}
