import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../src/offboarding/answer.ts'
import { isBegun, type Leaver } from '../../../src/offboarding/leaver.ts'
import { OUTCOMES, type RowEnd } from '../../../src/offboarding/outcome.ts'
import type { Policy } from '../../../src/offboarding/policy.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { ArchiveStep, UserStep } from '../../../src/offboarding/step.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { parseUserId } from '../../../src/offboarding/identity/user-id.ts'
import { offboard } from '../../../src/offboarding/workflow/offboard.ts'
import {
  leaver,
  ONCE,
  LOST,
  TURNED_AWAY,
  shows,
  done,
  notFound,
  rejected,
  noAnswer,
  unclear,
} from './conversations.ts'

describe('whatever the platform answers', () => {
  const anyUser = fc.record({
    id: fc.constantFrom('u1', 'u1', 'u1', 'u2', 'blocked', '../u1'),
    email: fc.constant(null),
    name: fc.constantFrom(null, 'Ute Vogel', 'Ute Vogel', 'Nora Neu'),
    role: fc.constantFrom('learner', 'learner', 'administrator', null),
    deactivated: fc.boolean(),
  })
  const anyDelivery = fc.constantFrom(ONCE, LOST, TURNED_AWAY)
  const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
    fc.tuple(anyUser, anyDelivery).map(([shown, delivery]) => shows(shown, delivery)),
    anyDelivery.map((delivery) => done(delivery)),
    anyDelivery.map((delivery): Answer => ({ ...unclear, delivery })),
    anyDelivery.map((delivery) => notFound(delivery)),
    anyDelivery.map((delivery) => rejected('no', delivery)),
    anyDelivery.map((delivery) => noAnswer(delivery)),
  )
  const anyPolicy = fc.record(
    {
      deactivate: fc.boolean(),
      delete: fc.boolean(),
      roles: fc.constantFrom(['learner'], 'any' as const),
      matchName: fc.constant(false),
      protect: fc.constant(protectedList([])),
      archive: fc.constant('records' as const),
    },
    { requiredKeys: ['deactivate', 'delete', 'roles', 'matchName', 'protect'] },
  )
  const anyLeaver = fc
    .record({
      known: fc.option(anyUser),
      deactivation: fc.constantFrom('none', 'intended', 'done'),
      deletion: fc.constantFrom('none', 'none', 'intended'),
    })
    .map(({ known, deactivation, deletion }) => leaver({ known, stepsSoFar: { deactivation, deletion } }))

  /** The whole conversation. Eight answers are more than any takes. */
  const talk = (
    of: Leaver,
    policy: Policy,
    answers: readonly Answer[],
  ): { turns: { step: UserStep | ArchiveStep; answer: Answer }[]; end: RowEnd } => {
    const workflow = offboard(of, policy)
    const turns: { step: UserStep | ArchiveStep; answer: Answer }[] = []
    let turn = workflow.next()
    for (const answer of answers) {
      if (turn.done === true) break
      turns.push({ step: turn.value, answer })
      turn = workflow.next(answer)
    }
    if (turn.done !== true) throw new Error('the conversation does not end')
    return { turns, end: turn.value }
  }

  const anyTalk = fc
    .tuple(anyLeaver, anyPolicy, fc.array(anyAnswer, { minLength: 8, maxLength: 8 }))
    .map(([of, policy, answers]) => ({ of, policy, ...talk(of, policy, answers) }))

  const always = (
    holds: (talk: {
      of: Leaver
      policy: Policy
      turns: { step: UserStep | ArchiveStep; answer: Answer }[]
      end: RowEnd
    }) => void,
    numRuns = 2_000,
  ): void => {
    fc.assert(fc.property(anyTalk, holds), { numRuns })
  }

  const seen = (of: Leaver, turns: { answer: Answer }[]): User[] => [
    ...(of.known === null ? [] : [of.known]),
    ...turns.flatMap(({ answer }) => (answer.kind === 'user' ? [answer.user] : [])),
  ]

  test('nobody is deleted who was not shown as the one meant, deactivated and in an allowed role', () => {
    always(({ of, policy, turns }) => {
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (deleting === -1) return
      expect(policy.delete).toBe(true)
      expect(
        seen(of, turns.slice(0, deleting)).filter(
          ({ id, role, deactivated }) =>
            id === 'u1' && deactivated && (policy.roles === 'any' || role === 'learner'),
        ),
      ).not.toEqual([])
    })
  })

  test('nobody is deleted whose records are to be saved, and have not just been', () => {
    let deletions = 0
    always(({ policy, turns }) => {
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (policy.archive === undefined) expect(turns.map(({ step }) => step.do)).not.toContain('archive')
      if (policy.archive === undefined || deleting === -1) return
      deletions += 1
      const before = turns[deleting - 1]
      expect([before?.step.do, before?.answer.kind]).toEqual(['archive', 'done'])
    }, 20_000)
    expect(deletions).toBeGreaterThan(0)
  })

  test('nobody is deleted who is shown to be another than the one who was looked up', () => {
    always(({ of, turns }) => {
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (deleting === -1 || of.known?.id !== 'u1' || of.known.name === null) return
      const names = seen(of, turns.slice(0, deleting)).map(({ name }) => name)
      expect(new Set(names)).toEqual(new Set([of.known.name]))
    })
  })

  test('nobody is touched who was begun by an interrupted session and has not been read again', () => {
    always(({ of, turns }) => {
      const [first] = turns
      if (isBegun(of.stepsSoFar)) expect(first?.step.do).toBe('read')
      const deleting = turns.findIndex(({ step }) => step.do === 'delete')
      if (deleting === -1 || !isBegun(of.stepsSoFar)) return
      const shown = seen({ ...of, known: null }, turns.slice(0, deleting))
      expect(shown.map(({ id }) => id)).toContain('u1')
    })
  })

  test('nobody is deactivated with --no-deactivate, and nobody at all but the user on the row', () => {
    always(({ policy, turns }) => {
      const reactivated = turns.flatMap(({ step }) => (step.do === 'reactivate' ? [step.userId] : []))
      for (const { step } of turns) {
        if (step.do === 'deactivate') expect(policy.deactivate).toBe(true)
        // Whoever was reactivated may have to be read, to know whether that was done.
        if (step.do === 'read') expect(['u1', ...reactivated]).toContain(step.userId)
        else if (step.do !== 'reactivate') expect(step.userId).toBe('u1')
      }
    })
  })

  test('nobody is reactivated but an account that the platform shows for the user whom this run deactivated', () => {
    always(({ of, turns }) => {
      turns.forEach(({ step }, index) => {
        if (step.do !== 'reactivate') return
        const earlier = turns.slice(0, index)
        const wasSeenActive = of.known?.id === 'u1' && !of.known.deactivated
        const ours =
          of.stepsSoFar.deactivation === 'done' ||
          (of.stepsSoFar.deactivation === 'intended' && wasSeenActive) ||
          earlier.some(({ step: sent }) => sent.do === 'deactivate')
        expect(ours).toBe(true)
        const shown = earlier.flatMap(({ answer }) => (answer.kind === 'user' ? [answer.user] : []))
        const last = shown.at(-1) ?? of.known
        expect(last?.id).toBe(step.userId)
        if (shown.length > 0) expect(last?.deactivated).toBe(true)
        // Somebody else only if the platform shows them for this user twice.
        const told = of.stepsSoFar.deactivation === 'done' ? [of.known, ...shown] : shown
        const latest = told.slice(-2).map((user) => user?.id)
        if (step.userId !== 'u1') expect(latest).toEqual([step.userId, step.userId])
      })
    })
  })

  test('every step is for an ID that can be nothing but an ID', () => {
    always(({ turns }) => {
      for (const { step } of turns) expect(parseUserId(step.userId)).toEqual({ ok: true, id: step.userId })
    })
  })

  test('a row is deleted only by a DELETE that succeeded, or whose answer was lost while the user is gone', () => {
    always(({ of, turns, end }) => {
      if (end.outcome !== 'deleted') return
      const last = turns.at(-1)?.answer.kind
      const deletion = turns.find(({ step }) => step.do === 'delete')?.answer
      const mayHaveArrived =
        of.stepsSoFar.deletion === 'intended' ||
        deletion?.delivery.mayHaveArrived ||
        // Of somebody else: it says that something was done, and not to whom.
        deletion?.kind === 'user' ||
        deletion?.kind === 'unclear'
      if (last === 'not_found') expect(mayHaveArrived).toBe(true)
      else expect(['done', 'user']).toContain(deletion?.kind)
    })
  })

  test('a row is deactivated only if deleting was not asked for and the user was shown deactivated', () => {
    always(({ of, policy, turns, end }) => {
      if (end.outcome !== 'deactivated') return
      expect(policy.delete).toBe(false)
      expect(seen(of, turns).at(-1)).toMatchObject({ id: 'u1', deactivated: true })
    })
  })

  test('each change is asked for at most once, and followed by one reading at most', () => {
    always(({ of, policy, turns, end }) => {
      const changes = turns.map(({ step }) => step.do).filter((action) => action !== 'read')
      expect(changes).toEqual([...new Set(changes)])
      const most = (isBegun(of.stepsSoFar) ? 5 : 4) + (policy.archive === undefined ? 0 : 1)
      expect(turns.length).toBeLessThanOrEqual(most)
      expect(OUTCOMES).toContain(end.outcome)
    })
  })
})
