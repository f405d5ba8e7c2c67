import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { lookUp } from '../../../src/batch/look-ups/look-up-row.ts'
import type { PreflightDeps } from '../../../src/batch/look-ups/preflight-deps.ts'
import { Stop } from '../../../src/batch/stop.ts'
import type { Answer, Delivery } from '../../../src/offboarding/answer.ts'
import type { ClaimedUser } from '../../../src/offboarding/leaver.ts'
import type { RowEnd } from '../../../src/offboarding/outcome.ts'
import type { Step } from '../../../src/offboarding/step.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'

const ONCE: Delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }

const account = (id: string, email: string): User => ({
  id,
  email,
  name: null,
  role: 'learner',
  deactivated: false,
})

/** Looks one row up on a platform that compares addresses letter by letter, as written. */
async function lookUpOn(
  users: readonly User[],
  claim: Partial<ClaimedUser>,
  rejects: (email: string) => boolean = () => false,
): Promise<{ asked: string[]; ends: RowEnd[]; known: string[] }> {
  const asked: string[] = []
  const ends: RowEnd[] = []
  const known: string[] = []
  const perform = (step: Step): Answer => {
    asked.push(step.do === 'find' ? step.email : step.userId)
    const user = users.find(({ id, email }) =>
      step.do === 'find' ? email === step.email : id === step.userId,
    )
    if (user !== undefined) return { kind: 'user', status: 200, user, delivery: ONCE }
    if (step.do === 'find' && rejects(step.email))
      return { kind: 'rejected', status: 400, message: 'not an address', delivery: ONCE }
    return { kind: 'not_found', status: 404, delivery: ONCE }
  }
  const deps: PreflightDeps = {
    run: 'r',
    platform: {
      perform: (step) => Promise.resolve(perform(step)),
      listUsers: () => Promise.reject(new Error('no page is needed')),
    },
    journal: {
      intend: () => Promise.reject(new Error('nothing is changed')),
      answered: (_, __, answer) => {
        if (answer.kind === 'user') known.push(answer.user.id)
        return Promise.resolve()
      },
      ended: (_, end) => {
        ends.push(end)
        return Promise.resolve()
      },
    },
    lookUps: {
      countUnknown: () => Promise.resolve(0),
      unknown: () => Readable.from([]),
      known: () => Readable.from([]),
      siteUsers: () => Promise.resolve(null),
      hasPage: () => Promise.resolve(false),
      keepPage: () => Promise.resolve(),
      keepPageForTime: () => Promise.resolve(),
      keepAttributes: () => Promise.resolve(),
      listing: () => Promise.reject(new Error('it is handed over')),
      holders: () => Promise.resolve({ exactly: [], nearly: null }),
      matchPages: () => Promise.resolve(),
      accountsWithAddress: () => Promise.resolve([]),
      endNotDue: () => Promise.resolve(),
      endRehired: () => Promise.resolve(),
      endRepeated: () => Promise.resolve(),
      whenDeleted: () => Promise.resolve(null),
    },
    needsCount: false,
    stop: new Stop(),
    emit: () => undefined,
  }
  await lookUp({ row: 1, claim: { id: null, email: null, name: null, ...claim } }, deps)
  return { asked, ends, known }
}

test('an address of plain letters is asked for once', async () => {
  const { asked, ends } = await lookUpOn([], { email: 'anna@example.com' })
  expect(asked).toEqual(['anna@example.com'])
  expect(ends).toMatchObject([{ outcome: 'not_found' }])
})

test.each([
  ['jos\u00E9@example.com', 'jose\u0301@example.com'],
  ['eva@münchen.example', 'eva@xn--mnchen-3ya.example'],
  ['eva@xn--mnchen-3ya.example', 'eva@münchen.example'],
])('%s is found where the platform has kept it as %s', async (email, kept) => {
  const { ends, known } = await lookUpOn([account('u1', kept)], { email })
  expect(known).toEqual(['u1'])
  expect(ends).toEqual([])
})

test('another spelling that the platform does not take is nobody’s', async () => {
  const users = [account('u1', 'eva@xn--mnchen-3ya.example')]
  const { ends, known } = await lookUpOn(users, { email: 'eva@münchen.example' }, (email) =>
    email.includes('ü'),
  )
  expect(known).toEqual(['u1'])
  expect(ends).toEqual([])
})

test('of two accounts with one address in two spellings nobody is taken', async () => {
  const users = [account('u1', 'jos\u00E9@example.com'), account('u2', 'jose\u0301@example.com')]
  const { ends } = await lookUpOn(users, { email: 'jos\u00E9@example.com' })
  expect(ends).toMatchObject([
    { outcome: 'mismatch', reasons: [{ code: 'several_accounts', users: ['u1', 'u2'] }] },
  ])
})

test('an ID that is nobody’s is wrong where the address is somebody’s, in whatever spelling', async () => {
  const users = [account('u1', 'jose\u0301@example.com')]
  const { ends } = await lookUpOn(users, { id: '42', email: 'jos\u00E9@example.com' })
  expect(ends).toMatchObject([{ outcome: 'mismatch', reasons: [{ code: 'address_is_of', other: 'u1' }] }])
})
