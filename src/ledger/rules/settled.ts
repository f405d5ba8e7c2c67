import type { SettledBy } from '../../offboarding/outcome.ts'

/** What settles rows, and when: ISO 8601. */
export interface Settled {
  by: SettledBy
  at: string
}
