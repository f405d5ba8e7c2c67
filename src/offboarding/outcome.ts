import type { Reason } from './reason.ts'
import type { RunKind } from './run-kind.ts'

/** Where the page of a run tells of a row that ended so. All in `attention` need a person. */
export type Section = 'attention' | 'touched' | 'left_alone'

interface Meaning {
  /** For people. */
  meaning: string
  section: Section
  /** Whether the very same row could end well in a later run: these rows make up `retry.csv`. The others have to be corrected first. */
  canSucceedLater: boolean
}

/** How a row can end. Every row of a list ends in exactly one of these; all else that depends on the outcome is told here, too. */
const TABLE = {
  deleted: { meaning: 'gone for good, and this run did it', section: 'touched', canSucceedLater: false },
  deactivated: {
    meaning: 'deactivated; deleting was not asked for',
    section: 'touched',
    canSucceedLater: false,
  },
  not_found: { meaning: 'the platform knows no such user', section: 'left_alone', canSucceedLater: false },
  duplicate: {
    meaning: 'the same user stands on an earlier row',
    section: 'left_alone',
    canSucceedLater: false,
  },
  protected: { meaning: 'on the protected list', section: 'left_alone', canSucceedLater: false },
  not_due: { meaning: 'the leave date is not over yet', section: 'left_alone', canSucceedLater: false },
  invalid: { meaning: 'the row cannot be used', section: 'attention', canSucceedLater: false },
  mismatch: {
    meaning: 'the account found is not provably the person on the row',
    section: 'attention',
    canSucceedLater: false,
  },
  refused: {
    meaning: 'not done on purpose: the platform said no, or the role may not be offboarded',
    section: 'attention',
    canSucceedLater: true,
  },
  failed: {
    meaning: 'an error, and every further attempt failed, too',
    section: 'attention',
    canSucceedLater: true,
  },
  not_attempted: {
    meaning: 'the run ended before this row was done',
    section: 'attention',
    canSucceedLater: true,
  },
} as const satisfies Record<string, Meaning>

export type Outcome = keyof typeof TABLE

/** All outcomes, in the order in which reports tell of them. */
export const OUTCOMES = Object.keys(TABLE) as readonly Outcome[]

/** What an outcome means, for people. */
export const meaningOf = (outcome: Outcome): string => TABLE[outcome].meaning

/** Where the page of a run tells of rows that ended so. */
export const sectionOf = (outcome: Outcome): Section => TABLE[outcome].section

/** Whether a person has to look at a row that ended so. */
export const needsAttention = (outcome: Outcome): boolean => sectionOf(outcome) === 'attention'

/** Whether rows of a run that ended so need a person. Where nothing was to be attempted, that nothing was is no news. */
export const countsAsAttention = (outcome: Outcome, kind: RunKind): boolean =>
  needsAttention(outcome) && (kind === 'run' || outcome !== 'not_attempted')

/** Whether the very same row could end well in a later run. */
export const canSucceedLater = (outcome: Outcome): boolean => TABLE[outcome].canSucceedLater

/** What settled a row: reading the list, looking users up, or working on them. */
export type SettledBy = 'reading' | 'look_up' | 'work'

/** How one row ended. */
export interface RowEnd {
  outcome: Outcome
  /** Why, the reason that decided first; none where the outcome says it all. */
  reasons: readonly Reason[]
  /** The HTTP status that decided it, or null where none did. */
  status: number | null
}

/** The end of a row for one reason, or for none that the outcome does not tell. */
export const rowEnd = (
  outcome: Outcome,
  reason: Reason | null = null,
  status: number | null = null,
): RowEnd => ({ outcome, reasons: reason === null ? [] : [reason], status })

/** The same end, with more to say of it. */
export const withReason = (end: RowEnd, ...more: readonly Reason[]): RowEnd => ({
  ...end,
  reasons: [...end.reasons, ...more],
})
