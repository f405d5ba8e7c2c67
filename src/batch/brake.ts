import type { Outcome } from '../offboarding/outcome.ts'

/** So many users one after the other, all ending in the same unexpected way, are no chance. */
export const SAME_ENDS_IN_A_ROW = 12

/** A way to end that has to be looked into before anybody else is touched. */
export interface SameEnd {
  outcome: Outcome
  users: number
}

/**
 * Notices when one user after the other ends in the same unexpected way: the platform may have changed, a right be missing, or the list be
 * another one, and everybody on it would be left half done. Pure: it is told of each user for whom a change was sent.
 */
export class Brake {
  #latest: SameEnd | null = null

  /** `isHoped`: the user ended as was asked for. Returns the way they end once there were too many. */
  note(outcome: Outcome, isHoped: boolean): SameEnd | null {
    const users = this.#latest?.outcome === outcome ? this.#latest.users + 1 : 1
    this.#latest = isHoped ? null : { outcome, users }
    return users >= SAME_ENDS_IN_A_ROW ? this.#latest : null
  }
}
