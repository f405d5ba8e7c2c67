import { expect, test } from 'vitest'
import type { Answer, Delivery } from '../../../src/offboarding/answer.ts'
import { NO_STEPS, type Leaver } from '../../../src/offboarding/leaver.ts'
import type { RowEnd } from '../../../src/offboarding/outcome.ts'
import type { Policy } from '../../../src/offboarding/policy.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { Reason } from '../../../src/offboarding/reason.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { offboard } from '../../../src/offboarding/workflow/offboard.ts'
import { undo } from '../../../src/offboarding/workflow/undo.ts'

export const DELETE: Policy = {
  deactivate: true,
  delete: true,
  roles: ['learner'],
  matchName: false,
  protect: protectedList([]),
}
export const DEACTIVATE_ONLY: Policy = { ...DELETE, delete: false }
export const UNDO: Policy = { ...DELETE, task: 'undo', deactivate: false, delete: false }
export const DELETE_ONLY: Policy = { ...DELETE, deactivate: false }

export const user = (more: Partial<User> = {}): User => ({
  id: 'u1',
  email: 'u1@example.com',
  name: 'Ute Vogel',
  role: 'learner',
  deactivated: true,
  ...more,
})
export const ACTIVE = user({ deactivated: false })
export const STRANGER = user({ id: 'u2' })
export const ADMINISTRATOR = user({ role: 'administrator' })

export const leaver = (more: Partial<Leaver> = {}): Leaver => ({
  row: 1,
  claim: { id: 'u1', email: null, name: null },
  userId: 'u1',
  known: null,
  planned: null,
  attempts: 0,
  stepsSoFar: NO_STEPS,
  ...more,
})
export const DEACTIVATED_EARLIER = { deactivation: 'done', deletion: 'none' } as const
export const DEACTIVATION_INTENDED = { deactivation: 'intended', deletion: 'none' } as const
export const DELETION_INTENDED = { deactivation: 'done', deletion: 'intended' } as const

export const ONCE: Delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
/** Two attempts, one of which was sent and never answered. */
export const LOST: Delivery = { attempts: 2, throttled: 0, retries: ['timeout'], mayHaveArrived: true }
/** Three attempts, none of which can have arrived. */
export const TURNED_AWAY: Delivery = {
  attempts: 3,
  throttled: 0,
  retries: ['http_429', 'http_429'],
  mayHaveArrived: false,
}

export const shows = (shown: User, delivery = ONCE): Answer => ({
  kind: 'user',
  status: 200,
  user: shown,
  delivery,
})
export const done = (delivery = ONCE, status = 200): Answer => ({ kind: 'done', status, delivery })
export const notFound = (delivery = ONCE): Answer => ({ kind: 'not_found', status: 404, delivery })
export const rejected = (message: string, delivery = ONCE, status = 422): Answer => ({
  kind: 'rejected',
  status,
  message,
  delivery,
})
export const noAnswer = (delivery = LOST): Answer => ({
  kind: 'failed',
  status: null,
  reason: 'no answer in time',
  delivery,
})
export const unclear: Answer = {
  kind: 'unclear',
  status: 202,
  message: 'the platform answered 202, which does not say that it was done',
  delivery: ONCE,
}
export const turnedAway: Answer = {
  kind: 'failed',
  status: 429,
  reason: 'the platform answered 429',
  delivery: TURNED_AWAY,
}

/** Holds the conversation: each step is answered with the next answer. What was asked, and how the row ended. */
export function converse(
  of: Leaver,
  policy: Policy,
  answers: readonly Answer[],
): { asked: string[]; end: RowEnd } {
  const workflow = policy.task === 'undo' ? undo(of) : offboard(of, policy)
  const asked: string[] = []
  let turn = workflow.next()
  for (const answer of answers) {
    if (turn.done === true) throw new Error(`ended after ${asked.join(', ')}, with answers left over`)
    asked.push(`${turn.value.do} ${turn.value.userId}`)
    turn = workflow.next(answer)
  }
  if (turn.done !== true) throw new Error(`asks for "${turn.value.do}" once more`)
  return { asked, end: turn.value }
}

/** A reason's code, and where it leaves the user. */
export function inShort(reason: Reason): string {
  switch (reason.code) {
    case 'step_failed':
      return `${reason.step} failed: ${reason.left}`
    case 'confirmed_after':
      return `${reason.code} ${reason.what}`
    default:
      return reason.code
  }
}

export interface Case {
  title: string
  of?: Partial<Leaver>
  policy?: Policy
  answers: [asks: string, answer: Answer][]
  /** `reasons`: each as `inShort` has it. */
  ends: [outcome: RowEnd['outcome'], reasons: string, status: number | null]
}

/** Each case is a whole conversation: what is asked, what is answered, and how the row ends. */
export const conversations = (cases: Case[]): void => {
  test.each(cases)('$title', ({ of, policy = DELETE, answers, ends: [outcome, reasons, status] }) => {
    const { asked, end } = converse(
      leaver(of),
      policy,
      answers.map(([, answer]) => answer),
    )
    expect(asked).toEqual(answers.map(([asks]) => asks))
    expect([end.outcome, end.reasons.map(inShort).join(', '), end.status]).toEqual([outcome, reasons, status])
  })
}
