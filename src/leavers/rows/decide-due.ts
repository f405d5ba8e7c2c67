import type { Claim, ClaimedUser } from '../../offboarding/leaver.ts'
import type { DateReading } from '../dates/read-date.ts'
import { isEmpty } from '../words/placeholder.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'

/** Whether a leaver's day has come: a leave date is somebody's last day, so it has to lie before `today`. Days are `2026-12-31`. */
export function decideDue(person: ClaimedUser, leaveDate: string, today: string): Claim {
  const named = whoOf(person)
  if (leaveDate < today) return { kind: 'leaver', ...named }
  return {
    kind: 'not_due',
    ...named,
    reason: { code: 'leave_date_to_come', date: leaveDate },
  }
}

/** Whether a date lies before `today`, whichever way it is read. */
export function isPast(date: DateReading, today: string): boolean {
  if (date.kind === 'date') return date.date < today
  return [date.dayFirst, date.monthFirst].every((day) => day === null || day < today)
}

/** A row without a leave date, on a list that has leave dates, is not due. `cell` is empty, or says that there is none. */
export function emptyDate(person: ClaimedUser, cell: string, { number }: ListColumn): Claim {
  const reason = { code: 'leave_date_empty', cell, mayBeDue: isEmpty(cell), column: number } as const
  return { kind: 'unclear', ...whoOf(person), reason }
}

/** Whether a row is held because it has no leave date. */
export const isHeld = (claim: Claim): boolean =>
  claim.kind === 'unclear' && claim.reason.code === 'leave_date_empty'

/** A date nobody can read makes a row invalid, never due. */
export function unreadableDate(person: ClaimedUser, cell: string, { number }: ListColumn): Claim {
  return {
    kind: 'unclear',
    ...whoOf(person),
    reason: { code: 'leave_date_unreadable', cell: cell.slice(0, 40), column: number },
  }
}

/** Only what names the user, of a claim that may say more. */
const whoOf = ({ id, email, name, attribute }: ClaimedUser): ClaimedUser => ({
  id,
  email,
  name,
  ...(attribute !== undefined && { attribute }),
})
