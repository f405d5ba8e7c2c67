import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Deliveries } from '../../src/archive/deliveries.ts'
import { readEntries, type NotRead } from '../../src/archive/read-entries.ts'
import type { EntriesAnswer } from '../../src/offboarding/answer.ts'
import type { RecordFields } from '../../src/offboarding/identity/user.ts'

const ONCE = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
const entry = (id: number): RecordFields => ({ id })

/** A list on the platform. `before`: what happens to it before a page is read. */
interface List {
  entries: RecordFields[]
  pageSize: number
  tellsCount: boolean
  readsOffset?: boolean
  before?: (page: number, list: RecordFields[]) => void
}

async function read(
  list: List,
): Promise<{ read: unknown[]; notRead: NotRead | null; offsets: number[]; requests: number }> {
  const offsets: number[] = []
  const deliveries = new Deliveries()
  let got: RecordFields[] = []
  const ask = (offset: number): Promise<EntriesAnswer> => {
    list.before?.(offsets.length, list.entries)
    offsets.push(offset)
    const from = list.readsOffset === false ? 0 : offset
    const entries = list.entries.slice(from, from + list.pageSize)
    const totalCount = list.tellsCount ? list.entries.length : null
    return Promise.resolve({ kind: 'entries', status: 200, entries, totalCount, delivery: ONCE })
  }
  const sink = { add: (some: readonly RecordFields[]) => got.push(...some), startAnew: () => (got = []) }
  const notRead = await readEntries(ask, sink, deliveries)
  return { read: got.map(({ id }) => id), notRead, offsets, requests: deliveries.total.attempts }
}

const entries = (count: number): RecordFields[] => Array.from({ length: count }, (_, id) => entry(id))
const ids = (list: readonly RecordFields[]): unknown[] => list.map(({ id }) => id)

describe('reading a list', () => {
  test.each([
    ['that is empty', 0, 20, [0]],
    ['of one page', 20, 20, [0]],
    ['of several', 45, 20, [0, 19, 38]],
    ['of pages that are larger', 150, 100, [0, 99]],
  ])(
    '%s takes as many requests as it has pages, each of which begins where the last one ended',
    async (_, count, pageSize, offsets) => {
      const done = await read({ entries: entries(count), pageSize, tellsCount: true })
      expect(done).toEqual({ read: ids(entries(count)), notRead: null, offsets, requests: offsets.length })
    },
  )

  test.each([
    ['of less than a page', 7, true, [0]],
    ['that is just as long as a page', 20, true, [0, 19]],
    ['that is longer', 50, true, [0, 19, 38]],
    ['that comes whole, whatever is asked for', 60, false, [0, 59]],
    ['that comes whole, and is no number of pages', 45, false, [0]],
  ])('that does not tell its length, %s', async (_, count, readsOffset, offsets) => {
    const pageSize = readsOffset ? 20 : 1_000
    const done = await read({ entries: entries(count), pageSize, tellsCount: false, readsOffset })
    expect(done).toEqual({ read: ids(entries(count)), notRead: null, offsets, requests: offsets.length })
  })

  test('takes what comes with one that grows at its end, and begins anew with one that grows before', async () => {
    const grow =
      (at: 'push' | 'unshift') =>
      (page: number, list: RecordFields[]): void => {
        if (page === 1) list[at](entry(99))
      }
    const later = await read({ entries: entries(30), pageSize: 20, tellsCount: true, before: grow('push') })
    expect([later.notRead, later.read]).toEqual([null, ids([...entries(30), entry(99)])])
    const first = await read({
      entries: entries(30),
      pageSize: 20,
      tellsCount: true,
      before: grow('unshift'),
    })
    expect([first.notRead, first.read]).toEqual([null, ids([entry(99), ...entries(30)])])
    expect(first.offsets).toEqual([0, 19, 29, 0, 19])
  })

  test('gives up on one that changes each time it is read', async () => {
    const { notRead, offsets } = await read({
      ...{ entries: entries(60), pageSize: 20, tellsCount: true },
      before: (page, list) => {
        if (page % 2 === 1) list.shift()
      },
    })
    expect(notRead).toEqual({ kind: 'changing' })
    expect(offsets).toEqual([0, 19, 0, 19, 0, 19])
  })

  test('never takes for whole a list of which an entry is missing that was there all the time', async () => {
    const anyChange = fc.record({ page: fc.nat(6), at: fc.nat(60), adds: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 2, max: 25 }),
        fc.array(anyChange, { maxLength: 4 }),
        async (count, pageSize, changes) => {
          const list = entries(count)
          let fresh = 1_000
          const always = new Set(ids(list))
          const { read: got, notRead } = await read({
            ...{ entries: list, pageSize, tellsCount: true },
            before(page) {
              for (const change of changes.filter((one) => one.page === page)) {
                if (change.adds) list.splice(change.at % (list.length + 1), 0, entry((fresh += 1)))
                else
                  for (const { id } of list.splice(change.at % Math.max(1, list.length), 1)) always.delete(id)
              }
            },
          })
          if (notRead === null) expect([...always].filter((id) => !got.includes(id))).toEqual([])
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
