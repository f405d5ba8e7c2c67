import { describe, expect, test } from 'vitest'
import type { Journal } from '../../../src/offboarding/ports/journal.ts'
import type { LookUps } from '../../../src/offboarding/ports/look-ups.ts'
import type { PreflightDeps } from '../../../src/batch/look-ups/preflight-deps.ts'
import { preflight } from '../../../src/batch/look-ups/preflight.ts'
import { Stop } from '../../../src/batch/stop.ts'
import type { Answer, Delivery, Interruption, PageAnswer } from '../../../src/offboarding/answer.ts'
import type { RunEvent } from '../../../src/offboarding/event.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import type { ClaimedUser } from '../../../src/offboarding/leaver.ts'
import type { Policy } from '../../../src/offboarding/policy.ts'
import type { Step } from '../../../src/offboarding/step.ts'

const DELETE: Policy = {
  deactivate: true,
  delete: true,
  roles: ['learner'],
  matchName: false,
  protect: protectedList([]),
}
const ONCE: Delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
const PAGE_SIZE = 20

const user = (id: string, more: Partial<User> = {}): User => ({
  id,
  email: `${id}@example.com`,
  name: null,
  role: 'learner',
  deactivated: false,
  ...more,
})
/** Users `u1`, `u2` and so on. */
const users = (count: number): User[] => Array.from({ length: count }, (_, index) => user(`u${index + 1}`))
const addressed = (count: number): Partial<ClaimedUser>[] =>
  users(count).map(({ id, email }) => ({ id, email }))
const byId = (...ids: string[]): Partial<ClaimedUser>[] => ids.map((id) => ({ id }))
const byEmail = (...emails: string[]): Partial<ClaimedUser>[] => emails.map((email) => ({ email }))

/** Rows as a ledger hands them out, all at once. */
async function* inOnePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(rows)
}

interface Setup {
  /** Who is on the site. */
  site: readonly User[]
  /** Whom the rows name, from row 1. */
  rows: readonly Partial<ClaimedUser>[]
  /** How many users the site says that it has; as many as it has otherwise. */
  totalCount?: number
  /** What happens at a page, or at a look-up, in place of the usual. */
  atPage?: (offset: number, stop: Stop) => PageAnswer | Interruption | null
  atStep?: (step: Step, stop: Stop) => Answer | Interruption | null
  /** What an earlier session had kept. */
  kept?: { pages?: readonly number[]; known?: Readonly<Record<number, User>> }
  planned?: Readonly<Record<number, User>>
  needsCount?: boolean
  /** The attribute that users are found by. */
  attribute?: string
  journal?: Partial<Journal>
}

/** A look-up of the rows on a site, whose requests, ends and rules come in a diary, in the order in which they happen. */
function rig({ site, rows, totalCount = site.length, needsCount = false, ...setup }: Setup): {
  diary: string[]
  events: RunEvent[]
  stop: Stop
  /** How many requests were out at the same time, at most. */
  most: () => number
  go: (
    mode?: Parameters<typeof preflight>[0],
    more?: { policy?: Policy; concurrency?: number },
  ) => ReturnType<typeof preflight>
} {
  const diary: string[] = []
  const events: RunEvent[] = []
  const stop = new Stop()
  const pages = new Map<number, readonly User[]>()
  const failedPages = new Set<number>()
  const pageOf = (offset: number): readonly User[] => site.slice(offset, offset + PAGE_SIZE)
  for (const offset of setup.kept?.pages ?? []) pages.set(offset, pageOf(offset))
  const known = new Map(Object.entries(setup.kept?.known ?? {}).map(([row, one]) => [Number(row), one]))
  const ended = new Set<number>()
  const all = rows.map((claim, index) => ({
    row: index + 1,
    claim: { id: null, email: null, name: null, ...claim },
  }))
  const unknown = (): typeof all => all.filter(({ row }) => !known.has(row) && !ended.has(row))
  let out = 0
  let most = 0
  async function answer<Given>(what: string, given: () => Given): Promise<Given> {
    diary.push(what)
    out += 1
    most = Math.max(most, out)
    await new Promise((resolve) => setImmediate(resolve))
    out -= 1
    return given()
  }
  const rule = (name: string) => (): Promise<void> => {
    diary.push(name)
    return Promise.resolve()
  }

  const lookUps: LookUps = {
    countUnknown: () => Promise.resolve(unknown().length),
    unknown: () => inOnePage(unknown()),
    known: () =>
      inOnePage(
        all.flatMap(({ row, claim }) => {
          const found = known.get(row)
          if (found === undefined || ended.has(row)) return []
          return [{ row, claim, user: found, planned: setup.planned?.[row] ?? null, attempts: 1 }]
        }),
      ),
    siteUsers: () => Promise.resolve(pages.size === 0 ? null : totalCount),
    hasPage: (offset) => Promise.resolve(pages.has(offset)),
    keepPage(offset, kept) {
      if (kept.kind === 'page') pages.set(offset, kept.users)
      else failedPages.add(offset)
      return Promise.resolve()
    },
    keepPageForTime: () => Promise.resolve(),
    keepAttributes: () => Promise.resolve(),
    listing() {
      const seen = [...pages.values()].flat()
      return Promise.resolve({
        told: pages.size === 0 ? null : totalCount,
        seen: new Set(seen.map(({ id }) => id)).size,
        withAttribute: seen.filter(({ attribute }) => typeof attribute === 'string').length,
        untold: seen.filter(({ attribute }) => attribute === undefined).length,
        failedPages: failedPages.size,
      })
    },
    holders: (attribute) =>
      Promise.resolve({
        exactly: [...pages.values()].flat().flatMap((one) => (one.attribute === attribute ? [one.id] : [])),
        nearly: null,
      }),
    matchPages() {
      const seen = [...pages.values()].flat()
      for (const { row, claim } of unknown()) {
        const found = seen.find(({ id, email, attribute }) =>
          claim.id !== null
            ? id === claim.id
            : claim.email !== null
              ? email === claim.email
              : claim.attribute !== undefined && attribute === claim.attribute,
        )
        if (found !== undefined) known.set(row, found)
      }
      return Promise.resolve()
    },
    accountsWithAddress: () => Promise.resolve([]),
    endNotDue: rule('who is not due'),
    endRehired: rule('who was hired again'),
    endRepeated: rule('who stands there twice'),
    whenDeleted: () => Promise.resolve(null),
  }
  const deps: PreflightDeps = {
    run: 'r',
    platform: {
      listUsers: (offset) =>
        answer(
          `page ${offset}`,
          () =>
            setup.atPage?.(offset, stop) ?? {
              ...{ kind: 'page', status: 200, totalCount, delivery: ONCE },
              ...{ users: pageOf(offset), entries: pageOf(offset).length },
            },
        ),
      perform: (step) =>
        answer(step.do === 'find' ? `find ${step.email}` : `${step.do} ${step.userId}`, () => {
          const found = site.find(({ id, email }) =>
            step.do === 'find' ? email === step.email : id === step.userId,
          )
          const usual: Answer =
            found === undefined
              ? { kind: 'not_found', status: 404, delivery: ONCE }
              : { kind: 'user', status: 200, user: found, delivery: ONCE }
          return setup.atStep?.(step, stop) ?? usual
        }),
    },
    journal: {
      intend: () => Promise.reject(new Error('nothing is changed')),
      answered(row, _, given) {
        if (given.kind === 'user') known.set(row, given.user)
        return Promise.resolve()
      },
      ended(row, { outcome }) {
        ended.add(row)
        diary.push(`row ${row}: ${outcome}`)
        return Promise.resolve()
      },
      ...setup.journal,
    },
    lookUps,
    needsCount,
    attribute: setup.attribute,
    stop,
    emit: (event) => events.push(event),
  }
  return {
    diary,
    events,
    stop,
    most: () => most,
    go: (mode = 'auto', { policy = DELETE, concurrency = 1 } = {}) =>
      preflight(mode, policy, concurrency, deps),
  }
}

const RULES = ['who is not due', 'who was hired again', 'who stands there twice']
const failed: PageAnswer = { kind: 'failed', status: 503, reason: 'it is down', delivery: ONCE }
const keyRejected: Interruption = { kind: 'key_rejected', status: 401, delivery: ONCE }

describe('the cheaper way', () => {
  test('is to page through a small site for a long list', async () => {
    const { diary, go } = rig({ site: users(45), rows: addressed(30) })
    await go()
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', ...RULES])
  })

  test('is to ask for each row of a short list on a large site', async () => {
    const { diary, go } = rig({ site: users(45), rows: [...byId('u44'), ...byEmail('u43@example.com')] })
    await go()
    expect(diary).toEqual(['page 0', 'read u44', 'find u43@example.com', ...RULES])
  })

  test.each([
    ['list', ['page 0', 'page 20', 'page 40']],
    ['lookup', ['page 0', 'read u44']],
  ] as const)('is not looked for with --preflight %s', async (mode, asked) => {
    const { diary, go } = rig({ site: users(45), rows: byId('u44') })
    await go(mode)
    expect(diary).toEqual([...asked, ...RULES])
  })

  test('asks nothing for whoever is on the first page, which is read in any case', async () => {
    const { diary, go } = rig({ site: users(45), rows: byId('u1') })
    await go()
    expect(diary).toEqual(['page 0', ...RULES])
  })
})

describe('pages', () => {
  test('that show somebody not leave them to be asked for singly', async () => {
    const { diary, go } = rig({ site: users(45), rows: byId('u1', 'gone', 'u44') })
    await go('list')
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', 'read gone', 'row 2: not_found', ...RULES])
  })

  test('end at the first empty one, however many users the site claims to have', async () => {
    const { diary, go } = rig({ site: users(45), totalCount: 5_000, rows: byId('u1') })
    await go('list')
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', 'page 60', ...RULES])
  })

  test('that fail for good leave those on them to be asked for singly, and the others are read', async () => {
    const atPage = (offset: number): PageAnswer | null => (offset === 20 ? failed : null)
    const { diary, go } = rig({ site: users(45), rows: byId('u1', 'u21', 'u41'), atPage })
    await go('list')
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', 'read u21', ...RULES])
  })

  test('are no more where the first fails: everybody is asked for singly', async () => {
    const { diary, go } = rig({ site: users(45), rows: byId('u1', 'u21'), atPage: () => failed })
    await go('list')
    expect(diary).toEqual(['page 0', 'read u1', 'read u21', ...RULES])
  })

  test('are all that is asked for where the number of users is needed, and cannot be had', async () => {
    const { diary, go } = rig({ site: users(45), rows: byId('u1'), atPage: () => failed, needsCount: true })
    await go()
    expect(diary).toEqual(['page 0'])
  })

  test('that are not found mean a wrong address: nobody is asked for there', async () => {
    const { diary, go } = rig({
      site: users(45),
      rows: byId('u1'),
      atPage: () => ({ kind: 'not_found', status: 404, delivery: ONCE }),
    })
    await go()
    expect(diary).toEqual(['page 0'])
  })
})

describe('a row', () => {
  test.each([
    ['nobody has its ID', { id: 'gone' }, ['read gone'], 'not_found'],
    ['nobody has its address', { email: 'gone@example.com' }, ['find gone@example.com'], 'not_found'],
    [
      'its ID is nobody’s, and its address is',
      { id: 'gone', email: 'u44@example.com' },
      ['read gone', 'find u44@example.com'],
      'mismatch',
    ],
    ['it names nobody', {}, [], 'invalid'],
    ['its address is another than the account’s', { id: 'u44', email: 'x@y.org' }, ['read u44'], 'mismatch'],
    ['the role may not be offboarded', { id: 'boss' }, ['read boss'], 'refused'],
  ])('ends before anybody is touched where %s', async (_, claim, asked, outcome) => {
    const { diary, events, go } = rig({
      site: [...users(44), user('boss', { role: 'manager' })],
      rows: [claim, { id: 'u43' }],
    })
    await go('lookup')
    expect(diary.filter((what) => /^(read|find) (?!u43)/.test(what))).toEqual(asked)
    expect(diary.filter((what) => what.startsWith('row'))).toEqual([`row 1: ${outcome}`])
    expect(events.filter(({ type }) => type === 'row_ended')).toMatchObject([{ row: 1, outcome }])
  })

  test('is known to mean a user who is left to be touched, without an end', async () => {
    const { diary, events, go } = rig({ site: users(45), rows: byId('u44') })
    await go('lookup')
    expect(diary).toEqual(['page 0', 'read u44', ...RULES])
    expect(events.filter(({ type }) => type === 'row_ended')).toEqual([])
  })

  test('that is protected as it stands is not asked for, by its ID or its address', async () => {
    const protect = protectedList(['u1', 'chair@example.com'])
    const { diary, go } = rig({
      site: users(45),
      rows: [...byId('u1'), ...byEmail('chair@example.com'), ...byId('u44')],
    })
    await go('lookup', { policy: { ...DELETE, protect } })
    expect(diary).toEqual(['row 1: protected', 'row 2: protected', 'page 0', 'read u44', ...RULES])
  })

  test('that is protected by what its account shows ends once that is known', async () => {
    const protect = protectedList(['u44@example.com'])
    const { diary, go } = rig({ site: users(45), rows: byId('u44') })
    await go('lookup', { policy: { ...DELETE, protect } })
    expect(diary).toEqual(['page 0', 'read u44', RULES[0], 'row 1: protected', ...RULES.slice(1)])
  })

  test('whose user is another one than when it was planned ends as mismatch', async () => {
    const planned = { 1: user('u44', { email: 'before@example.com' }) }
    const { diary, go } = rig({ site: users(45), rows: byId('u44'), planned })
    await go('lookup')
    expect(diary).toContain('row 1: mismatch')
  })

  test('whose user is not due by another row ends so before anything else is held against it', async () => {
    const { diary, go } = rig({ site: [user('u1', { role: 'manager' })], rows: byId('u1') })
    await go()
    expect(diary).toEqual(['page 0', RULES[0], 'row 1: refused', ...RULES.slice(1)])
  })
})

describe('what an earlier session has kept', () => {
  test('is not asked for again: pages, and with them the number of users', async () => {
    const { diary, go } = rig({ site: users(65), rows: addressed(50), kept: { pages: [0, 40] } })
    await go('list')
    expect(diary).toEqual(['page 20', 'page 60', ...RULES])
  })

  test('is not asked for again: users', async () => {
    const known = { 1: user('u41'), 2: user('u42') }
    const rows = byId('u41', 'u42', 'u43')
    const { diary, go } = rig({ site: users(45), rows, kept: { pages: [0], known } })
    await go('lookup')
    expect(diary).toEqual(['read u43', ...RULES])
  })

  test('is enough: where everybody is known nothing is asked, unless the number of users is needed', async () => {
    const kept = { known: { 1: user('u1') } }
    const enough = rig({ site: users(45), rows: byId('u1'), kept })
    await enough.go()
    expect(enough.diary).toEqual(RULES)
    const counted = rig({ site: users(45), rows: byId('u1'), kept, needsCount: true })
    await counted.go()
    expect(counted.diary).toEqual(['page 0', ...RULES])
  })
})

describe('a run that is told to stop', () => {
  test('among the pages asks for nothing more, and ends no row', async () => {
    const { diary, go } = rig({
      site: users(65),
      rows: byId('u1', 'gone'),
      atPage: (offset, stop) => {
        if (offset === 20) stop.because({ kind: 'signal', signal: 'SIGTERM' })
        return null
      },
    })
    await go('list')
    expect(diary).toEqual(['page 0', 'page 20'])
  })

  test('among the rows asks for nothing more, and ends only whom it had asked for', async () => {
    const { diary, go } = rig({
      site: users(45),
      rows: byId('gone', 'u43', 'u44'),
      atStep: (_, stop) => {
        stop.because({ kind: 'signal', signal: 'SIGTERM' })
        return null
      },
    })
    await go('lookup')
    expect(diary).toEqual(['page 0', 'read gone', 'row 1: not_found'])
  })

  test('before it looks anybody up ends nobody, protected or not', async () => {
    const { diary, stop, go } = rig({ site: users(45), rows: byId('u1', 'u2') })
    stop.because({ kind: 'signal', signal: 'SIGINT' })
    await go('lookup', { policy: { ...DELETE, protect: protectedList(['u1']) } })
    expect(diary.filter((what) => what !== 'page 0')).toEqual([])
  })

  test.each([
    ['at the first page', 0, ['page 0']],
    ['at a later one', 20, ['page 0', 'page 20']],
  ])('because the key is rejected, %s, asks for nothing more', async (_, at, asked) => {
    const { diary, stop, go } = rig({
      site: users(65),
      rows: byId('u44', 'u45'),
      atPage: (offset) => (offset === at ? keyRejected : null),
    })
    await go('list')
    expect(diary).toEqual(asked)
    expect(stop.reason).toEqual({ kind: 'key_rejected', status: 401 })
  })

  test('because the key is rejected at a look-up leaves its row open', async () => {
    const { diary, stop, go } = rig({
      site: users(45),
      rows: byId('u43', 'u44'),
      atStep: () => keyRejected,
    })
    await go('lookup')
    expect(diary).toEqual(['page 0', 'read u43'])
    expect(stop.reason).toEqual({ kind: 'key_rejected', status: 401 })
  })

  test('since what came of it cannot be kept, is halted: nothing more is asked, nobody ends', async () => {
    const { diary, stop, go } = rig({
      site: users(45),
      rows: byId('u43', 'u44'),
      journal: { answered: () => Promise.reject(new Error('no room')) },
    })
    await expect(go('lookup')).rejects.toThrow('no room')
    expect(diary).toEqual(['page 0', 'read u43'])
    expect(stop.halted.aborted).toBe(true)
  })
})

describe('the pace', () => {
  test.each([
    ['lookup', 3],
    ['list', 2],
  ] as const)('of --preflight %s is that of its concurrency, %i', async (mode, concurrency) => {
    const { most, go } = rig({ site: users(200), rows: byId(...users(9).map(({ id }) => `${id}0`)) })
    await go(mode, { concurrency })
    expect(most()).toBe(concurrency)
  })
})

describe('the progress', () => {
  const told = (events: readonly RunEvent[]): unknown[] =>
    events.flatMap((event) => (event.type === 'looking_up' ? [[event.what, event.done, event.of]] : []))

  test('is told for each page, and then for each row that is asked for', async () => {
    const { events, go } = rig({ site: users(45), rows: byId('u1', 'gone', 'u44') })
    await go('list')
    expect(told(events)).toEqual([
      ['pages', 1, 3],
      ['pages', 2, 3],
      ['pages', 3, 3],
      ['rows', 1, 1],
    ])
  })

  test('counts the pages that were kept', async () => {
    const { events, go } = rig({ site: users(65), rows: addressed(50), kept: { pages: [0, 40] } })
    await go('list')
    expect(told(events)).toEqual([1, 2, 3, 4].map((done) => ['pages', done, 4]))
  })
})

describe('users who are found by an attribute', () => {
  /** Users with the numbers `n1`, `n2` and so on. */
  const numbered = (count: number): User[] =>
    users(count).map((one, index) => ({ ...one, attribute: `n${index + 1}` }))
  const byNumber = (...numbers: string[]): Partial<ClaimedUser>[] =>
    numbers.map((attribute) => ({ attribute }))
  const setup = { attribute: 'employee_id', site: numbered(45) }

  test('cost one pass through the pages, whatever is cheaper, and no request for a row', async () => {
    const { diary, go } = rig({ ...setup, rows: byNumber('n1', 'n44') })
    expect(await go()).toBe('looked_up')
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', ...RULES])
  })

  test('are not found where all pages say so', async () => {
    const { diary, go } = rig({ ...setup, rows: byNumber('n1', 'n99') })
    await go()
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', 'row 2: not_found', ...RULES])
  })

  test('are neither found nor not found where a page could not be had', async () => {
    const { diary, go } = rig({
      ...setup,
      rows: byNumber('n1', 'n21', 'n99'),
      atPage: (offset) => (offset === 20 ? failed : null),
    })
    await go()
    // Of the second page nobody knows whether it shows somebody else with the number of the first row.
    expect(diary).toEqual([
      'page 0',
      'page 20',
      'page 40',
      'row 2: failed',
      'row 3: failed',
      RULES[0],
      'row 1: failed',
      ...RULES.slice(1),
    ])
  })

  test('are found by the ID, or the address, all the same then', async () => {
    const { diary, go } = rig({
      ...setup,
      rows: [
        { id: 'u1', attribute: 'n1' },
        { email: 'u2@example.com', attribute: 'n2' },
      ],
      atPage: (offset) => (offset === 20 ? failed : null),
    })
    await go()
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', ...RULES])
  })

  test.each([
    ['the site claims to have more users than it shows', { totalCount: 60 }],
    ['of one user the number is not told', { site: [...numbered(44), user('u45')] }],
  ])('are not known to be missing where %s', async (_, more) => {
    const { diary, go } = rig({ ...setup, rows: byNumber('n99'), ...more })
    await go()
    expect(diary).toContain('row 1: failed')
  })

  test.each([
    [40, ['page 0', 'page 20', 'page 40']],
    [39, ['page 0', 'page 20']],
  ])('are looked for until the list has ended: of %i users', async (count, pages) => {
    const { diary, go } = rig({ ...setup, site: numbered(count), totalCount: 21, rows: byNumber('n39') })
    await go()
    expect(diary).toEqual([...pages, ...RULES])
  })

  test('end no row where nobody has the attribute', async () => {
    const { diary, go } = rig({ ...setup, site: users(3), rows: byNumber('n1') })
    expect(await go()).toBe('no_such_attribute')
    expect(diary).toEqual(['page 0'])
  })

  test('who share a number are nobody who can be meant, by whatever else a row names one of them', async () => {
    const { diary, go } = rig({
      ...setup,
      site: [...numbered(3), user('u4', { attribute: 'n1' })],
      rows: [{ attribute: 'n1' }, { id: 'u1', attribute: 'n1' }, { id: 'u2', attribute: 'n2' }],
    })
    await go()
    expect(diary.filter((line) => line.startsWith('row'))).toEqual(['row 1: mismatch', 'row 2: mismatch'])
  })

  test('are somebody else where the ID is nobody’s and the number is somebody’s', async () => {
    const { diary, go } = rig({ ...setup, rows: [{ id: 'x9', attribute: 'n1' }] })
    await go()
    expect(diary).toEqual(['page 0', 'page 20', 'page 40', 'read x9', 'row 1: mismatch', ...RULES])
  })
})
