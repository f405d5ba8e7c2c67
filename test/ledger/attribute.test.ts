import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { User } from '../../src/offboarding/identity/user.ts'
import type { Claim, ListRow, ClaimedUser } from '../../src/offboarding/leaver.ts'
import { isComplete } from '../../src/offboarding/ports/look-ups.ts'
import type { NewSession, RunIdentity } from '../../src/offboarding/ports/run-store.ts'
import { allOf, beginRun } from '../support/begin-run.ts'
import { temporaryFolder } from '../support/cli.ts'
import { openLedger } from '../support/ledger.ts'
import { inShort } from '../support/reasons.ts'
import { IDENTITY } from '../support/run-identity.ts'

// Rows that name their user by an attribute, such as the employee number.

let ledger: Ledger
let today = '2026-11-23'
beforeEach(async () => {
  today = '2026-11-23'
  ledger = await openLedger({
    folder: temporaryFolder(),
    create: true,
    now: () => new Date(`${today}T12:00:00Z`),
  })
})
afterEach(() => ledger.close())

const DELIVERY = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }

type Said = Partial<ClaimedUser> & { kind?: 'leaver' | 'not_due' | 'unclear'; leaves?: string }

const reason = { code: 'leave_date_to_come', date: '2026-12-31' } as const

const row = ({ kind = 'leaver', leaves, ...said }: Said, index: number): ListRow => {
  const person = { id: null, email: null, name: null, ...said }
  const claim: Claim = kind === 'leaver' ? { kind, ...person } : { kind, ...person, reason }
  return { row: index + 1, line: index + 2, cells: [`cell ${index + 1}`], claim, leaves: leaves ?? null }
}

const identity = (sha256: string, attribute = 'employee_id'): RunIdentity => ({
  ...IDENTITY,
  list: { ...IDENTITY.list, sha256 },
  options: { ...IDENTITY.options, attribute },
})

let lists = 0
function begin(said: readonly Said[], attribute?: string): Promise<NewSession> {
  lists += 1
  return beginRun(ledger, said.map(row), `run-${lists}`, identity(`list ${lists}`, attribute))
}

const ends = async ({ session }: NewSession): Promise<string[]> =>
  (await allOf(session.run.rows())).map(({ userId, outcome, reasons }) =>
    outcome === 'not_attempted' ? (userId ?? 'to do') : `${outcome} ${inShort(reasons)}`.trim(),
  )

const endsOf = async (...said: Said[]): Promise<string[]> => ends(await begin(said))

const user = (id: string, attribute: string | null, more: Partial<User> = {}): User => ({
  id,
  email: `${id}@example.com`,
  name: null,
  role: 'learner',
  deactivated: false,
  attribute,
  ...more,
})

async function page({ session }: NewSession, ...users: User[]): Promise<void> {
  const answer = { kind: 'page', status: 200, users, entries: users.length, delivery: DELIVERY } as const
  await session.lookUps().keepPage(0, { ...answer, totalCount: users.length })
}

describe('rows with the same employee number', () => {
  test('count once, the number compared character by character', async () => {
    const numbers = ['00012', '12', '00012', 'a7', 'A7', '12']
    expect(await endsOf(...numbers.map((attribute) => ({ attribute })))).toEqual([
      'to do',
      'to do',
      'duplicate same_user 1',
      'to do',
      'to do',
      'duplicate same_user 2',
    ])
  })

  test('that say another ID, or another address, contradict each other', async () => {
    expect(
      await endsOf({ attribute: '1', id: 'u1' }, { attribute: '1', id: 'u2' }, { attribute: '1', id: 'u1' }),
    ).toEqual(['u1', 'mismatch contradicts_row 1 attribute user_id', 'duplicate same_user 1'])
    expect(
      await endsOf({ attribute: '1', email: 'a@example.com' }, { attribute: '1', email: 'b@example.com' }),
    ).toEqual(['to do', 'mismatch contradicts_row 1 attribute email'])
  })

  test('beside names that have nothing in common are nobody’s, unless one proves whose it is', async () => {
    const strangers = [{ name: 'Anna Smith' }, { name: 'Ben Hughes' }]
    expect(await endsOf(...strangers.map((one) => ({ ...one, attribute: '1' })))).toEqual([
      'mismatch contradicts_row 2 attribute name',
      'mismatch contradicts_row 1 attribute name',
    ])
    const proved = await endsOf(
      { ...strangers[0], attribute: '1', id: 'u1' },
      { ...strangers[1], attribute: '1' },
    )
    expect(proved).toEqual(['u1', 'mismatch contradicts_row 1 attribute name'])
  })

  test('with the same ID or address, and different numbers, contradict each other', async () => {
    expect(await endsOf({ id: 'u1', attribute: '1' }, { id: 'u1', attribute: '2' })).toEqual([
      'u1',
      'mismatch contradicts_row 1 user_id attribute',
    ])
    expect(
      await endsOf({ email: 'a@example.com', attribute: '1' }, { email: 'A@example.com', attribute: '2' }),
    ).toEqual(['to do', 'mismatch contradicts_row 1 email attribute'])
  })

  test('have to be true together: what a later one adds is asked of the user, too', async () => {
    const { session } = await begin([
      { attribute: '1' },
      { id: 'u1' },
      { attribute: '1', id: 'u1', email: 'a@example.com' },
    ])
    expect(await ends({ session, joined: [] })).toEqual([
      'u1',
      'duplicate same_user 1',
      'duplicate same_user 2',
    ])
    expect((await allOf(session.lookUps().unknown())).map(({ claim }) => claim)).toEqual([
      { id: 'u1', email: 'a@example.com', name: null, attribute: '1' },
    ])
  })

  test('are spared where one of them is not due, or may not be, also over other rows', async () => {
    expect(await endsOf({ attribute: '1' }, { kind: 'not_due', attribute: '1' })).toEqual([
      'not_due row_says_stays 2 leave_date_to_come',
      'not_due leave_date_to_come',
    ])
    expect((await endsOf({ attribute: '1' }, { kind: 'unclear', attribute: '1' }))[0]).toBe(
      'not_due row_says_stays 2 unusable',
    )
    const chain = Array.from({ length: 8 }, (_, index) => ({
      attribute: String(Math.floor(index / 2)),
      id: `u${Math.floor((index + 1) / 2)}`,
    }))
    const spared = await endsOf(...chain, { kind: 'not_due', attribute: '3' })
    expect(spared.filter((end) => end.startsWith('not_due'))).toHaveLength(9)
  })

  test('are told apart by their leave dates: whoever has one without is not gone', async () => {
    expect(await endsOf({ attribute: '1', leaves: '2026-11-20' }, { attribute: '1', leaves: '' })).toEqual([
      'not_due row_says_stays 2 no_leave_date',
      'invalid leave_date_missing 1',
    ])
  })
})

test('a list is another run with another attribute, and with none', async () => {
  const list = (given: RunIdentity) => async (): Promise<boolean> => {
    const draft = await ledger.draft()
    await draft.add([row({ attribute: '1' }, 0)])
    return 'unfinished' in (await draft.commit(given, `run ${(lists += 1)}`, '0.0.0'))
  }
  expect(await list(identity('same'))()).toBe(false)
  expect(await list(identity('same'))()).toBe(true)
  expect(await list(identity('same', 'badge'))()).toBe(false)
  expect(await list({ ...IDENTITY, list: { ...IDENTITY.list, sha256: 'same' } })()).toBe(false)
})

describe('a row without an ID', () => {
  const matched = async (run: NewSession): Promise<(string | null)[]> => {
    await run.session.lookUps().matchPages()
    return (await allOf(run.session.run.rows())).map(({ user: found }) => found?.id ?? null)
  }

  test('means the only user with its number, zeros and capitals included', async () => {
    const run = await begin(
      ['00012', '12', '0012', 'a7', 'shared', 'none'].map((attribute) => ({ attribute })),
    )
    await page(
      run,
      ...[user('u1', '00012'), user('u2', '12'), user('u3', 'A7'), user('u4', 'shared')],
      ...[user('u5', 'shared'), user('u6', null)],
    )
    expect(await matched(run)).toEqual(['u1', 'u2', null, null, null, null])
  })

  test('means who has its address, and only without one who has its number', async () => {
    const run = await begin([
      { email: 'U1@example.com', attribute: '2' },
      { email: 'nobody@example.com', attribute: '3' },
      { id: 'x9', attribute: '4' },
    ])
    await page(run, user('u1', '1'), user('u2', '2'), user('u3', '3'), user('u4', '4'))
    expect(await matched(run)).toEqual(['u1', 'u3', null])
  })
})

test.each([
  ['number', (index: number): Said => ({ attribute: String(index) })],
  ['address', (index: number): Said => ({ email: `u${index}@example.com` })],
])(
  'thousands of rows are matched by their %s without each of them going through all users',
  async (_, said) => {
    const count = 10_000
    const run = await begin(Array.from({ length: count }, (_, index) => said(index)))
    await page(run, ...Array.from({ length: count }, (_, index) => user(`u${index}`, String(index))))
    const lookUps = run.session.lookUps()
    const begun = performance.now()
    await lookUps.matchPages()
    expect(await lookUps.countUnknown()).toBe(0)
    expect(performance.now() - begun).toBeLessThan(3_000)
  },
)

describe('the pages kept', () => {
  test('tell who has a number, and who nearly has it', async () => {
    const run = await begin([{ attribute: '12' }])
    await page(
      run,
      user('u1', '12'),
      user('u3', '12'),
      user('u2', '00012'),
      user('u4', '012'),
      user('u5', 'A12'),
    )
    const lookUps = run.session.lookUps()
    expect(await lookUps.holders('12')).toEqual({
      exactly: ['u1', 'u3'],
      nearly: { user: 'u2', has: '00012' },
    })
    expect(await lookUps.holders('a12')).toEqual({ exactly: [], nearly: { user: 'u5', has: 'A12' } })
    expect(await lookUps.holders('1')).toEqual({ exactly: [], nearly: null })
    expect(await lookUps.holders('')).toEqual({ exactly: [], nearly: null })
  })

  test('are complete when as many users were seen as the site has, and the number of each was told', async () => {
    const run = await begin([{ attribute: '12' }])
    const lookUps = run.session.lookUps()
    const { attribute: _, ...untold } = user('u3', null)
    const listing = async (): Promise<unknown> => {
      const now = await lookUps.listing()
      return [now, isComplete(now)]
    }
    const of = { failedPages: 0, withAttribute: 1, untold: 0 }
    expect(await listing()).toEqual([{ ...of, told: null, seen: 0, withAttribute: 0 }, false])
    await page(run, user('u1', '12'), user('u2', null))
    expect(await listing()).toEqual([{ ...of, told: 2, seen: 2 }, true])
    await page(run, user('u1', '12'), untold)
    expect(await listing()).toEqual([{ ...of, told: 2, seen: 3, untold: 1 }, false])
  })

  test('are not complete while one could not be had', async () => {
    const run = await begin([{ attribute: '12' }])
    const lookUps = run.session.lookUps()
    await page(run, user('u1', '12'))
    await lookUps.keepPage(20, { kind: 'failed', status: 500, reason: 'it is down', delivery: DELIVERY })
    expect(isComplete(await lookUps.listing())).toBe(false)
    await lookUps.keepPageForTime({ kind: 'failed', status: 500, reason: 'it is down', delivery: DELIVERY })
    expect((await lookUps.listing()).failedPages).toBe(1)
  })

  test('are not counted with what asking for the attributes cost', async () => {
    const run = await begin([{ attribute: '12' }])
    await page(run, user('u1', '12'))
    await run.session
      .lookUps()
      .keepAttributes({ kind: 'attributes', status: 200, attributes: [], delivery: DELIVERY })
    expect(isComplete(await run.session.lookUps().listing())).toBe(true)
    expect(await run.session.run.requests()).toEqual({ list: 2 })
  })
})

describe('an earlier run', () => {
  /** Somebody whom a run has deleted that found them by this number, or by their ID. */
  async function deleteUser(said: Said, found: User, attribute?: string): Promise<void> {
    const run = await begin([said], attribute)
    await page(run, found)
    await run.session.lookUps().matchPages()
    await run.session.journal().ended(1, { outcome: 'deleted', reasons: [], status: 200 }, 'work')
    await run.session.close({ status: 'finished', exitCode: 0, reason: null })
  }

  test('that deleted somebody by the same number explains why nobody is found', async () => {
    await deleteUser({ attribute: '12' }, user('u1', '12'))
    const said = { id: null, email: null, name: null, attribute: '12' }
    const lookUps = (await begin([said])).session.lookUps()
    expect(await lookUps.whenDeleted(said)).toMatchObject({ code: 'deleted_before', on: '2026-11-23' })
    expect(await lookUps.whenDeleted({ ...said, attribute: '012' })).toBeNull()
    const { session } = await begin([said], 'badge')
    expect(await session.lookUps().whenDeleted(said)).toBeNull()
  })

  test.each([
    ['number', { attribute: '12' }],
    ['ID', { id: 'u1' }],
  ])('that deleted somebody by the %s spares who has the number now', async (_, said) => {
    await deleteUser(said, user('u1', '12'))
    today = '2026-11-25'
    const again = async (attribute?: string): Promise<string[]> => {
      const run = await begin([{ attribute: '12', leaves: '2026-11-20' }], attribute)
      await page(run, user('u2', '12', { email: 'new@example.com' }))
      await run.session.lookUps().matchPages()
      await run.session.lookUps().endRehired()
      return ends(run)
    }
    expect(await again()).toEqual(['mismatch rehired'])
    // Another attribute may have the same values, and means nothing by it.
    expect(await again('badge')).toEqual(['u2'])
  })

  test('that was interrupted is gone on with by a row with the same number', async () => {
    const first = await begin([{ id: 'u1' }])
    await page(first, user('u1', '12'))
    await first.session.lookUps().matchPages()
    await first.session.journal().intend(1, { do: 'deactivate', userId: 'u1' })
    expect((await begin([{ attribute: '12' }], 'badge')).joined).toEqual([])
    const { session, joined } = await begin([{ attribute: '12' }])
    expect(joined).toMatchObject([{ users: 1, isOver: true }])
    expect(await allOf(session.run.toDo())).toMatchObject([
      { userId: 'u1', claim: { attribute: '12' }, stepsSoFar: { deactivation: 'intended' } },
    ])
  })

  test('that was interrupted is told of on a row that spares the same number', async () => {
    const first = await begin([{ attribute: '12' }])
    await page(first, user('u1', '12'))
    await first.session.lookUps().matchPages()
    await first.session.journal().intend(1, { do: 'deactivate', userId: 'u1' })
    expect(await ends(await begin([{ kind: 'not_due', attribute: '12' }]))).toEqual([
      'refused leave_date_to_come, maybe_deactivated_before',
    ])
  })
})

test('rows to try again come with those that hold something against the same number', async () => {
  const run = await begin([
    { attribute: '1' },
    { attribute: '1', id: 'u9' },
    { attribute: '1', id: 'u8' },
    { attribute: '2' },
    { attribute: '2' },
    { id: 'u3' },
    { kind: 'not_due', attribute: '3' },
  ])
  await page(run, user('u3', '3'))
  await run.session.lookUps().matchPages()
  const journal = run.session.journal()
  await journal.ended(1, { outcome: 'failed', reasons: [], status: null }, 'look_up')
  await journal.ended(4, { outcome: 'not_found', reasons: [], status: null }, 'look_up')
  await journal.ended(6, { outcome: 'failed', reasons: [], status: null }, 'work')
  // One that is contradicted, one that contradicts it, and one that is not due by the number of the account.
  expect((await allOf(run.session.run.retryRows())).map(([cell]) => cell)).toEqual([
    'cell 1',
    'cell 2',
    'cell 3',
    'cell 6',
    'cell 7',
  ])
})

test('a plan is carried out with the numbers on its rows', async () => {
  const plan = await beginRun(ledger, [row({ attribute: '12' }, 0)], 'plan-1', {
    ...identity('plan'),
    options: { ...identity('plan').options, kind: 'plan' },
  })
  await page(plan, user('u1', '12'))
  await plan.session.lookUps().matchPages()
  await plan.session.endToDo({ code: 'would_be', action: 'delete' })
  await plan.session.close({ status: 'finished', exitCode: 0, reason: null })
  const found = await ledger.plan('plan-1', IDENTITY.site)
  expect(found.options.attribute).toBe('employee_id')
  const { session } = await ledger.carryOutPlan(found, { id: 'run-of-plan', version: '0.0.0' })
  expect(await allOf(session.lookUps().unknown())).toEqual([
    { row: 1, claim: { id: 'u1', email: null, name: null, attribute: '12' } },
  ])
})
