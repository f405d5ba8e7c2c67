import type { Claim, Person } from '../../offboarding/leaver.ts'
import type { DateReading } from '../dates/read-date.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'

/** Whether a leaver's day has come: a leave date is somebody's last day, so it has to lie before `today`. Days are `2026-12-31`. */
export function decideDue(person: Person, leaveDate: string, today: string): Claim {
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

/** A date nobody can read makes a row invalid, never due. */
export function unreadableDate(person: Person, cell: string, { number }: ListColumn): Claim {
  return {
    kind: 'unclear',
    ...whoOf(person),
    reason: { code: 'leave_date_unreadable', cell: cell.slice(0, 40), column: number },
  }
}

/** A person without what else a claim says. */
const whoOf = ({ id, email, name, attribute }: Person): Person => ({
  id,
  email,
  name,
  ...(attribute !== undefined && { attribute }),
})
