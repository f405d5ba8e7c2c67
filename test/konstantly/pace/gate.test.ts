import { describe, expect, test } from 'vitest'
import { CircuitBreaker } from '../../../src/konstantly/pace/circuit-breaker.ts'
import { Gate, type Admission } from '../../../src/konstantly/pace/gate.ts'
import { Quota } from '../../../src/konstantly/quota/quota.ts'
import type { Reserve } from '../../../src/konstantly/quota/reserve.ts'
import { RequestInterval } from '../../../src/konstantly/pace/request-interval.ts'
import type { PaceEvent } from '../../../src/offboarding/event.ts'

/** When a test begins: 18:45 by our own clock, to the second. */
const WALL = Date.parse('2026-11-23T18:45:00Z')
const SECOND = WALL / 1000

/** Time that stands still until the test lets it pass. */
class Clock {
  #now = 0
  #timers: { at: number; wake: () => void }[] = []
  /** How long each wait was to be. */
  readonly pauses: number[] = []

  /** How much time each look at the clock takes. */
  tick = 0

  readonly now = (): number => (this.#now += this.tick)

  readonly pause = (ms: number, signal: AbortSignal): Promise<void> => {
    this.pauses.push(ms)
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = { at: this.#now + ms, wake: resolve }
      this.#timers.push(timer)
      signal.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((other) => other !== timer)
        resolve()
      })
    })
  }

  /** Lets time pass up to the next moment that somebody waits for. */
  async next(): Promise<void> {
    if (this.#nextAt === Infinity) throw new Error('nobody waits for anything that time brings')
    await this.until(this.#nextAt)
  }

  /** Wakes whoever waits for the next moment, and leaves it to the test who goes on first. */
  wake(): void {
    const next = this.#timers.sort((a, b) => a.at - b.at).shift()
    if (next === undefined) throw new Error('nobody waits for anything that time brings')
    this.#now = Math.max(this.#now, next.at)
    next.wake()
  }

  get #nextAt(): number {
    return Math.min(...this.#timers.map(({ at }) => at))
  }

  /** Lets time pass up to `moment`, waking whoever waits, one after the other. */
  async until(moment: number): Promise<void> {
    await settled()
    while (this.#nextAt <= moment) {
      this.wake()
      await settled()
    }
    this.#now = Math.max(this.#now, moment)
  }
}

/** All that can go on without time passing has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

type Headers = Record<string, string>

/** What an answer says of a quota that is reset at `seconds` after the test began. */
const told = (remaining: number, { limit = 5, seconds = 30 } = {}): Headers => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(SECOND + seconds),
})

interface RigOptions {
  ratePerMinute?: number
  reserve?: Reserve
  patienceMs?: number
  /** What each probe finds out; the last one's answer holds for all that follow. */
  probes?: boolean[]
}

/** A gate, and workers with names who want to pass. */
class Rig {
  readonly clock = new Clock()
  readonly events: PaceEvent[] = []
  /** Who was let through, and when. */
  readonly entered: string[] = []
  readonly turnedAway: string[] = []
  readonly probedAt: number[] = []
  readonly stop = new AbortController()
  readonly gate: Gate
  unavailable = 0
  readonly #admissions = new Map<string, Admission>()

  constructor({ ratePerMinute, reserve, patienceMs, probes = [true] }: RigOptions = {}) {
    const { clock } = this
    this.gate = new Gate({
      quota: new Quota(reserve ?? { requests: 0 }),
      requestInterval: new RequestInterval(ratePerMinute ?? null),
      breaker: new CircuitBreaker(patienceMs ?? 600_000),
      patienceMs: patienceMs ?? 600_000,
      now: clock.now,
      wallClock: () => WALL + clock.now(),
      pause: clock.pause,
      stopSignal: this.stop.signal,
      probe: () => {
        this.probedAt.push(clock.now())
        return Promise.resolve(probes[Math.min(this.probedAt.length, probes.length) - 1] ?? false)
      },
      onUnavailable: () => {
        this.unavailable += 1
        this.stop.abort()
      },
      emit: (event) => {
        if (event.type !== 'attempt') this.events.push(event)
      },
    })
  }

  /** These come to the gate, in this order. */
  async come(...names: string[]): Promise<void> {
    for (const name of names) {
      void this.gate.enter(false).then((admission) => {
        if (admission === null) {
          this.turnedAway.push(name)
          return
        }
        this.entered.push(`${name} at ${this.clock.now()}`)
        this.#admissions.set(name, admission)
      })
    }
    await settled()
  }

  /** The requests of these are answered; without headers, as if by a platform that tells no quota. */
  async answer(names: string, headers: Headers = {}, statusCode = 200): Promise<void> {
    for (const name of names.split(' ')) {
      this.gate.leave(this.#admission(name), { statusCode, headers })
      if (statusCode !== 429) this.gate.answered()
    }
    await settled()
  }

  /** The requests of these come to nothing. */
  async fail(...names: string[]): Promise<void> {
    for (const name of names) {
      this.gate.leave(this.#admission(name), null)
      this.gate.failed('no answer in time')
    }
    await settled()
  }

  /** Lets as much time pass as it takes until this one is let through. Returns how much. */
  async waitFor(name: string): Promise<number> {
    const begun = this.clock.now()
    while (!this.#admissions.has(name)) await this.clock.next()
    return this.clock.now() - begun
  }

  /** Who was let through since this was last asked, and when. */
  new(): string[] {
    return this.entered.splice(0)
  }

  /** A platform that tells no quota, known from an answer. */
  async untold(): Promise<this> {
    await this.come('first')
    await this.answer('first')
    this.new()
    return this
  }

  #admission(name: string): Admission {
    const admission = this.#admissions.get(name)
    if (admission === undefined) throw new Error(`${name} was not let through`)
    this.#admissions.delete(name)
    return admission
  }
}

const names = (count: number, from = 0): string[] => Array.from({ length: count }, (_, n) => `w${from + n}`)

describe('while nothing is known', () => {
  test('the first request goes alone, and everyone waits for its answer', async () => {
    const rig = new Rig()
    await rig.come('a', 'b', 'c')
    await rig.clock.until(29_000)
    expect(rig.entered).toEqual(['a at 0'])
  })

  test('everyone follows at once on its answer, if there is no quota', async () => {
    const rig = new Rig()
    await rig.come('a', 'b', 'c', 'd')
    await rig.clock.until(80)
    await rig.answer('a')
    expect(rig.entered).toEqual(['a at 0', 'b at 80', 'c at 80', 'd at 80'])
  })

  test('the next one goes alone after one that came to nothing', async () => {
    const rig = new Rig()
    await rig.come('a', 'b', 'c')
    await rig.clock.until(80)
    await rig.fail('a')
    expect(rig.entered).toEqual(['a at 0', 'b at 80'])
    await rig.answer('b', told(3))
    expect(rig.entered).toEqual(['a at 0', 'b at 80', 'c at 80'])
  })

  test('the wait for the first answer is no wait for the quota that is worth telling', async () => {
    const rig = new Rig()
    await rig.come('a', 'b')
    await rig.clock.until(5_000)
    await rig.answer('a', told(4))
    expect(rig.events).toEqual([])
    expect(rig.clock.pauses).toEqual([])
  })
})

describe('a quota that is told', () => {
  test('is spent at once, up to what remains, and those beyond wait for the reset', async () => {
    const rig = new Rig()
    await rig.come('a', ...names(8))
    await rig.clock.until(100)
    await rig.answer('a', told(4))
    expect(rig.new()).toEqual(['a at 0', 'w0 at 100', 'w1 at 100', 'w2 at 100', 'w3 at 100'])
    await rig.answer('w0 w1 w2 w3', told(0))
    await rig.clock.until(29_999)
    expect(rig.new()).toEqual([])
    await rig.clock.until(31_000)
    expect(rig.entered).toHaveLength(1)
  })

  test('counts requests in flight as spent', async () => {
    const rig = new Rig()
    await rig.come('a')
    await rig.answer('a', told(2))
    await rig.come('b', 'c', 'd')
    expect(rig.new()).toEqual(['a at 0', 'b at 0', 'c at 0'])
    // The answer that c is still waiting for has its place in what remains.
    await rig.answer('b', told(1))
    expect(rig.new()).toEqual([])
  })

  test('allows for what somebody else spends meanwhile', async () => {
    const rig = new Rig()
    await rig.come('a')
    await rig.answer('a', told(4))
    await rig.come('b')
    await rig.answer('b', told(1))
    await rig.come('c', 'd')
    expect(rig.entered).toEqual(['a at 0', 'b at 0', 'c at 0'])
  })

  test('leaves the reserve to others', async () => {
    const rig = new Rig({ reserve: { requests: 2 } })
    await rig.come('a', ...names(8))
    await rig.answer('a', told(4))
    expect(rig.entered).toEqual(['a at 0', 'w0 at 0', 'w1 at 0'])
  })

  test('lets people through in the order they came, whatever came between', async () => {
    const rig = new Rig()
    await rig.come('a', ...names(12))
    await rig.answer('a', told(2))
    await rig.come('late')
    await rig.answer('w0 w1', told(0))
    await rig.clock.until(31_000)
    await rig.answer('w2', told(4, { seconds: 60 }))
    await rig.answer('w3 w4 w5 w6', told(0, { seconds: 60 }))
    await rig.clock.until(61_000)
    await rig.answer('w7', told(9, { seconds: 90, limit: 10 }))
    const order = rig.entered.map((entry) => entry.split(' ')[0])
    expect(order).toEqual(['a', ...names(12), 'late'])
  })

  test('is asked for by one alone after the reset, for somebody else may have spent it', async () => {
    const rig = new Rig()
    await rig.come('a', ...names(6))
    await rig.answer('a', told(0))
    await rig.clock.until(31_000)
    expect(rig.new().map((entry) => entry.split(' ')[0])).toEqual(['a', 'w0'])
    await rig.answer('w0', told(1, { seconds: 60 }))
    expect(rig.new()).toEqual(['w1 at 31000'])
  })

  test('is waited for once, however many wait, and that is told once', async () => {
    const rig = new Rig()
    await rig.come('a', ...names(4))
    await rig.answer('a', told(0))
    await rig.come(...names(20, 4))
    await rig.clock.until(29_000)
    expect(rig.clock.pauses).toEqual([30_000])
    expect(rig.events).toEqual([{ type: 'waiting', ms: 30_000 }])
  })

  test('that is spent is no news while nobody waits for it', async () => {
    const rig = new Rig()
    await rig.come('a')
    await rig.answer('a', told(0))
    await rig.clock.until(10_000)
    expect([rig.clock.pauses, rig.events]).toEqual([[], []])
    await rig.come('b')
    expect(rig.events).toEqual([{ type: 'waiting', ms: 20_000 }])
  })

  test('makes waits that are added up once for everyone', async () => {
    const rig = new Rig()
    await rig.come('a')
    await rig.answer('a', told(0))
    await rig.clock.until(10_000)
    await rig.come(...names(4))
    expect(rig.gate.quotaWaitMs).toBe(0)
    await rig.clock.until(30_000)
    expect(rig.entered).toHaveLength(2)
    expect(rig.gate.quotaWaitMs).toBe(20_000)
  })

  test('by a clock that is ten minutes off is reset at the same moment', async () => {
    for (const skew of [-600, 600]) {
      const rig = new Rig()
      await rig.come('a', 'b')
      await rig.answer('a', {
        ...told(0, { seconds: 30 + skew }),
        date: new Date(WALL + skew * 1000).toUTCString(),
      })
      await rig.clock.until(29_999)
      expect(rig.entered).toEqual(['a at 0'])
      await rig.clock.until(30_000)
      expect(rig.entered).toEqual(['a at 0', 'b at 30000'])
    }
  })
})

test('a moment that has passed while it was reckoned is waited for no more', async () => {
  const rig = new Rig({ ratePerMinute: 600 })
  await rig.come('a')
  await rig.answer('a', told(4))
  // The next turn is at 100.
  await rig.clock.until(60)
  rig.clock.tick = 30
  await rig.come('b')
  expect(rig.clock.pauses.at(-1)).toBe(0)
})

test('--rate keeps requests apart, though the quota would let them through', async () => {
  const rig = new Rig({ ratePerMinute: 60 })
  await rig.come('a', 'b', 'c', 'd')
  await rig.answer('a', told(4))
  await rig.clock.until(2_500)
  expect(rig.entered).toEqual(['a at 0', 'b at 1000', 'c at 2000'])
})

describe('a 429', () => {
  const DATE = new Date(WALL).toUTCString()
  const OFF = new Date(WALL + 600_000).toUTCString()

  test.each<[string, Headers, number]>([
    ['for as many seconds as Retry-After says', { 'retry-after': '7' }, 7_000],
    [
      'until the date that Retry-After says',
      { 'retry-after': new Date(WALL + 9_000).toUTCString(), date: DATE },
      9_000,
    ],
    [
      'until the date that Retry-After says, by a clock ten minutes off',
      { 'retry-after': new Date(WALL + 609_000).toUTCString(), date: OFF },
      9_000,
    ],
    [
      'until the date that Retry-After says, by our own clock where there is no other',
      { 'retry-after': new Date(WALL + 9_000).toUTCString() },
      9_000,
    ],
    ['until the reset, without Retry-After', told(0, { seconds: 12 }), 12_000],
    [
      'for as long as Retry-After says, though the reset is later',
      { ...told(0, { seconds: 40 }), 'retry-after': '7' },
      7_000,
    ],
    ['for a second, where nothing is said', {}, 1_000],
    ['for a second, where Retry-After says nothing', { 'retry-after': 'soon' }, 1_000],
  ])('pauses everybody %s', async (_, headers, ms) => {
    const rig = await new Rig().untold()
    await rig.come('a')
    await rig.answer('a', headers, 429)
    await rig.come('b', 'c', 'd')
    await rig.clock.until(ms - 1)
    expect(rig.new()).toEqual(['a at 0'])
    await rig.clock.until(ms)
    expect(rig.new()[0]).toBe(`b at ${ms}`)
  })

  test('lets one go ahead alone when the pause is over, and the others follow on its answer', async () => {
    const rig = new Rig()
    await rig.come('a', 'b', 'c', 'd')
    await rig.answer('a', { ...told(0), 'retry-after': '7' }, 429)
    await rig.clock.until(7_300)
    expect(rig.new()).toEqual(['a at 0', 'b at 7000'])
    await rig.answer('b', told(4, { seconds: 37 }))
    expect(rig.new()).toEqual(['c at 7300', 'd at 7300'])
  })

  test('pauses everybody once, though all five that were in flight were turned away', async () => {
    const rig = await new Rig().untold()
    await rig.come(...names(5), 'x')
    await rig.clock.until(100)
    rig.new()
    await rig.answer('w0 w1 w2 w3 w4', { 'retry-after': '7' }, 429)
    await rig.come(...names(5))
    await rig.clock.until(7_099)
    expect(rig.clock.pauses).toEqual([7_000])
    expect(rig.events).toEqual([{ type: 'waiting', ms: 7_000 }])
    expect(rig.new()).toEqual([])
    await rig.clock.until(7_100)
    expect(rig.new()[0]).toBe('w0 at 7100')
  })

  test('pauses everybody once, though those in flight are told of it one after the other', async () => {
    const rig = await new Rig().untold()
    await rig.come(...names(5))
    for (const [n, name] of names(5).entries()) {
      await rig.clock.until(100 + 20 * n)
      await rig.answer(name, { 'retry-after': '7' }, 429)
      await rig.come(name)
    }
    rig.new()
    await rig.clock.until(7_099)
    expect(rig.events).toEqual([{ type: 'waiting', ms: 7_000 }])
    expect(rig.new()).toEqual([])
  })

  test('that asks for more than another one keeps everybody for longer', async () => {
    const rig = await new Rig().untold()
    await rig.come('a', 'b')
    await rig.answer('a', { 'retry-after': '2' }, 429)
    await rig.answer('b', { 'retry-after': '20' }, 429)
    await rig.come('c')
    rig.new()
    await rig.clock.until(19_999)
    expect(rig.new()).toEqual([])
    await rig.clock.until(20_000)
    expect(rig.new()).toEqual(['c at 20000'])
  })

  test('that says nothing pauses for twice as long each time, up to a minute, until there is an answer', async () => {
    const rig = await new Rig().untold()
    const waits: number[] = []
    await rig.come('a')
    for (let n = 0; n < 9; n += 1) {
      await rig.answer('a', {}, 429)
      await rig.come('a')
      waits.push(await rig.waitFor('a'))
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000))
    await rig.answer('a')
    await rig.come('a')
    // Since hardly any was granted, requests are kept apart from now on, and the next pause is no longer than that.
    expect(await rig.waitFor('a')).toBe(10_000)
    await rig.answer('a', {}, 429)
    await rig.come('a')
    expect(await rig.waitFor('a')).toBeLessThanOrEqual(10_000)
  })

  test('that says nothing pauses no longer for all that were in flight with it', async () => {
    const rig = await new Rig().untold()
    await rig.come(...names(5))
    await rig.clock.until(100)
    await rig.answer('w0 w1 w2 w3 w4', {}, 429)
    await rig.come('a')
    expect(await rig.waitFor('a')).toBe(1_000)
  })

  test.each<[string, Headers]>([
    ['Retry-After: 0', { 'retry-after': '0' }],
    ['a reset in this very second', told(0, { seconds: 0 })],
    [
      'a Retry-After of a moment',
      { 'retry-after': new Date(WALL + 9_000).toUTCString(), date: new Date(WALL + 8_999).toISOString() },
    ],
    ['a Retry-After that has passed', { 'retry-after': new Date(WALL - 5_000).toUTCString() }],
  ])('with %s, time and again, is not answered by one request after the other', async (_, headers) => {
    const rig = await new Rig().untold()
    let requests = 0
    await rig.come('a')
    for (; rig.clock.now() < 10_000; requests += 1) {
      await rig.waitFor('a')
      // An answer takes ten milliseconds.
      await rig.clock.until(rig.clock.now() + 10)
      await rig.answer('a', headers, 429)
      await rig.come('a')
    }
    expect(requests).toBeLessThanOrEqual(20)
  })

  test('after the other for a quarter of an hour is a platform that is not available', async () => {
    const rig = await new Rig().untold()
    await rig.come('a')
    while (rig.unavailable === 0) {
      await rig.waitFor('a')
      await rig.answer('a', { 'retry-after': '60' }, 429)
      await rig.come('a')
    }
    expect(rig.unavailable).toBe(1)
    expect(rig.clock.now()).toBeGreaterThan(13 * 60_000)
    expect(rig.clock.now()).toBeLessThan(17 * 60_000)
  })

  test('is waited for as long as patience says, if that is longer', async () => {
    const rig = await new Rig({ patienceMs: 2 * 3_600_000 }).untold()
    await rig.come('a')
    await rig.waitFor('a')
    await rig.answer('a', { 'retry-after': '3600' }, 429)
    expect(rig.unavailable).toBe(0)
    await rig.come('a')
    await rig.waitFor('a')
    expect(rig.clock.now()).toBeGreaterThan(3_599_000)
    await rig.answer('a', { 'retry-after': '7200' }, 429)
    expect(rig.unavailable).toBe(1)
  })

  test('now and then, with answers between, is none', async () => {
    const rig = await new Rig().untold()
    await rig.come('a')
    for (let n = 0; n < 60; n += 1) {
      await rig.waitFor('a')
      await rig.answer('a', n % 2 === 0 ? { 'retry-after': '60' } : {}, n % 2 === 0 ? 429 : 200)
      await rig.come('a')
    }
    expect(rig.clock.now()).toBeGreaterThan(15 * 60_000)
    expect(rig.unavailable).toBe(0)
  })
})

describe('a run that is told to stop', () => {
  test('ends every wait at once', async () => {
    const rig = new Rig()
    await rig.come('a', 'b', 'c')
    await rig.answer('a', told(0))
    await rig.clock.until(5_000)
    rig.stop.abort()
    await settled()
    expect(rig.turnedAway).toEqual(['b', 'c'])
    expect(rig.clock.now()).toBe(5_000)
    await rig.clock.until(100_000)
    expect(rig.entered).toEqual(['a at 0'])
    expect(rig.gate.quotaWaitMs).toBe(5_000)
  })

  test('ends the wait for the first answer, too', async () => {
    const rig = new Rig()
    await rig.come('a', 'b')
    rig.stop.abort()
    await settled()
    expect([rig.entered, rig.turnedAway]).toEqual([['a at 0'], ['b']])
  })

  test('still lets through who need not wait, to complete a user in flight', async () => {
    const rig = new Rig()
    await rig.come('a')
    await rig.answer('a', told(2))
    rig.stop.abort()
    await rig.come('b', 'c', 'd')
    expect([rig.entered, rig.turnedAway]).toEqual([['a at 0', 'b at 0', 'c at 0'], ['d']])
  })

  test('lets nobody through who would have to wait, and tells of no wait', async () => {
    const rig = new Rig()
    await rig.come('a')
    await rig.answer('a', told(0))
    rig.stop.abort()
    await rig.come('b')
    expect(rig.turnedAway).toEqual(['b'])
    expect(rig.events).toEqual([])
    await rig.clock.until(100_000)
    expect(rig.entered).toEqual(['a at 0'])
  })
})

describe('a platform that is down', () => {
  /** Twelve requests came to nothing, and three more workers wait; at 100. */
  async function down(options: RigOptions): Promise<Rig> {
    const rig = await new Rig(options).untold()
    await rig.come(...names(12))
    await rig.clock.until(100)
    rig.new()
    await rig.fail(...names(11))
    await rig.come('eleven')
    // Eleven in a row are not yet an outage.
    expect(rig.new()).toEqual(['eleven at 100'])
    await rig.fail('w11')
    await rig.come('a', 'b', 'c')
    return rig
  }

  test('gets one probe at growing intervals, and nobody else is let through', async () => {
    const rig = await down({ probes: [false] })
    await rig.clock.until(100_000)
    const gaps = rig.probedAt.map((at, n) => at - (rig.probedAt[n - 1] ?? 100))
    expect(gaps).toEqual([1_000, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    expect(rig.new()).toEqual([])
  })

  test('that answers a probe is up, and everybody continues at once', async () => {
    const rig = await down({ probes: [false, false, true] })
    await rig.clock.until(4_099)
    expect(rig.new()).toEqual([])
    await rig.clock.until(600_000)
    expect(rig.entered).toEqual(['a at 4100', 'b at 4100', 'c at 4100'])
    expect(rig.probedAt).toEqual([1_100, 2_100, 4_100])
    expect(rig.unavailable).toBe(0)
  })

  test('is told of once, and so is its return', async () => {
    const rig = await down({ probes: [false, false, true] })
    await rig.clock.until(4_099)
    expect(rig.events).toEqual([{ type: 'platform_down', reason: 'no answer in time' }])
    await rig.clock.until(5_000)
    expect(rig.events).toEqual([
      { type: 'platform_down', reason: 'no answer in time' },
      { type: 'platform_up', ms: 4_000 },
    ])
    expect(rig.gate.outageMs).toBe(4_000)
    expect(rig.gate.quotaWaitMs).toBe(0)
  })

  test('is up as soon as any request that was under way is answered', async () => {
    const rig = await down({ probes: [false] })
    await rig.clock.until(700)
    await rig.answer('eleven')
    expect(rig.entered).toEqual(['a at 700', 'b at 700', 'c at 700'])
    await rig.clock.until(100_000)
    expect(rig.probedAt).toEqual([])
  })

  test('burns no row: whoever has used up all attempts is told so, after the outage', async () => {
    const rig = await down({ probes: [false, true] })
    const verdicts: string[] = []
    for (let n = 0; n < 3; n += 1) {
      void rig.gate.isPlatformUp().then((verdict) => verdicts.push(verdict))
    }
    await rig.clock.until(2_099)
    expect(verdicts).toEqual([])
    await rig.clock.until(2_100)
    expect(verdicts).toEqual(['was down', 'was down', 'was down'])
    expect(rig.probedAt).toEqual([1_100, 2_100])
  })

  test('for as long as patience allows is given up, once', async () => {
    const rig = await down({ probes: [false], patienceMs: 60_000 })
    const verdict = rig.gate.isPlatformUp()
    await rig.clock.until(60_099)
    expect(rig.unavailable).toBe(0)
    await rig.clock.until(60_100 + 30_000)
    expect(rig.unavailable).toBe(1)
    expect(rig.turnedAway).toEqual(['a', 'b', 'c'])
    expect(await verdict).toBe('was down')
    const probes = rig.probedAt.length
    await rig.clock.until(1_000_000)
    expect(rig.probedAt).toHaveLength(probes)
    expect(rig.events).toEqual([{ type: 'platform_down', reason: 'no answer in time' }])
  })

  test('is waited for anew with all patience after it was up in between', async () => {
    const rig = await down({ probes: [false, true, false, false, false, true], patienceMs: 10_000 })
    await rig.clock.until(9_000)
    expect(rig.new()).toEqual(['a at 2100', 'b at 2100', 'c at 2100'])
    await rig.answer('a')
    await rig.come(...names(12))
    rig.new()
    await rig.fail(...names(12))
    await rig.come('d')
    await rig.clock.until(60_000)
    expect(rig.new()).toEqual(['d at 17000'])
    expect(rig.unavailable).toBe(0)
    expect(rig.events.map(({ type }) => type)).toEqual([
      'platform_down',
      'platform_up',
      'platform_down',
      'platform_up',
    ])
  })

  test('keeps nobody who is told to stop, and gets no further probe', async () => {
    const rig = await down({ probes: [false] })
    const verdict = rig.gate.isPlatformUp()
    await rig.clock.until(1_500)
    rig.stop.abort()
    expect(await verdict).toBe('was down')
    expect(rig.turnedAway).toEqual(['a', 'b', 'c'])
    await rig.clock.until(100_000)
    expect(rig.probedAt).toEqual([1_100])
    expect(rig.unavailable).toBe(0)
  })
})

describe('a row that has used up its attempts', () => {
  test('is burnt after one probe that is answered', async () => {
    const rig = await new Rig({ probes: [true] }).untold()
    await rig.clock.until(1_000)
    await rig.come('bad')
    await rig.fail('bad')
    expect(await rig.gate.isPlatformUp()).toBe('up')
    expect(rig.probedAt).toEqual([1_000])
    expect([rig.events, rig.gate.outageMs]).toEqual([[], 0])
  })

  test('keeps everybody waiting for that probe', async () => {
    const rig = await new Rig({ probes: [false, true] }).untold()
    await rig.clock.until(1_000)
    await rig.come('bad')
    await rig.fail('bad')
    rig.new()
    const verdict = rig.gate.isPlatformUp()
    await rig.come('a')
    await rig.clock.until(1_999)
    expect(rig.new()).toEqual([])
    await rig.clock.until(2_000)
    expect(rig.new()).toEqual(['a at 2000'])
    expect(await verdict).toBe('was down')
    expect(rig.gate.outageMs).toBe(1_000)
    // A probe that fails once is no outage that is plain to see.
    expect(rig.events).toEqual([])
  })

  test('and two probes that fail are an outage to be told of', async () => {
    const probes = [...Array<boolean>(11).fill(false), true]
    const rig = await new Rig({ probes }).untold()
    await rig.clock.until(1_000)
    await rig.come('bad')
    await rig.fail('bad')
    const verdict = rig.gate.isPlatformUp()
    // At once, and after 1, 2, 4, 8, 16, and then each 30 seconds.
    const eleventh = 1_000 + (1 + 2 + 4 + 8 + 16 + 5 * 30) * 1_000
    await rig.clock.until(1_999)
    expect(rig.events).toEqual([])
    await rig.clock.until(2_000)
    expect(rig.events).toEqual([{ type: 'platform_down', reason: 'no answer in time' }])
    await rig.clock.until(eleventh)
    await rig.clock.until(eleventh + 30_000)
    expect(await verdict).toBe('was down')
    expect(rig.events.slice(1)).toEqual([{ type: 'platform_up', ms: 211_000 }])
    expect(rig.gate.outageMs).toBe(211_000)
  })

  test('shares its probe with all others who have used up theirs', async () => {
    const rig = await new Rig({ probes: [true] }).untold()
    await rig.clock.until(1_000)
    const verdicts = await Promise.all([1, 2, 3].map(() => rig.gate.isPlatformUp()))
    expect(verdicts).toEqual(['up', 'up', 'up'])
    expect(rig.probedAt).toEqual([1_000])
  })
})

test.each([0, 1, 2, 3, 4])(
  'a row that has used up its attempts just as an outage ends keeps nobody waiting for ever (%i steps after)',
  async (steps) => {
    const rig = await new Rig().untold()
    await rig.come(...names(13))
    await rig.fail(...names(12))
    await rig.clock.until(700)
    // This one was under way all the time, and ends the outage before the probe is due.
    await rig.answer('w12')
    await rig.come('a')
    rig.new()
    for (let n = 0; n < steps; n += 1) await Promise.resolve()
    const verdict = rig.gate.isPlatformUp()
    await rig.come('b')
    await rig.clock.until(60_000)
    expect(rig.new().map((entry) => entry.split(' ')[0])).toEqual(['b'])
    await verdict
  },
)

test('a probe passes, whatever there is to wait for', async () => {
  const rig = new Rig()
  await rig.come('a', 'b')
  await rig.answer('a', { 'retry-after': '60' }, 429)
  await rig.clock.until(1_000)
  expect(rig.gate.enterAsProbe()).toMatchObject({ sentAt: 1_000 })
  expect(rig.entered).toEqual(['a at 0'])
})
