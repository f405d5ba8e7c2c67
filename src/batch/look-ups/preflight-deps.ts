import type { RunEvent } from '../../offboarding/event.ts'
import type { UserList } from '../../offboarding/ports/user-list.ts'
import type { Journal } from '../../offboarding/ports/journal.ts'
import type { LookUps } from '../../offboarding/ports/look-ups.ts'
import type { Platform } from '../../offboarding/ports/platform.ts'
import type { AttributeValues } from '../attribute-values.ts'
import type { Stop } from '../stop.ts'

/** What looking users up needs. */
export interface PreflightDeps {
  run: string
  platform: Platform & UserList
  journal: Journal
  lookUps: LookUps
  /** The attribute that users are found by; undefined if they are not. */
  attribute?: string | undefined
  /** Keeps what the pages show of the values of attributes; undefined if nothing of it is needed. */
  attributeValues?: AttributeValues | undefined
  /** Whether the run will be refused if the site's users cannot be counted. If so, a failed count makes further requests pointless. */
  needsCount: boolean
  stop: Stop
  emit: (event: RunEvent) => void
}
