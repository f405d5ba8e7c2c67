import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Allowance } from '../../../src/konstantly/pace/back-off.ts'

/** Sends `count` requests at `at`, one after the other or all at once, and has all of them granted a millisecond later. */
function grant(allowance: Allowance, count: number, at: number): void {
  for (let n = 0; n < count; n += 1) {
    expect(allowance.permit(at)).toEqual({ granted: true })
    allowance.sent(at)
    allowance.ended({ sentAt: at, receivedAt: at + 1 }, 200)
  }
}

/** One more, which gets a 429 that says to come back at `resumeAt`. */
function reject(allowance: Allowance, at: number, resumeAt: number): void {
  expect(allowance.permit(at)).toEqual({ granted: true })
  allowance.sent(at)
  allowance.ended({ sentAt: at, receivedAt: at + 1 }, 429)
  allowance.rejected({ sentAt: at, receivedAt: at + 1 }, resumeAt)
}

/** A hundred a minute, told by two 429s, the second one at 60.5 s. */
function taught(): Allowance {
  const allowance = new Allowance()
  grant(allowance, 40, 0)
  reject(allowance, 499, 60_000)
  grant(allowance, 100, 60_500)
  reject(allowance, 60_500, 120_600)
  return allowance
}

const LATER = { granted: false, until: null }

test('nothing is held back before the first 429', () => {
  grant(new Allowance(), 5_000, 0)
})

test('the first 429 is waited out, and as long again as what came before it took to send', () => {
  const allowance = new Allowance()
  grant(allowance, 40, 0)
  reject(allowance, 499, 60_000)
  expect(allowance.permit(60_000)).toEqual({ granted: false, until: 60_500 })
  expect(allowance.permit(60_500)).toEqual({ granted: true })
})

test('after a 429 one goes ahead alone, and its answer lets the others follow', () => {
  const allowance = taught()
  expect(allowance.permit(120_600)).toEqual({ granted: true })
  allowance.sent(120_600)
  expect(allowance.permit(120_600)).toEqual(LATER)
  allowance.ended({ sentAt: 120_600, receivedAt: 120_650 }, 200)
  expect(allowance.permit(120_650)).toEqual({ granted: true })
})

test('one that comes to nothing lets the others follow, too', () => {
  const allowance = taught()
  allowance.sent(120_600)
  allowance.ended({ sentAt: 120_600, receivedAt: 150_600 }, null)
  expect(allowance.permit(150_600)).toEqual({ granted: true })
})

test('the second 429 tells how many there are, and for how long each of them counts', () => {
  const allowance = taught()
  grant(allowance, 100, 120_600)
  // 60.1 seconds, told in whole ones, are a minute.
  expect(allowance.permit(120_700)).toEqual({ granted: false, until: 180_601 })
  grant(allowance, 100, 180_601)
  expect(allowance.permit(180_700)).toEqual({ granted: false, until: 240_602 })
})

test('what is in flight counts', () => {
  const allowance = taught()
  grant(allowance, 95, 120_600)
  for (let n = 0; n < 5; n += 1) allowance.sent(120_610)
  expect(allowance.permit(120_610)).toEqual({ granted: false, until: 180_601 })
})

test('one that was in flight when the 429 came counts among those before it', () => {
  const allowance = new Allowance()
  grant(allowance, 40, 0)
  reject(allowance, 499, 60_000)
  grant(allowance, 98, 60_500)
  allowance.sent(60_500)
  allowance.sent(60_500)
  reject(allowance, 60_500, 120_500)
  allowance.ended({ sentAt: 60_500, receivedAt: 60_700 }, 200)
  allowance.ended({ sentAt: 60_500, receivedAt: 60_700 }, 200)
  grant(allowance, 100, 120_701)
  expect(allowance.permit(120_800)).toEqual({ granted: false, until: 180_702 })
})

test('a 429 that comes late is none of the requests since', () => {
  const allowance = taught()
  grant(allowance, 100, 120_600)
  allowance.sent(180_601)
  allowance.rejected({ sentAt: 60_500, receivedAt: 180_610 }, 240_000)
  expect(allowance.permit(180_610)).toEqual({ granted: true })
})

describe('after a quiet time', () => {
  function quiet(): Allowance {
    const allowance = taught()
    for (const at of [120_600, 180_601, 240_602]) grant(allowance, 100, at)
    return allowance
  }

  test('more is tried, alone, and as many again at once each time that is granted', () => {
    const allowance = quiet()
    allowance.sent(240_700)
    expect(allowance.permit(240_700)).toEqual(LATER)
    allowance.ended({ sentAt: 240_700, receivedAt: 240_701 }, 200)
    grant(allowance, 1, 240_702)
    allowance.sent(240_703)
    expect(allowance.permit(240_703)).toEqual(LATER)
    allowance.ended({ sentAt: 240_703, receivedAt: 240_704 }, 200)
    for (let n = 0; n < 3; n += 1) {
      expect(allowance.permit(240_705)).toEqual({ granted: true })
      allowance.sent(240_705)
    }
    expect(allowance.permit(240_705)).toEqual(LATER)
  })

  test('what it brought is kept to', () => {
    const allowance = quiet()
    grant(allowance, 20, 240_700)
    reject(allowance, 240_750, 300_600)
    grant(allowance, 120, 300_701)
    expect(allowance.permit(300_800)).toEqual({ granted: false, until: 360_702 })
  })

  test('if it brought far more, all of it is learned anew', () => {
    const allowance = quiet()
    grant(allowance, 50, 240_700)
    reject(allowance, 240_750, 300_600)
    grant(allowance, 300, 300_701)
    reject(allowance, 300_800, 360_701)
    grant(allowance, 300, 360_702)
    expect(allowance.permit(360_800)).toEqual({ granted: false, until: 420_703 })
  })

  test('that lasts long enough, more is tried, however few there were', () => {
    const allowance = taught()
    grant(allowance, 100, 120_600)
    let at = 180_601
    for (; at < 420_000; at += 60_002) grant(allowance, 1, at)
    grant(allowance, 99, at)
    expect(allowance.permit(at + 1)).toEqual({ granted: true })
  })

  test('what was known before a 429 that was an exception is tried again', () => {
    const allowance = taught()
    grant(allowance, 60, 120_600)
    reject(allowance, 120_700, 180_600)
    for (const at of [180_602, 240_604, 300_606]) {
      grant(allowance, 60, at)
      if (at < 300_000) expect(allowance.permit(at)).toMatchObject({ granted: false })
    }
    grant(allowance, 40, 300_606)
    expect(allowance.permit(300_700)).toMatchObject({ granted: false })
  })

  test('where there was no more, none is tried until twice as much was granted', () => {
    const allowance = quiet()
    reject(allowance, 240_700, 300_600)
    let at = 300_700
    for (let window = 0; window < 6; window += 1) {
      grant(allowance, 100, at)
      if (window < 5) expect(allowance.permit(at)).toEqual({ granted: false, until: at + 60_001 })
      at += 60_001
    }
    expect(allowance.permit(at - 60_001)).toEqual({ granted: true })
  })
})

test('fewer are kept to, if somebody else has the rest', () => {
  const allowance = taught()
  grant(allowance, 70, 120_600)
  reject(allowance, 120_650, 180_600)
  grant(allowance, 70, 180_601)
  expect(allowance.permit(180_700)).toEqual({ granted: false, until: 240_602 })
})

test('what was sent a little too early waits a little longer from then on', () => {
  const allowance = new Allowance()
  grant(allowance, 40, 0)
  reject(allowance, 100, 40_000)
  grant(allowance, 100, 45_000)
  reject(allowance, 45_100, 98_300)
  grant(allowance, 100, 98_301)
  // 53.3 seconds, since the window had begun before.
  reject(allowance, 151_700, 158_301)
  grant(allowance, 100, 158_302)
  expect(allowance.permit(158_400)).toEqual({ granted: false, until: 218_303 })
})

test('where hardly anything is granted between 429s, it waits until there is more', () => {
  const allowance = taught()
  reject(allowance, 120_600, 121_600)
  reject(allowance, 121_600, 122_600)
  expect(allowance.permit(127_600)).toMatchObject({ granted: false })
  expect(allowance.permit(128_000)).toEqual({ granted: true })
})

describe('time in which nothing was asked for is none that the platform took', () => {
  /** Half an hour later, two 429s teach a hundred a minute. */
  function expectLearnedAnew(allowance: Allowance): void {
    grant(allowance, 100, 1_800_001)
    reject(allowance, 1_800_100, 1_860_000)
    grant(allowance, 100, 1_860_100)
    reject(allowance, 1_860_200, 1_920_200)
    grant(allowance, 100, 1_920_201)
    expect(allowance.permit(1_920_300)).toEqual({ granted: false, until: 1_980_202 })
  }

  test('before there is a lesson, the next 429 is the first again', () => {
    const allowance = new Allowance()
    grant(allowance, 40, 0)
    reject(allowance, 499, 60_000)
    grant(allowance, 20, 60_500)
    expectLearnedAnew(allowance)
  })

  test('what was known is kept', () => {
    const allowance = taught()
    grant(allowance, 100, 120_600)
    grant(allowance, 30, 3_600_000)
    // Somebody else had the rest.
    reject(allowance, 3_600_100, 3_660_000)
    grant(allowance, 30, 3_660_001)
    expect(allowance.permit(3_660_001)).toEqual({ granted: true })
  })

  test('whoever went ahead alone when an outage ended lets the others follow', () => {
    const allowance = new Allowance()
    grant(allowance, 40, 0)
    allowance.sent(100)
    reject(allowance, 101, 5_000)
    allowance.sent(8_000)
    // This one had no answer, and nobody had one while it was in flight since.
    allowance.ended({ sentAt: 2_000, receivedAt: 40_000 }, null)
    allowance.ended({ sentAt: 8_000, receivedAt: 40_100 }, 200)
    expect(allowance.permit(40_100)).toEqual({ granted: true })
  })

  test('an outage is no such time either, though requests were in flight', () => {
    const allowance = new Allowance()
    grant(allowance, 40, 0)
    reject(allowance, 499, 60_000)
    grant(allowance, 20, 60_500)
    allowance.sent(60_600)
    allowance.sent(60_600)
    allowance.ended({ sentAt: 60_600, receivedAt: 1_800_000 }, null)
    allowance.ended({ sentAt: 60_600, receivedAt: 1_800_000 }, null)
    expectLearnedAnew(allowance)
  })
})

test('whatever the answers, it waits for a time to come or for an answer to come', () => {
  const ANSWER = fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 12_000 })),
    which: fc.nat({ max: 4 }),
    status: fc.constantFrom(200, 429, null),
    resumeAfter: fc.integer({ min: 1, max: 60_000 }),
    sends: fc.integer({ min: 0, max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(ANSWER, { maxLength: 200 }), (answers) => {
      const allowance = new Allowance()
      const inFlight: number[] = []
      let now = 0
      for (const { after, which, status, resumeAfter, sends } of answers) {
        now += after
        for (let n = 0; n < sends && inFlight.length < 5; n += 1) {
          const permission = allowance.permit(now)
          if (permission.granted) {
            allowance.sent(now)
            inFlight.push(now)
          } else if (permission.until === null) {
            expect(inFlight).not.toHaveLength(0)
          } else {
            expect(permission.until).toBeGreaterThan(now)
            expect(permission.until).toBeLessThan(Infinity)
            if (inFlight.length === 0) now = permission.until
          }
        }
        const [sentAt] = inFlight.splice(which % Math.max(1, inFlight.length), 1)
        if (sentAt === undefined) continue
        allowance.ended({ sentAt, receivedAt: now }, status)
        if (status === 429) allowance.rejected({ sentAt, receivedAt: now }, now + resumeAfter)
      }
    }),
    { numRuns: 2_000 },
  )
})
