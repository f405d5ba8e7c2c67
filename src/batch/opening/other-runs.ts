import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import type { Operator } from '../operator.ts'

/**
 * Tells the operator about other unfinished runs of the site, since an earlier list may have been forgotten. It adds `run`'s
 * protected list to theirs.
 */
export async function tellOfUnfinished(
  store: RunStore,
  site: string,
  run: Pick<RunRecord, 'id' | 'options'> | null,
  operator: Pick<Operator, 'tell'>,
): Promise<void> {
  const runs: { id: string; begun: number }[] = []
  for (const { id } of await store.unfinished(site)) {
    if (id === run?.id || id === run?.options.undoes) continue
    // Otherwise an operator who follows the advice to finish such a run could delete somebody who is protected now.
    await store.protect(id, run?.options.protect ?? [])
    runs.push({ id, begun: await (await store.run(id)).countBegun() })
  }
  if (runs.length > 0) operator.tell({ kind: 'unfinished_runs', site, runs })
}

/** Tells the operator if this ledger holds no earlier run of the site. The 24-hour limits count only the runs of one ledger. */
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
