import { join } from 'node:path'
import { hashOfFile } from '../../files/hash-of-file.ts'
import type { Inbox, SettledList } from '../../inbox/inbox.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { PLAN_FILE } from '../../report/results.ts'

/** What is known of the tables of plans that lie in an inbox. */
export interface PlanTables {
  /** Whether the table of a plan lies there as it was written. */
  isPlanHere: (plan: string) => boolean
  /** Whether the place of the list's own is taken, and not by that of another list. */
  hasTable: boolean
}

/** Finds out about the plans of a list. `runs`: all that the ledger has. Of many lists each looks at its own table first, and as a rule at no other. */
export function planTables(
  inbox: Inbox,
  list: SettledList,
  runs: readonly RunRecord[],
  out: string,
): PlanTables {
  const own = inbox.hashesOfOwnTables(list)
  const isPlanHere = (plan: string): boolean => {
    const written = hashOfTable(plan, out)
    return written !== null && (own.includes(written) || inbox.hashesOfTables().includes(written))
  }
  const of = Object.groupBy(runs, (run) => (run.list.sha256 === list.sha256 ? 'list' : 'others'))
  const hashes = (these: readonly RunRecord[] = []): string[] => hashesOfTables(these, out)
  const hasTable =
    own.length > 0 &&
    (own.some((table) => hashes(of.list).includes(table)) ||
      own.some((table) => !hashes(of.others).includes(table)))
  return { isPlanHere, hasTable }
}

/** The SHA-256 of the tables of all plans among these runs, as they were written. */
export const hashesOfTables = (runs: readonly RunRecord[], out: string): string[] =>
  runs.filter(({ options }) => options.kind === 'plan').flatMap(({ id }) => hashOfTable(id, out) ?? [])

function hashOfTable(plan: string, out: string): string | null {
  try {
    return hashOfFile(join(out, plan, PLAN_FILE))
  } catch {
    // Removed, or put away: then nobody knows what was written.
    return null
  }
}
