import { describe, expect, test } from 'vitest'
import { SentRequests } from '../../../src/konstantly/quota/sent-requests.ts'

describe('the requests that still count', () => {
  test('are those whose answers are younger than the horizon', () => {
    const sent = new SentRequests()
    for (const at of [0, 100, 200]) sent.add({ sentAt: at, receivedAt: at + 50 })
    expect(sent.aged(1_049, 1_000)).toBe(0)
    expect(sent.aged(1_150, 1_000)).toBe(2)
    expect(sent.agedAt(2, 1_000)).toBe(1_150)
    expect(sent.agedAt(4, 1_000)).toBe(Infinity)
  })

  test('leave out those that an answer may have left out already: nothing is counted as free twice', () => {
    const sent = new SentRequests()
    for (const at of [0, 100]) sent.add({ sentAt: at, receivedAt: at + 50 })
    sent.forgetAged({ sentAt: 990, receivedAt: 1_010 }, 1_000)
    expect(sent.count).toBe(1)
  })

  test('have those back that had not been left out after all, and only those', () => {
    const sent = new SentRequests()
    for (const at of [0, 40, 60, 500]) sent.add({ sentAt: at, receivedAt: at + 50 })
    sent.forgetAged({ sentAt: 1_030, receivedAt: 1_070 }, 1_000)
    expect(sent.count).toBe(1)
    sent.recall(2)
    expect(sent.count).toBe(2)
    expect(sent.agedAt(1, 1_000)).toBe(1_110)
    // Once surely aged, none comes back.
    sent.forgetAged({ sentAt: 1_200, receivedAt: 1_250 }, 1_000)
    sent.recall(5)
    expect(sent.count).toBe(1)
  })

  test('are no more than the server counts', () => {
    const sent = new SentRequests()
    for (const at of [0, 100, 200]) sent.add({ sentAt: at, receivedAt: at })
    sent.keepLatest(1)
    expect(sent.agedAt(1, 1_000)).toBe(1_200)
    sent.keepLatest(0)
    expect(sent.count).toBe(0)
  })
})
