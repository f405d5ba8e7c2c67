import { describe, expect, test } from 'vitest'
import { Counted } from '../../../src/konstantly/quota/sent-requests.ts'

describe('the requests that still count', () => {
  test('are those whose answers are younger than the horizon', () => {
    const counted = new Counted()
    for (const at of [0, 100, 200]) counted.add({ sentAt: at, receivedAt: at + 50 })
    expect(counted.aged(1_049, 1_000)).toBe(0)
    expect(counted.aged(1_150, 1_000)).toBe(2)
    expect(counted.agedAt(2, 1_000)).toBe(1_150)
    expect(counted.agedAt(4, 1_000)).toBe(Infinity)
  })

  test('leave out those that an answer may have left out already: nothing is counted as free twice', () => {
    const counted = new Counted()
    for (const at of [0, 100]) counted.add({ sentAt: at, receivedAt: at + 50 })
    counted.forgetAged({ sentAt: 990, receivedAt: 1_010 }, 1_000)
    expect(counted.count).toBe(1)
  })

  test('have those back that had not been left out after all, and only those', () => {
    const counted = new Counted()
    for (const at of [0, 40, 60, 500]) counted.add({ sentAt: at, receivedAt: at + 50 })
    counted.forgetAged({ sentAt: 1_030, receivedAt: 1_070 }, 1_000)
    expect(counted.count).toBe(1)
    counted.recall(2)
    expect(counted.count).toBe(2)
    expect(counted.agedAt(1, 1_000)).toBe(1_110)
    // Once surely aged, none comes back.
    counted.forgetAged({ sentAt: 1_200, receivedAt: 1_250 }, 1_000)
    counted.recall(5)
    expect(counted.count).toBe(1)
  })

  test('are no more than the server counts', () => {
    const counted = new Counted()
    for (const at of [0, 100, 200]) counted.add({ sentAt: at, receivedAt: at })
    counted.keepLatest(1)
    expect(counted.agedAt(1, 1_000)).toBe(1_200)
    counted.keepLatest(0)
    expect(counted.count).toBe(0)
  })
})
