import type { EntriesAnswer, Interruption } from '../offboarding/answer.ts'
import type { RecordFields } from '../offboarding/identity/user.ts'
import type { Deliveries } from './deliveries.ts'

/** How many entries the platform puts on a page where nothing else is said (API reference, *introduction*). */
const PAGE_SIZE = 20

/** How often a list that changes while it is read is begun again. */
const ATTEMPTS = 3

export interface EntriesSink {
  /** Takes entries in the order of the list. */
  add: (entries: readonly RecordFields[]) => void
  /** Forgets all of them: the list is read anew. */
  startAnew: () => void
}

/** Why a list could not be read to its end. `changing`: it changed again and again while it was read. */
export type NotRead = Exclude<EntriesAnswer, { kind: 'entries' }> | Interruption | { kind: 'changing' }

/**
 * Reads a list to its end, however many entries a page has. Users come and go meanwhile, ours among them, and an entry that goes moves all later
 * ones forward, so that one of them would be missed between two pages. So each page begins with the last entry of the page before it; if it does
 * not, the list is read anew. Returns null when the sink has the whole list.
 */
export async function readEntries(
  ask: (offset: number) => Promise<EntriesAnswer | Interruption>,
  sink: EntriesSink,
  deliveries: Deliveries,
): Promise<NotRead | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const end = await readOnce(ask, sink, deliveries)
    if (end?.kind !== 'changing') return end
    sink.startAnew()
  }
  return { kind: 'changing' }
}

async function readOnce(
  ask: (offset: number) => Promise<EntriesAnswer | Interruption>,
  sink: EntriesSink,
  deliveries: Deliveries,
): Promise<NotRead | null> {
  let read = 0
  let last: string | null = null
  for (;;) {
    const answer = deliveries.add(await ask(Math.max(0, read - 1)))
    if (answer.kind !== 'entries') return answer
    const { entries, totalCount } = answer
    const known = last === null ? 0 : entries.findIndex((entry) => identityOf(entry) === last) + 1
    if (last !== null && known === 0) return { kind: 'changing' }
    const more = entries.slice(known)
    sink.add(more)
    read += more.length
    last = more.length === 0 ? last : identityOf(more.at(-1) ?? {})
    if (totalCount === null ? isLastPage(entries, more) : read === totalCount) return null
    // Without any more entries the rest of them will not come, and more than there are cannot be right.
    if (totalCount !== null && (more.length === 0 || read > totalCount)) return { kind: 'changing' }
  }
}

/** For a list that does not tell its length: a page that is full may have another one behind it. */
const isLastPage = (entries: readonly RecordFields[], more: readonly RecordFields[]): boolean =>
  more.length === 0 || entries.length % PAGE_SIZE !== 0

/** What stays the same of an entry, whatever changes about it meanwhile. */
const identityOf = (entry: RecordFields): string => JSON.stringify(entry['id'] ?? entry)
