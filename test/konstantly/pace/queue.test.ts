import { expect, test } from 'vitest'
import { Queue } from '../../../src/konstantly/pace/queue.ts'

/** Lets go whoever may go, and returns how many that were. */
function go(queue: Queue<boolean>): number {
  let gone = 0
  for (; queue.isReady; gone += 1) {
    queue.letGo((alone) => {
      queue.left(alone)
      return alone
    })
  }
  return gone
}

test('everyone goes, in the order in which they came', async () => {
  const queue = new Queue<boolean>()
  const tickets = Promise.all([queue.wait(false), queue.wait(false)])
  expect(go(queue)).toBe(2)
  expect(await tickets).toEqual([false, false])
})

test('whoever has to be out alone waits for all who are out, and is followed by nobody before it is settled', () => {
  const queue = new Queue<boolean>()
  void queue.wait(false)
  void queue.wait(false)
  expect(go(queue)).toBe(2)
  void queue.wait(false)
  void queue.wait(true)
  expect(go(queue)).toBe(0)
  queue.returned()
  expect(go(queue)).toBe(0)
  queue.returned()
  expect(go(queue)).toBe(1)
  queue.returned()
  expect(go(queue)).toBe(0)
  queue.goOn()
  expect(go(queue)).toBe(1)
})

test('who is turned away gets no ticket', async () => {
  const queue = new Queue<boolean>()
  const tickets = [queue.wait(true), queue.wait(false)]
  queue.turnAway()
  expect(await Promise.all(tickets)).toEqual([null, null])
  expect(queue.isReady).toBe(false)
})
