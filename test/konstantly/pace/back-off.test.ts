import { expect, test } from 'vitest'
import { BackOff } from '../../../src/konstantly/pace/back-off.ts'

const PATIENCE_MS = 600_000
const GRANTED = { granted: true }
const LATER = { granted: false, until: null }

/** A request, sent at `sentAt`, gets a 429 at `at`. Returns whether a pause begins. */
function reject(
  backOff: BackOff,
  sentAt: number,
  at: number,
  toldMs: number | null,
  intervalMs = 0,
): boolean {
  backOff.sent(sentAt)
  backOff.ended({ sentAt, receivedAt: at })
  return backOff.rejected({ sentAt, receivedAt: at }, toldMs, intervalMs)
}

function grant(backOff: BackOff, sentAt: number, at: number): void {
  backOff.sent(sentAt)
  backOff.ended({ sentAt, receivedAt: at })
  backOff.granted()
}

test('nothing is held back before the first 429', () => {
  const backOff = new BackOff(PATIENCE_MS)
  for (let n = 0; n < 100; n += 1) {
    expect(backOff.permit(n)).toEqual(GRANTED)
    backOff.sent(n)
  }
})

test('a 429 pauses everyone for as long as it asks', () => {
  const backOff = new BackOff(PATIENCE_MS)
  expect(reject(backOff, 0, 100, 7_000)).toBe(true)
  expect(backOff.permit(100)).toEqual({ granted: false, until: 7_100 })
  expect(backOff.permit(7_099)).toEqual({ granted: false, until: 7_100 })
  expect(backOff.permit(7_100)).toEqual(GRANTED)
})

test.each([
  ['is answered', true],
  ['comes to nothing', false],
])('after the pause one request goes alone, and when it %s the others follow', (_, isAnswered) => {
  const backOff = new BackOff(PATIENCE_MS)
  reject(backOff, 0, 100, 7_000)
  backOff.sent(7_100)
  expect(backOff.permit(7_101)).toEqual(LATER)
  // This one was sent before the pause.
  backOff.ended({ sentAt: 50, receivedAt: 7_150 })
  expect(backOff.permit(7_151)).toEqual(LATER)
  backOff.ended({ sentAt: 7_100, receivedAt: 7_200 })
  if (isAnswered) backOff.granted()
  expect(backOff.permit(7_200)).toEqual(GRANTED)
})

test('a probe that is sent during the pause is not the one that goes alone', () => {
  const backOff = new BackOff(PATIENCE_MS)
  reject(backOff, 0, 100, 7_000)
  grant(backOff, 3_000, 3_050)
  expect(backOff.permit(3_050)).toEqual({ granted: false, until: 7_100 })
  backOff.sent(7_100)
  expect(backOff.permit(7_101)).toEqual(LATER)
})

test('a 429 that asks for no pause makes one of a second, twice as long each time up to a minute, until a request is granted', () => {
  const backOff = new BackOff(PATIENCE_MS)
  const pauses: number[] = []
  let now = 0
  for (let n = 0; n < 9; n += 1) {
    reject(backOff, now + 1, now + 10, n % 2 === 0 ? null : 0)
    const permission = backOff.permit(now + 10)
    if (permission.granted || permission.until === null) throw new Error('no pause')
    pauses.push((permission.until - now - 10) / 1_000)
    now = permission.until
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  grant(backOff, now + 1, now + 10)
  reject(backOff, now + 11, now + 20, null)
  expect(backOff.permit(now + 20)).toEqual({ granted: false, until: now + 1_020 })
})

test('where requests are kept apart, a pause that is not asked for begins with the time between two of them', () => {
  const backOff = new BackOff(PATIENCE_MS)
  reject(backOff, 0, 100, null, 6_000)
  expect(backOff.permit(100)).toEqual({ granted: false, until: 6_100 })
  reject(backOff, 6_100, 6_200, null, 6_000)
  expect(backOff.permit(6_200)).toEqual({ granted: false, until: 18_200 })
})

test('429s that were in flight with the first add nothing, unless they ask for a much longer pause', () => {
  const backOff = new BackOff(PATIENCE_MS)
  reject(backOff, 0, 100, 7_000)
  expect(reject(backOff, 10, 200, 7_000)).toBe(false)
  expect(reject(backOff, 20, 220, null)).toBe(false)
  expect(backOff.permit(300)).toEqual({ granted: false, until: 7_100 })
  expect(reject(backOff, 30, 300, 20_000)).toBe(false)
  expect(backOff.permit(300)).toEqual({ granted: false, until: 20_300 })
})

test('a 429 that was in flight with the first, and comes when the pause is over, begins no other one', () => {
  const backOff = new BackOff(PATIENCE_MS)
  reject(backOff, 90, 100, 2_000)
  grant(backOff, 2_100, 2_150)
  expect(backOff.rejected({ sentAt: 95, receivedAt: 2_160 }, 2_000, 0)).toBe(false)
  expect(backOff.permit(2_160)).toEqual(GRANTED)
})

test('nothing but 429s for a quarter of an hour, or for as long as patience lasts, is too much', () => {
  for (const [patienceMs, most] of [
    [600_000, 900_000],
    [7_200_000, 7_200_000],
  ] as const) {
    const backOff = new BackOff(patienceMs)
    let now = 0
    while (now <= most) {
      expect(backOff.isOutOfPatience).toBe(false)
      reject(backOff, now, now, 60_000)
      now += 60_000
    }
    expect(backOff.isOutOfPatience).toBe(true)
    backOff.granted()
    expect(backOff.isOutOfPatience).toBe(false)
  }
})
