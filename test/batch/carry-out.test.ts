import { describe, expect, onTestFinished, test } from 'vitest'
import { carryOut } from '../../src/batch/carry-out.ts'
import type { Ending } from '../../src/batch/ending.ts'
import type { Notice, Operator, Question } from '../../src/batch/operator.ts'
import { Stop } from '../../src/batch/stop.ts'
import type { Task } from '../../src/batch/task.ts'
import type { Answer } from '../../src/offboarding/answer.ts'
import type { User } from '../../src/offboarding/identity/user.ts'
import type { RunSession } from '../../src/offboarding/ports/run-session.ts'
import type { RunOptions } from '../../src/offboarding/run/run.ts'
import type { Step } from '../../src/offboarding/step.ts'
import { allOf, beginRun, leaverRow } from '../support/begin-run.ts'
import { temporaryFolder } from '../support/cli.ts'
import { later } from '../support/later.ts'
import { IDENTITY } from '../support/run-identity.ts'
import { openLedger } from '../support/ledger.ts'

const PAGE = 20
const ONCE = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }

/** A platform of so many users that does what it is asked, some turns of the event loop later, and notes what changed anything. */
function makePlatform(count: number): { platform: Task['platform']; changes: string[] } {
  const users = new Map<string, User>()
  for (let n = 1; n <= count; n += 1) {
    const id = `u${n}`
    users.set(id, { id, email: `${id}@example.com`, name: null, role: 'learner', deactivated: false })
  }
  const changes: string[] = []
  const perform = (step: Step): Answer => {
    const id = step.do === 'find' ? step.email.replace(/@.*/, '') : step.userId
    const user = users.get(id)
    if (user === undefined) return { kind: 'not_found', status: 404, delivery: ONCE }
    if (step.do === 'read' || step.do === 'find') return { kind: 'user', status: 200, user, delivery: ONCE }
    changes.push(`${step.do} ${id}`)
    if (step.do === 'delete') {
      users.delete(id)
      return { kind: 'done', status: 204, delivery: ONCE }
    }
    const changed = { ...user, deactivated: step.do === 'deactivate' }
    users.set(id, changed)
    return { kind: 'user', status: 200, user: changed, delivery: ONCE }
  }
  const platform: Task['platform'] = {
    isAnswered: false,
    platformTime: null,
    openQuota: (documented) => documented,
    perform: (step) => Promise.resolve(perform(step)),
    listAttributes: () => Promise.reject(new Error('no attribute is needed')),
    listUsers(offset) {
      const page = [...users.values()].slice(offset, offset + PAGE)
      return Promise.resolve({
        ...{ kind: 'page', status: 200, users: page, entries: page.length },
        ...{ totalCount: users.size, delivery: ONCE },
      })
    },
  }
  return { platform: later(platform), changes }
}

interface Given {
  leavers: number
  siteUsers?: number
  options?: Partial<RunOptions>
  confirmed?: boolean
  operator?: Partial<Operator>
}

/** Carries out a run of u1, u2 and so on, over adapters that answer later. */
async function carry({
  leavers,
  siteUsers = 100,
  options = {},
  confirmed = false,
  operator = {},
}: Given): Promise<{
  ending: Ending
  told: Notice[]
  asked: Question[]
  changes: string[]
  session: RunSession
}> {
  const folder = temporaryFolder()
  const ledger = await openLedger({ folder, create: true, now: () => new Date('2026-11-23T18:45:00Z') })
  onTestFinished(() => ledger.close())
  const rows = Array.from({ length: leavers }, (_, index) => leaverRow(index + 1, `u${index + 1}`))
  const identity = { ...IDENTITY, options: { ...IDENTITY.options, ...options } }
  const { session } = await beginRun(ledger, rows, 'run-1', identity)
  const { platform, changes } = makePlatform(siteUsers)
  const told: Notice[] = []
  const asked: Question[] = []
  const ending = await carryOut({
    session: later(session),
    store: ledger,
    layouts: later(ledger.layouts),
    record: await session.run.record(),
    resumed: false,
    platform,
    archive: null,
    limits: { maxUsers: 500, maxPercent: 100, maxUnknown: 50 },
    concurrency: 5,
    rate: null,
    confirmed,
    operator: {
      tell: (notice) => told.push(notice),
      whyNobodyToAsk: () => null,
      confirm: (question) => {
        asked.push(question)
        return Promise.resolve('confirmed')
      },
      ...operator,
    },
    stop: new Stop(),
    clock: { now: () => new Date('2026-11-23T18:45:00Z'), monotonic: () => 0, dayIn: () => '2026-11-23' },
    emit: () => undefined,
  })
  return { ending, told, asked, changes, session }
}

const outcomes = async (session: RunSession): Promise<string[]> =>
  (await allOf(session.run.rows())).map(({ outcome }) => outcome)

describe('over adapters that answer later, as on a network, the engine', () => {
  test.each(['lookup', 'list', 'off'] as const)(
    'offboards everybody once, with --preflight %s',
    async (preflight) => {
      const given = { leavers: 60, options: { preflight }, confirmed: true }
      const { ending, changes, session } = await carry(given)
      expect(ending).toEqual({ kind: 'finished', status: 'finished', needsAttention: false })
      expect(await outcomes(session)).toEqual(Array.from({ length: 60 }, () => 'deleted'))
      expect(changes).toHaveLength(120)
      expect(new Set(changes).size).toBe(120)
    },
  )

  test('ends rows whose user is not there, or may not be touched, before it touches anybody', async () => {
    const given = { leavers: 8, siteUsers: 6, options: { protect: ['u2'] }, confirmed: true }
    const { ending, changes, session } = await carry(given)
    expect(ending).toMatchObject({ kind: 'finished', needsAttention: false })
    const others = ['deleted', 'deleted', 'deleted', 'deleted', 'not_found', 'not_found']
    expect(await outcomes(session)).toEqual(['deleted', 'protected', ...others])
    expect(changes.filter((change) => change.endsWith(' u2'))).toEqual([])
  })
})

describe('an operator', () => {
  test('is asked with what there is to know, and touched is who was agreed on', async () => {
    const { asked, changes, session } = await carry({ leavers: 2 })
    expect(asked.map(({ people: _, ...question }) => question)).toEqual([
      {
        ...{ site: 'acme.konstant.ly', users: 2, what: 'deactivated, then deleted for good', deactivated: 0 },
        undated: { count: 0, rows: [] },
        ...{ remembered: null, outcomes: { not_attempted: 2 }, expectedMs: 0 },
      },
    ])
    expect(changes).toHaveLength(4)
    expect(await session.run.sessions()).toMatchObject([{ confirmed: 'typed' }])
  })

  test.each<[what: string, operator: Partial<Operator>, message: string]>([
    ['is not there', { whyNobodyToAsk: () => 'nobody is there' }, 'nobody is there'],
    [
      'declines',
      { confirm: () => Promise.resolve('declined') },
      'the number of users (2) was not typed, so nobody was touched.',
    ],
    ['does not answer', { confirm: () => Promise.resolve('stopped') }, 'nobody answered.'],
  ])('who %s lets nobody be touched, and is told why', async (_, operator, message) => {
    const { ending, told, changes, session } = await carry({ leavers: 2, operator })
    expect(ending).toEqual({ kind: 'refused', status: 'refused', message })
    expect(told).toEqual([{ kind: 'refused', message }])
    expect(changes).toEqual([])
    expect(await session.run.countToDo()).toBe(0)
  })
})
