import type { RunEvent } from '../offboarding/event.ts'
import type { Archive } from '../offboarding/ports/archive.ts'
import type { AttributeList, UserList } from '../offboarding/ports/user-list.ts'
import type { Layouts } from '../offboarding/ports/layouts.ts'
import type { Platform, PlatformClock, Quota } from '../offboarding/ports/platform.ts'
import type { RunSession } from '../offboarding/ports/run-session.ts'
import type { RunStore } from '../offboarding/ports/run-store.ts'
import { DOCUMENTED_QUOTA, expectedDuration, expectedRequests } from '../offboarding/run/expected-duration.ts'
import type { Limits } from '../offboarding/run/guards.ts'
import type { RunRecord } from '../offboarding/run/run.ts'
import type { Clock } from '../offboarding/ports/clock.ts'
import type { AttributeValues } from './attribute-values.ts'
import type { Operator } from './operator.ts'
import type { Stop } from './stop.ts'

/** What one session has to do, and everything it needs for it. */
export interface Task {
  session: RunSession
  store: Pick<RunStore, 'waiting' | 'run'>
  layouts: Layouts
  /** The run as it was when the session began. */
  record: RunRecord
  /** Whether an earlier session worked on it. */
  resumed: boolean
  platform: Platform & UserList & AttributeList & PlatformClock & Quota
  /** What a plan sees of the values of attributes, to propose one; undefined where users are found by one, or are to be touched. */
  attributeValues?: AttributeValues | undefined
  /** Where the records of users are saved before they are deleted; null where they are not. */
  archive: Archive | null
  limits: Limits
  /** The number of users to work on at a time. */
  concurrency: number
  /** The most requests a minute; null for no limit of our own. */
  rate: number | null
  /** Whether the operator agreed beforehand, with `--yes`. */
  confirmed: boolean
  operator: Operator
  stop: Stop
  clock: Clock
  emit: (event: RunEvent) => void
}

/**
 * How long the work on `users` users should take at the rate that the quota allows, in milliseconds. `deactivated`: how many of
 * them are known to be deactivated already; before the look-ups that is 0.
 */
export function expectedMs({ record, platform, rate }: Task, users: number, deactivated = 0): number {
  const requests = expectedRequests(users, deactivated, record.options)
  return expectedDuration(requests, Math.min(rate ?? Infinity, platform.openQuota(DOCUMENTED_QUOTA)))
}

/** The limits of the guards. With `--preflight off` the site's users are not counted, so there is no limit of percent. */
export const limitsOf = ({ record, limits }: Task): Limits =>
  record.options.preflight === 'off' ? { ...limits, maxPercent: 100 } : limits
