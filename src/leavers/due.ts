import type { Claim, Person } from '../offboarding/leaver.ts'

/**
 * Whether a leaver's day has come: a leave date is somebody's last day, so it has to lie before `today`. A date nobody can
 * read (null) makes a row invalid, never due. Days are written `2026-12-31`.
 */
export function decideDue(person: Person, leaveDate: string | null, today: string): Claim {
  if (leaveDate === null) {
    return {
      kind: 'invalid',
      reason:
        'the leave date cannot be read. Correct it, or name the format of the column with --date-format',
    }
  }
  const { id, email, name } = person
  if (leaveDate < today) return { kind: 'leaver', id, email, name }
  return {
    kind: 'not_due',
    id,
    email,
    name,
    reason: `the leave date is ${leaveDate}, and that day is not over`,
  }
}
