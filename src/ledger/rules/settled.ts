import type { SettledBy } from '../../offboarding/outcome.ts'

/** What settles the rows, and the time, ISO 8601. */
export interface Settled {
  by: SettledBy
  at: string
}
