import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forEachThrottled } from '../../src/batch/pool.ts'

const NEVER = new AbortController().signal

/** Items that tell how many of them were taken. */
function counted(length: number): { items: Iterable<number>; taken: () => number } {
  let taken = 0
  function* items(): Generator<number> {
    for (let item = 0; item < length; item += 1) {
      taken += 1
      yield item
    }
  }
  return { items: items(), taken: () => taken }
}

/** Work that ends when the test says so. */
function atWill(): {
  work: (item: number) => Promise<void>
  begun: number[]
  finish: (item: number) => void
  fail: (item: number, error: Error) => void
} {
  const open = new Map<number, PromiseWithResolvers<undefined>>()
  const begun: number[] = []
  const take = (item: number): PromiseWithResolvers<undefined> => {
    const task = open.get(item)
    if (task === undefined) throw new Error(`item ${item} is not being worked on`)
    open.delete(item)
    return task
  }
  return {
    work(item) {
      begun.push(item)
      const task = Promise.withResolvers<undefined>()
      open.set(item, task)
      return task.promise
    },
    begun,
    finish(item) {
      take(item).resolve(undefined)
    },
    fail(item, error) {
      take(item).reject(error)
    },
  }
}

/** Lets everything happen that can happen without more being told. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

describe('the pool', () => {
  test('takes one item at most before a place is free, in the order of the list, and begins none', async () => {
    const { items, taken } = counted(5)
    const { work, begun, finish } = atWill()
    const all = forEachThrottled(items, 2, NEVER, work)

    await settle()
    expect([begun, taken()]).toEqual([[0, 1], 3])
    finish(1)
    await settle()
    expect([begun, taken()]).toEqual([[0, 1, 2], 4])
    finish(0)
    finish(2)
    await settle()
    expect([begun, taken()]).toEqual([[0, 1, 2, 3, 4], 5])
    finish(3)
    finish(4)
    await all
  })

  test('does not end before the last item does', async () => {
    const { work, finish } = atWill()
    let ended = false
    const all = forEachThrottled([0, 1], 2, NEVER, work).then(() => {
      ended = true
    })
    await settle()
    finish(1)
    await settle()
    expect(ended).toBe(false)
    finish(0)
    await all
    expect(ended).toBe(true)
  })

  test('has nothing to do with an empty list', async () => {
    const { work, begun } = atWill()
    await forEachThrottled([], 3, NEVER, work)
    expect(begun).toEqual([])
  })

  test('begins nothing when it was told to stop beforehand', async () => {
    const { work, begun } = atWill()
    await forEachThrottled([0, 1, 2], 2, AbortSignal.abort(), work)
    expect(begun).toEqual([])
  })

  test('told to stop begins nothing more, and lets what was begun end', async () => {
    const stop = new AbortController()
    const { work, begun, finish } = atWill()
    let ended = false
    const all = forEachThrottled([0, 1, 2, 3], 2, stop.signal, work).then(() => {
      ended = true
    })
    await settle()
    stop.abort()
    finish(0)
    await settle()
    expect([begun, ended]).toEqual([[0, 1], false])
    finish(1)
    await all
    expect(begun).toEqual([0, 1])
  })

  test('begins nothing more after an error, and throws it when everything begun has ended', async () => {
    const { work, begun, finish, fail } = atWill()
    const broken = new Error('the ledger cannot be written')
    let thrown: unknown = null
    const all = forEachThrottled([0, 1, 2, 3], 2, NEVER, work).catch((error: unknown) => {
      thrown = error
    })
    await settle()
    fail(0, broken)
    await settle()
    expect([begun, thrown]).toEqual([[0, 1], null])
    finish(1)
    await all
    expect(begun).toEqual([0, 1])
    expect(thrown).toBe(broken)
  })

  test('throws the first of several errors', async () => {
    const { work, fail } = atWill()
    const all = forEachThrottled([0, 1], 2, NEVER, work)
    await settle()
    fail(1, new Error('first'))
    fail(0, new Error('second'))
    await expect(all).rejects.toThrow('first')
  })

  test('throws an error of the very last item', async () => {
    const { work, fail } = atWill()
    const all = forEachThrottled([0], 2, NEVER, work)
    await settle()
    fail(0, new Error('last'))
    await expect(all).rejects.toThrow('last')
  })

  test('works on each item once, on at most `concurrency` at a time, and takes one at most ahead of a free place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        fc.scheduler(),
        async (length, concurrency, scheduler) => {
          const { items, taken } = counted(length)
          const worked: number[] = []
          let running = 0
          let mostRunning = 0
          let ended = 0
          let mostHeld = 0
          const all = forEachThrottled(items, concurrency, NEVER, async (item) => {
            worked.push(item)
            running += 1
            mostRunning = Math.max(mostRunning, running)
            mostHeld = Math.max(mostHeld, taken() - ended)
            await scheduler.schedule(Promise.resolve())
            running -= 1
            ended += 1
          })
          await scheduler.waitFor(all)

          expect(worked).toEqual(Array.from({ length }, (_, item) => item))
          expect(mostRunning).toBe(Math.min(concurrency, length))
          expect(mostHeld).toBeLessThanOrEqual(concurrency + 1)
        },
      ),
    )
  })

  test('ends with the first error, whatever the order in which items end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        fc.scheduler(),
        async (length, concurrency, choice, scheduler) => {
          const bad = choice % length
          const { items } = counted(length)
          let begunAfterError = 0
          let running = 0
          let failed = false
          const all = forEachThrottled(items, concurrency, NEVER, async (item) => {
            if (failed) begunAfterError += 1
            running += 1
            await scheduler.schedule(Promise.resolve())
            running -= 1
            if (item === bad) {
              failed = true
              throw new Error(`item ${item}`)
            }
          })
          const thrown = all.then(
            () => null,
            (error: unknown) => (error as Error).message,
          )
          expect(await scheduler.waitFor(thrown)).toBe(`item ${bad}`)

          expect(running).toBe(0)
          expect(begunAfterError).toBe(0)
        },
      ),
    )
  })
})
