/** How a row can end. Every row of a list ends in exactly one of these. */
export const OUTCOMES = [
  'deleted',
  'deactivated',
  'not_found',
  'duplicate',
  'protected',
  'not_due',
  'invalid',
  'mismatch',
  'refused',
  'failed',
  'not_attempted',
] as const

export type Outcome = (typeof OUTCOMES)[number]

const NEEDS_ATTENTION: ReadonlySet<Outcome> = new Set([
  'invalid',
  'mismatch',
  'refused',
  'failed',
  'not_attempted',
])

// An invalid or mismatched row ends the same way however often it is tried: it has to be corrected first.
const CAN_SUCCEED_LATER: ReadonlySet<Outcome> = new Set(['refused', 'failed', 'not_attempted'])

/** Whether a person has to look at a row that ended so. */
export const needsAttention = (outcome: Outcome): boolean => NEEDS_ATTENTION.has(outcome)

/** Whether rows of a run that ended so need a person. Where nothing was to be attempted, that nothing was is no news. */
export const countsAsAttention = (
  outcome: Outcome,
  { dryRun, plan }: { dryRun: boolean; plan: boolean },
): boolean => needsAttention(outcome) && !((dryRun || plan) && outcome === 'not_attempted')

/** Whether the very same row could end well in a later run: these rows make up `retry.csv`. */
export const canSucceedLater = (outcome: Outcome): boolean => CAN_SUCCEED_LATER.has(outcome)

/** How one row ended. */
export interface RowEnd {
  outcome: Outcome
  /** For people: why it ended so; empty where the outcome says it all. May quote the platform. Never logged. */
  detail: string
  /** The HTTP status that decided it, or null where none did. */
  status: number | null
}
