import { expect, test } from 'vitest'
import { Line } from '../../../src/konstantly/pace/queue.ts'

/** Lets go whoever may go, and returns how many that were. */
function go(line: Line<boolean>): number {
  let gone = 0
  for (; line.isReady; gone += 1) {
    line.letGo((alone) => {
      line.left(alone)
      return alone
    })
  }
  return gone
}

test('everyone goes, in the order in which they came', async () => {
  const line = new Line<boolean>()
  const passes = Promise.all([line.wait(false), line.wait(false)])
  expect(go(line)).toBe(2)
  expect(await passes).toEqual([false, false])
})

test('whoever has to be out alone waits for all who are out, and is followed by nobody before it is settled', () => {
  const line = new Line<boolean>()
  void line.wait(false)
  void line.wait(false)
  expect(go(line)).toBe(2)
  void line.wait(false)
  void line.wait(true)
  expect(go(line)).toBe(0)
  line.returned()
  expect(go(line)).toBe(0)
  line.returned()
  expect(go(line)).toBe(1)
  line.returned()
  expect(go(line)).toBe(0)
  line.goOn()
  expect(go(line)).toBe(1)
})

test('who is turned away gets no pass', async () => {
  const line = new Line<boolean>()
  const passes = [line.wait(true), line.wait(false)]
  line.turnAway()
  expect(await Promise.all(passes)).toEqual([null, null])
  expect(line.isReady).toBe(false)
})
