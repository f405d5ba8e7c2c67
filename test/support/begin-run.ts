import type { ListRow } from '../../src/offboarding/leaver.ts'
import type { NewSession, RunDraft, RunStore } from '../../src/offboarding/ports/run-store.ts'
import { IDENTITY } from './run-identity.ts'

/** All that comes in pages. */
export async function allOf<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = []
  for await (const page of pages) items.push(...page)
  return items
}

/** A row of a leaver who is named by this ID. */
export const leaverRow = (row: number, id: string, cells: readonly string[] = [id]): ListRow => ({
  row,
  line: row + 1,
  cells,
  leaves: null,
  claim: { kind: 'leaver', id, email: null, name: null },
})

/** Makes a new run of a list with these rows. */
export async function beginRun(
  store: RunStore,
  rows: readonly ListRow[],
  id = 'run-1',
  identity = IDENTITY,
): Promise<NewSession> {
  const draft = await store.draft()
  await draft.add(rows)
  return commitNew(draft, id, identity)
}

export async function commitNew(draft: RunDraft, id = 'run-1', identity = IDENTITY): Promise<NewSession> {
  const opened = await draft.commit(identity, id, '0.0.0')
  if ('unfinished' in opened) throw new Error(`run ${opened.unfinished.id} is unfinished`)
  return opened
}
