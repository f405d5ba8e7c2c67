import type { Leaver } from '../offboarding/leaver.ts'
import { rowEnd, type RowEnd } from '../offboarding/outcome.ts'
import { hasNoSeat } from '../offboarding/workflow/undo.ts'

/**
 * Notices during an undo that the site has no seat left, so that nobody else is asked for in vain. Pure: the caller reports how
 * each row ended.
 */
export class Seats {
  #refusal: string | null = null

  note(end: RowEnd): void {
    const [reason] = end.reasons
    if (hasNoSeat(end) && reason?.code === 'platform_refused') this.#refusal ??= reason.message
  }

  /** How the row of a user ends where there is no seat for them, or null. A reactivation that was sent already is settled all the same. */
  whyNone({ stepsSoFar }: Pick<Leaver, 'stepsSoFar'>): RowEnd | null {
    if (this.#refusal === null || stepsSoFar.reactivation === 'intended') return null
    return rowEnd('refused', { code: 'no_seat_left', message: this.#refusal })
  }
}
