import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { KonstantlyClient } from '../../src/konstantly/client.ts'
import type { TransportOptions } from '../../src/konstantly/http/transport-options.ts'
import type { Answer, Interruption } from '../../src/offboarding/answer.ts'
import type { PaceEvent } from '../../src/offboarding/event.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { listen } from '../support/secure-platform.ts'
import { TRANSPORT_OPTIONS } from '../support/transport-options.ts'

interface Rig {
  /** Deletes these users, all at once, and returns how that went for each. */
  remove: (...users: string[]) => Promise<(Answer | Interruption)[]>
  /** How often each user's deletion came in. */
  asked: (user: string) => number
  events: PaceEvent[]
}

/** A platform that is down for a while, `forMs`, whenever it is asked for what `isPoison` says. */
async function rig(
  isPoison: (path: string) => boolean,
  {
    forMs = 4_000,
    answer = 'cut',
    ...options
  }: Partial<TransportOptions> & { forMs?: number; answer?: 'cut' | 503 } = {},
): Promise<Rig> {
  const clock = new LeapingClock(undefined, { standsStill: true })
  const seen: string[] = []
  const events: PaceEvent[] = []
  let downUntil = -Infinity
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    seen.push(path)
    const isUp = clock.now() >= downUntil
    if (isUp && isPoison(path)) downUntil = clock.now() + forMs
    if (clock.now() >= downUntil) response.end('{}')
    else if (answer === 'cut') response.destroy()
    else response.writeHead(answer).end()
  })
  const signal = new AbortController().signal
  const client = new KonstantlyClient({
    ...TRANSPORT_OPTIONS,
    baseUrl: `http://127.0.0.1:${await listen(server)}`,
    stopSignal: signal,
    haltSignal: signal,
    onUnavailable: () => {
      throw new Error('given up')
    },
    emit: (event) => {
      if (event.type !== 'attempt') events.push(event)
    },
    pause: clock.pause,
    now: clock.now,
    wallClock: clock.wall,
    ...options,
  })
  onTestFinished(() => {
    client.close()
  })
  return {
    remove: (...users) =>
      Promise.all(users.map((userId) => client.perform({ do: 'delete', userId }, () => undefined))),
    asked: (user) => seen.filter((path) => path === `/users/${user}`).length,
    events,
  }
}

const isUser =
  (...users: string[]) =>
  (path: string): boolean =>
    users.includes(path.replace('/users/', ''))
const FIVE = ['u1', 'u2', 'u3', 'u4', 'u5']

describe('a request that brings the platform down each time', () => {
  test.each([0, 1, 5, 20, 1_000])('is given up with --retries %i', async (retries) => {
    for (const answer of ['cut', 503] as const) {
      const { remove, asked, events } = await rig(isUser('u1'), { retries, answer })
      const [end] = await remove('u1')
      expect(end).toMatchObject({
        kind: 'failed',
        reason: expect.stringContaining(
          'whenever this was sent, the platform stopped answering anybody',
        ) as string,
        delivery: { mayHaveArrived: true },
      })
      expect(asked('u1')).toBeLessThanOrEqual(15)
      expect(events.at(-1)?.type).toBe('platform_up')
    }
  })

  test.each([0, 1, 5])(
    'burns none of those that are sent at the same time, with --retries %i',
    async (retries) => {
      for (const poison of FIVE) {
        const { remove } = await rig(isUser(poison), { retries })
        const ends = await remove(...FIVE, ...FIVE.map((user) => `${user}0`))
        const failed = ends.flatMap(({ kind }, n) => (kind === 'done' ? [] : [FIVE[n]]))
        expect(failed).toEqual([poison])
      }
    },
  )

  test('is told from another one', async () => {
    const { remove } = await rig(isUser('u2', 'u4'), { retries: 1 })
    const ends = await remove(...FIVE)
    expect(ends.map(({ kind }) => kind)).toEqual(['done', 'failed', 'done', 'failed', 'done'])
  })

  test('for a minute is waited for each time, and no longer', async () => {
    const { remove, events } = await rig(isUser('u1'), { forMs: 60_000 })
    expect((await remove('u1', 'u2')).map(({ kind }) => kind)).toEqual(['failed', 'done'])
    expect(events.filter(({ type }) => type === 'platform_down').length).toBeLessThanOrEqual(4)
  })
})

test('a request that was out when the platform went down, twice, and alone, is no such thing', async () => {
  let asked = 0
  const { remove } = await rig((path) => isUser('u1')(path) && (asked += 1) <= 3, { retries: 0 })
  expect((await remove('u1', 'u2')).map(({ kind }) => kind)).toEqual(['done', 'done'])
})
