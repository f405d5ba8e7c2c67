import { describe, expect, test } from 'vitest'
import { RemainingRequests } from '../../../src/konstantly/quota/remaining-requests.ts'

describe('what remains', () => {
  test('is the lowest of answers that overlapped', () => {
    const remaining = new RemainingRequests()
    remaining.learn({ sentAt: 0, receivedAt: 100 }, 7)
    remaining.learn({ sentAt: 10, receivedAt: 110 }, 9)
    expect(remaining.least).toBe(7)
  })

  test('is what an answer tells whose request was sent after all others had come', () => {
    const remaining = new RemainingRequests()
    remaining.learn({ sentAt: 0, receivedAt: 100 }, 0)
    remaining.learn({ sentAt: 101, receivedAt: 200 }, 9)
    expect(remaining.least).toBe(9)
  })
})
