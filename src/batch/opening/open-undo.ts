import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { RunOptions, RunRecord } from '../../offboarding/run/run.ts'
import { makeRunId } from '../../offboarding/run/run-id.ts'
import type { CannotUndo, NotOpened, Opened } from './opened.ts'

export interface UndoRequest {
  /** The run to undo. */
  run: string
  site: string
  options: RunOptions
  /** The version of this tool. */
  version: string
}

/** Begins to undo a run, or continues an unfinished undo of it. Rejects with the store's error if there is no such run. */
export async function openUndo(
  store: RunStore,
  { run: id, site, options, version }: UndoRequest,
  { now, random }: { now: () => Date; random: () => number },
): Promise<Opened | NotOpened> {
  const run = await store.run(id)
  const record = await run.record()
  if (record.site !== site) return { kind: 'on_another_site', run: id, itsSite: record.site, site }
  const because = whyNotUndone(record) ?? ((await run.hasToUndo()) ? null : 'nobody')
  if (because !== null) return { kind: 'cannot_undo', run: id, because }
  const { language } = record.options
  return store.undo(
    site,
    { ...options, ...(language !== undefined && { language }), undoes: id },
    { id: makeRunId(now().toISOString(), random()), version },
  )
}

/** Why a run of this kind deactivates nobody, or null. */
const whyNotUndone = ({ options: { kind, task }, forgotten }: RunRecord): CannotUndo['because'] | null => {
  if (kind !== 'run') return kind
  return task ?? (forgotten === null ? null : 'forgotten')
}
