import type { Advice } from '../../../offboarding/advice/advice.ts'
import type { ArchiveMode, ArchivePlace } from '../../../offboarding/policy.ts'
import type { Outcome } from '../../../offboarding/outcome.ts'
import type { ReasonWords } from '../../../offboarding/reason.ts'
import type { Action } from '../../../offboarding/reason-details.ts'
import type { RunKind, RunTask } from '../../../offboarding/run-kind.ts'
import type { Language } from '../../../offboarding/text/language.ts'
import type { Remembered } from '../../../offboarding/run/layout.ts'
import type { LeftOut } from '../../../offboarding/run/left-out.ts'
import type { Confirmed, RunStatus } from '../../../offboarding/run/run.ts'
import type { Verified } from '../../../offboarding/run/verified.ts'
import type { Undated } from '../../../offboarding/run/undated.ts'
import type { Topic } from '../../../offboarding/advice/topic.ts'

/**
 * All words of the page in one language, a group for each section. Counts and texts come as parameters; whatever they return is text, not
 * HTML. Why a session stopped, and why a run was refused, are kept in
 * English and are not here.
 */
export interface Words {
  readonly language: Language
  readonly general: GeneralWords
  readonly verdict: VerdictWords
  readonly numbers: NumbersWords
  readonly remarks: RemarksWords
  readonly attention: AttentionWords
  readonly timeline: TimelineWords
  readonly rows: RowsWords
  readonly sessions: SessionsWords
  readonly erasure: ErasureWords
  readonly proof: ProofWords
  /** Names of columns that several sections have. */
  readonly columns: ColumnWords
  readonly outcomes: Readonly<Record<Outcome, { readonly name: string; readonly meaning: string }>>
  readonly advice: Readonly<Record<Topic, Advice>>
  readonly reasons: ReasonWords
}

export interface GeneralWords {
  /** `Offboarding run on acme.konstant.ly`. */
  readonly title: (kind: { kind: RunKind; task?: RunTask }, site: string) => string
  /** What a run does with each user, as it follows "1 user would be". */
  readonly actions: Readonly<Record<Action, string>>
  /** The same for a run with a grace period. */
  readonly withGrace: (ms: number) => string
  /** What is saved of each user before that, as it follows those. */
  readonly savedBefore: Readonly<Record<ArchiveMode, string>>
  readonly skip: string
  readonly madeBy: (version: string) => string
  /** The abbreviations of days, hours, minutes and seconds. */
  readonly units: { readonly d: string; readonly h: string; readonly min: string; readonly s: string }
}

export interface VerdictWords {
  readonly howItEnded: Readonly<Record<Exclude<RunStatus, 'finished'>, string>>
  readonly wouldBe: (users: number, what: string) => string
  readonly nothingToCarryOut: string
  readonly nobodyKnown: string
  readonly deleted: (users: number) => string
  readonly waiting: (users: number) => string
  readonly deactivated: (users: number) => string
  readonly reactivated: (users: number) => string
  /** `counts`: what came of asking once more. */
  readonly askedOnceMore: (counts: string) => string
  readonly attention: (rows: number) => string
}

/** The parts into which all rows fall. */
export type Part = 'touched' | 'foreseen' | 'left_alone' | 'attention' | 'not_done'

export interface NumbersWords {
  readonly heading: (rows: number) => string
  readonly parts: Readonly<Record<Part, string>>
  /** The outcome of a row whose user would be touched. */
  readonly toBeTouched: string
  readonly outcome: string
  readonly rows: string
  readonly meaning: string
}

export interface RemarksWords {
  readonly undated: (undated: Undated) => string
  readonly leftOut: (leftOut: LeftOut) => readonly string[]
  readonly redacted: string
  readonly forgotten: (how: { at: string; osUser: string }) => string
  readonly remembered: (remembered: Remembered) => string
}

export interface AttentionWords {
  readonly heading: (rows: number) => string
  readonly whatToDo: string
  readonly nothingToDo: string
  /** How rows are counted, where the list has a header. */
  readonly firstRow: string
  readonly firstOnly: (shown: number, file: string) => string
}

export interface TimelineWords {
  readonly heading: string
  readonly total: (requests: number, duration: string) => string
  readonly bar: (span: string, most: number) => string
  readonly limit: (requests: number) => string
  readonly pause: string
  readonly pauses: (count: number) => string
  readonly pauseFrom: (from: string, to: string, duration: string) => string
  readonly stoppedFrom: (from: string, to: string, duration: string) => string
  readonly more: (count: number) => string
  /** Sentences. */
  readonly quotaWait: (duration: string) => string
  readonly retryWait: (duration: string) => string
  readonly outageWait: (duration: string) => string
  readonly turnedAway: (requests: number) => string
}

export interface RowsWords {
  readonly heading: string
  readonly tooMany: (rows: number, file: string) => string
  readonly search: string
  readonly anyOutcome: string
  /** With `{shown}` and `{all}`, which the script replaces. */
  readonly shown: string
  readonly more: string
  readonly original: string
  /** In the place of that where the cells are left out. */
  readonly details: string
  readonly whatToDo: string
  readonly attempts: string
  readonly status: string
  readonly code: string
  readonly deactivated: string
  readonly deleted: string
  readonly deleteAfter: string
}

export interface ColumnWords {
  readonly row: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly found: string
  readonly outcome: string
  readonly why: string
  readonly when: string
}

export interface SessionsWords {
  readonly heading: string
  readonly started: string
  readonly ended: string
  readonly by: string
  readonly confirmedBy: string
  readonly endedWith: string
  readonly brokenOff: string
  /** After the name of the person: on which machine, in which process, with which version. */
  readonly machine: (process: number, version: string) => string
  readonly on: string
  readonly nobody: string
  /** Of a session that only asked once more for whom the run had deleted. */
  readonly onlyAsked: string
  readonly confirmed: Readonly<Record<Confirmed, string>>
  readonly limits: (limits: { maxUsers: number; maxPercent: number; maxUnknown: number }) => string
  readonly exitCode: (code: number) => string
}

export interface ErasureWords {
  readonly heading: string
  readonly intro: string
  /** `2 of 3 deleted users are proved to be gone, 1 is still there, or there again` */
  readonly counts: (verified: Omit<Verified, 'sessions'>) => string
  readonly site: string
  readonly onTheWordOf: string
  readonly askedBy: string
  readonly version: (version: string) => string
  readonly asked: (users: number, gone: number) => string
  readonly deleted: string
  readonly answer: string
  readonly answered: string
  readonly isGone: string
  readonly nothingProved: string
}

export interface ProofWords {
  readonly heading: string
  readonly list: string
  /** In the place of that where the rows come from the ledger. */
  readonly rowsFrom: string
  readonly askedFor: string
  readonly byPlan: (plan: string) => string
  readonly roles: string
  readonly anyRole: string
  readonly protectedList: string
  readonly entries: (count: number) => string
  readonly lookUps: string
  readonly leaveDates: string
  readonly comparedWith: (day: string) => string
  readonly requests: string
  readonly turnedAway: (total: number, rejected: number, seconds: number) => string
  readonly archive: string
  readonly saved: (users: number, place: ArchivePlace) => string
  /** What a file was before its run was forgotten. */
  readonly beforeForgotten: (file: string) => string
  /** How somebody compares the files with the ledger, and with these sums. `command` is put in its place. */
  readonly howToCheck: readonly [before: string, after: string]
}
