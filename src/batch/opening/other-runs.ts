import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import type { Operator } from '../operator.ts'

/** Tells which runs of a site are unfinished besides `run`, since somebody may have forgotten an earlier list; nothing more comes of it. */
export async function tellOfUnfinished(
  store: RunStore,
  site: string,
  run: Pick<RunRecord, 'id' | 'options'> | null,
  operator: Operator,
): Promise<void> {
  const runs: { id: string; begun: number }[] = []
  for (const { id } of await store.unfinished(site)) {
    if (id === run?.id) continue
    // Nobody who is protected now is to be deleted by following the advice.
    await store.protect(id, run?.options.protect ?? [])
    runs.push({ id, begun: await (await store.run(id)).countBegun() })
  }
  if (runs.length > 0) operator.tell({ kind: 'unfinished_runs', site, runs })
}

/** Tells where the 24-hour limits have nothing to count yet: another ledger, or the first run in it, goes by them alone. */
export async function tellOfFirstRun(
  store: RunStore,
  { id, site, options }: RunRecord,
  operator: Operator,
): Promise<void> {
  if (options.kind === 'dry_run') return
  const isEarlier = (run: RunRecord): boolean =>
    run.site === site && run.id !== id && run.options.kind === 'run'
  if (!(await store.runs()).some(isEarlier)) operator.tell({ kind: 'no_earlier_run', site })
}
