import type { Outcome } from '../offboarding/outcome.ts'

/** This many users in a row with the same unexpected outcome are no coincidence. */
export const SAME_ENDS_IN_A_ROW = 12

/** An outcome that repeats, and has to be looked into before anybody else is touched. */
export interface SameEnd {
  outcome: Outcome
  users: number
}

/**
 * Notices when many users in a row end with the same unexpected outcome: the platform may have changed, a right may be missing,
 * or the list may be the wrong one, and all its users would be left half done. Pure: the caller reports each user for whom a
 * change was sent.
 */
export class Brake {
  #latest: SameEnd | null = null

  /** `isExpected`: the user ended as requested. Returns the outcome and its count once there are too many in a row; otherwise null. */
  note(outcome: Outcome, isExpected: boolean): SameEnd | null {
    const users = this.#latest?.outcome === outcome ? this.#latest.users + 1 : 1
    this.#latest = isExpected ? null : { outcome, users }
    return users >= SAME_ENDS_IN_A_ROW ? this.#latest : null
  }
}
