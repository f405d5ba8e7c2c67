import type { Answer } from '../answer.ts'
import type { RowEnd } from '../outcome.ts'
import type { UserStep } from '../step.ts'

/** The end of a row whose step failed for good. */
export function failed(step: UserStep['do'], detail: string, status: number | null): RowEnd {
  return { outcome: 'failed', detail: `${step}: ${detail}`, status }
}

/** What an answer says that is not the one hoped for. */
export function reasonOf(answer: Exclude<Answer, { kind: 'not_found' }>): string {
  switch (answer.kind) {
    case 'user':
      return `the platform answered with user "${answer.user.id}"`
    case 'done':
      return 'the answer does not show the user'
    case 'unclear':
    case 'rejected':
      return answer.message
    case 'failed':
      return answer.reason
  }
}

/** How many attempts that took, in brackets; nothing for one. */
export function after(answer: { delivery: Answer['delivery'] }): string {
  const { attempts } = answer.delivery
  return attempts > 1 ? ` (${attempts} attempts)` : ''
}
