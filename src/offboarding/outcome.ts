import type { Reason } from './reason.ts'
import type { RunKind } from './run-kind.ts'

/** The section of a run's page that shows rows with this outcome. Every row under `attention` needs a person. */
export type Section = 'attention' | 'touched' | 'left_alone'

interface Meaning {
  /** A sentence for people. */
  meaning: string
  section: Section
  /** Whether the same row could succeed in a later run. Such rows make up `retry.csv`; all others have to be corrected first. */
  canSucceedLater: boolean
}

/** All outcomes. Every row of a list ends in exactly one of them, and everything that depends on the outcome is stated here. */
const TABLE = {
  deleted: { meaning: 'gone for good, and this run did it', section: 'touched', canSucceedLater: false },
  deactivated: {
    meaning: 'deactivated; deleting was not asked for',
    section: 'touched',
    canSucceedLater: false,
  },
  waiting: {
    meaning: 'deactivated; to be deleted by `purge` when the grace period is over',
    section: 'touched',
    canSucceedLater: false,
  },
  kept: {
    meaning: 'somebody reactivated the user during the grace period, and that counts',
    section: 'left_alone',
    canSucceedLater: false,
  },
  reactivated: { meaning: 'the user is active again', section: 'touched', canSucceedLater: false },
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

/** All outcomes, in the order that reports use. */
export const OUTCOMES = Object.keys(TABLE) as readonly Outcome[]

/** The meaning of an outcome, for people. */
export const meaningOf = (outcome: Outcome): string => TABLE[outcome].meaning

/** The section of a run's page that shows rows with this outcome. */
export const sectionOf = (outcome: Outcome): Section => TABLE[outcome].section

/** Whether a person has to look at a row with this outcome. */
export const needsAttention = (outcome: Outcome): boolean => sectionOf(outcome) === 'attention'

/**
 * Whether a row with this outcome needs a person in a run of this kind. A plan or a dry run attempts nothing, so its
 * `not_attempted` rows need nobody.
 */
export const countsAsAttention = (outcome: Outcome, kind: RunKind): boolean =>
  needsAttention(outcome) && (kind === 'run' || outcome !== 'not_attempted')

/** Whether the same row could succeed in a later run. */
export const canSucceedLater = (outcome: Outcome): boolean => TABLE[outcome].canSucceedLater

/** What decided how a row ends: reading the list, looking up users, or the work itself. */
export type SettledBy = 'reading' | 'look_up' | 'work'

/** How one row ended. */
export interface RowEnd {
  outcome: Outcome
  /** Why the row ended so. The first reason decided; empty where the outcome needs no reason. */
  reasons: readonly Reason[]
  /** The HTTP status that decided; null where none did. */
  status: number | null
  /** When the grace period of a user who waits is over, ISO 8601 in UTC; absent for all others. */
  deleteAfter?: string
}

/** The end of a row with one reason, or with none. */
export const rowEnd = (
  outcome: Outcome,
  reason: Reason | null = null,
  status: number | null = null,
): RowEnd => ({ outcome, reasons: reason === null ? [] : [reason], status })

/** The end of a row with further reasons added. */
export const withReason = (end: RowEnd, ...more: readonly Reason[]): RowEnd => ({
  ...end,
  reasons: [...end.reasons, ...more],
})
