import type { RunEvent } from '../../offboarding/event.ts'
import type { UserList } from '../../offboarding/ports/user-list.ts'
import type { Comparison, ComparePolicy } from '../../offboarding/roster/comparison.ts'
import { isDoubtful, type Finding } from '../../offboarding/roster/finding.ts'
import { whyNoSuchRole, whyRosterRefused } from '../../offboarding/roster/guards.ts'
import type { Roster } from '../../offboarding/roster/roster.ts'
import { SiteDirectory } from '../../offboarding/roster/site-directory.ts'
import type { Stop, StopReason } from '../stop.ts'
import { listSite, type ListedSite, type NotListed } from './list-site.ts'
import { checkRoster, compareRoster, type CheckedRoster } from './match-roster.ts'

/** Opens a roster from its beginning. Rejects once `signal` is aborted. */
export type OpenRoster = (signal: AbortSignal) => Promise<Roster & { close: () => void }>

export interface CompareTask {
  /** Its name, for events. */
  id: string
  openRoster: OpenRoster
  /** All that is ever asked of the platform. */
  platform: UserList
  policy: ComparePolicy
  /** The attribute that users are found by; undefined if they are not. */
  attribute: string | undefined
  /** Of the site's active users, in percent. */
  minCoverage: number
  concurrency: number
  stop: Stop
  emit: (event: RunEvent) => void
}

/** How a comparison ended. */
export type CompareEnding =
  | Compared
  | { kind: 'stopped'; reason: StopReason }
  | ({ kind: 'not_listed' } & NotListed)
  /** No line of the roster can be used. Nothing was asked. */
  | { kind: 'unusable_roster'; checked: CheckedRoster }
  /** It was changed while it was read. */
  | { kind: 'changed_roster' }

export interface Compared {
  kind: 'compared'
  roster: CheckedRoster
  site: ListedSite
  directory: SiteDirectory
  comparison: Comparison
  /** Why nobody may be proposed, in words; null where somebody may. */
  refused: string | null
  /** How many users on no line are proposed. */
  leavers: number
  /** How many are not, by the code of the reason: those who may not be, and those whom a person has to look at. */
  others: Readonly<Record<string, number>>
  doubtful: Readonly<Record<string, number>>
  /** Whether a person has to look at somebody, or at a line. */
  needsAttention: boolean
}

/**
 * Compares a roster with a site: checks the roster, pages through the site's users, and reads the roster again, line by line, so that of
 * either only the users are in memory. Asks for nothing but the list of users. Rejects with what the roster is refused for.
 */
export async function compareSite(task: CompareTask): Promise<CompareEnding> {
  const { stop } = task
  try {
    return await compare(task)
  } catch (error) {
    if (stop.reason !== null) return { kind: 'stopped', reason: stop.reason }
    throw error
  }
}

async function compare(task: CompareTask): Promise<CompareEnding> {
  const { id: run, platform, concurrency, stop, emit } = task
  const checked = await withRoster(task, checkRoster)
  if (checked.unreadable === checked.lines) return { kind: 'unusable_roster', checked }
  const site = await listSite(concurrency, { run, platform, stop, emit })
  if (stop.reason !== null) return { kind: 'stopped', reason: stop.reason }
  if ('answer' in site) return { kind: 'not_listed', ...site }
  const directory = new SiteDirectory(site.users)
  const { comparison, sha256 } = await withRoster(task, (roster) => compareRoster(roster, directory))
  if (sha256 !== checked.sha256) return { kind: 'changed_roster' }
  return conclude(task, checked, site, directory, comparison)
}

/** Opens the roster for `work`, and closes it again. */
async function withRoster<Result>(
  { openRoster, stop }: Pick<CompareTask, 'openRoster' | 'stop'>,
  work: (roster: Roster) => Promise<Result>,
): Promise<Result> {
  const roster = await openRoster(stop.signal)
  try {
    return await work(roster)
  } finally {
    roster.close()
  }
}

function conclude(
  { policy, attribute, minCoverage }: CompareTask,
  roster: CheckedRoster,
  site: ListedSite,
  directory: SiteDirectory,
  comparison: Comparison,
): Compared {
  const findings = [...comparison.missing(policy)].map(({ why }) => why)
  const notProposed = findings.filter((why) => why !== null)
  const doubtful = countCodes(notProposed.filter(isDoubtful))
  const refused =
    whyNoAttribute(attribute, directory) ??
    whyNoSuchRole(policy, site) ??
    whyRosterRefused(comparison, minCoverage)
  const { ambiguous, unreadable } = comparison.lines
  const needsAttention =
    Object.keys(doubtful).length > 0 || ambiguous > 0 || unreadable > 0 || site.unseen > 0 || site.isChanged
  return {
    kind: 'compared',
    roster,
    site,
    directory,
    comparison,
    refused,
    leavers: refused === null ? findings.length - notProposed.length : 0,
    others: countCodes(notProposed.filter((why) => !isDoubtful(why))),
    doubtful,
    needsAttention,
  }
}

function countCodes(findings: readonly Finding[]): Record<string, number> {
  const counts = Map.groupBy(findings, ({ code }) => code)
  return Object.fromEntries([...counts].map(([code, all]) => [code, all.length] as const).sort())
}

function whyNoAttribute(attribute: string | undefined, { users }: SiteDirectory): string | null {
  if (attribute === undefined || users.some((user) => typeof user.attribute === 'string')) return null
  return `no user that the platform shows has a value of the attribute ${JSON.stringify(attribute)}, so nobody can be found by it. Correct --attribute`
}
