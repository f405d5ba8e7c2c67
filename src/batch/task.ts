import type { RunEvent } from '../offboarding/event.ts'
import type { AttributeList } from '../offboarding/ports/attribute-list.ts'
import type { Platform, PlatformClock, Quota } from '../offboarding/ports/platform.ts'
import type { RunSession } from '../offboarding/ports/run-session.ts'
import type { UserList } from '../offboarding/ports/user-list.ts'
import { DOCUMENTED_QUOTA, expectedDuration, expectedRequests } from '../offboarding/run/expected-duration.ts'
import type { Limits } from '../offboarding/run/guards.ts'
import type { RunRecord } from '../offboarding/run/run.ts'
import type { Clock } from '../offboarding/ports/clock.ts'
import type { Operator } from './operator.ts'
import type { Stop } from './stop.ts'

/** What one session has to do, and all it takes to do it. */
export interface Task {
  session: RunSession
  /** The run as it was when the session began. */
  record: RunRecord
  /** Whether an earlier session has begun with it. */
  resumed: boolean
  platform: Platform & UserList & AttributeList & PlatformClock & Quota
  limits: Limits
  /** Users worked on at a time. */
  concurrency: number
  /** Requests a minute at most, or null. */
  rate: number | null
  /** Whether a person has agreed already. */
  confirmed: boolean
  operator: Operator
  stop: Stop
  clock: Clock
  emit: (event: RunEvent) => void
}

/**
 * How long the work on so many users should take by the quota, in milliseconds. `deactivated`: of them, those known to be so already; before
 * they are looked up nobody is.
 */
export function expectedMs({ record, platform, rate }: Task, users: number, deactivated = 0): number {
  const requests = expectedRequests(users, deactivated, record.options)
  return expectedDuration(requests, Math.min(rate ?? Infinity, platform.openQuota(DOCUMENTED_QUOTA)))
}

/** Without look-ups nobody counts the site's users, as `--preflight off` says. */
export const limitsOf = ({ record, limits }: Task): Limits =>
  record.options.preflight === 'off' ? { ...limits, maxPercent: 100 } : limits
