import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { describe, expect, test } from 'vitest'
import { send, type SendOptions } from '../../../src/monitoring/http/send.ts'
import { receiver, status } from '../../support/receiver.ts'

/** Sends one message in time that leaps: every pause is over at once, and noted. */
async function sendTo(
  address: string,
  more: Partial<SendOptions> = {},
): Promise<{ why: string | null; pauses: number[] }> {
  const pauses: number[] = []
  let leaptMs = 0
  const why = await send(
    { address: new URL(address), body: '{"a":1}', headers: { 'x-more': 'yes' } },
    {
      agents: { http: new HttpAgent(), https: new HttpsAgent() },
      faultOf: ({ code }) => ({ reason: `a fault of the network (${code})`, transient: true }),
      attemptMs: 5_000,
      totalMs: 30_000,
      signal: new AbortController().signal,
      pause: (ms) => {
        pauses.push(ms)
        leaptMs += ms
        return Promise.resolve()
      },
      monotonic: () => leaptMs,
      random: () => 0.5,
      userAgent: 'konstantly-offboard/test',
      ...more,
    },
  )
  expect(why ?? '').not.toContain('127.0.0.1')
  expect(why ?? '').not.toContain('s3cr3t')
  return { why, pauses }
}

describe('a message', () => {
  test.each([200, 202, 204])('is delivered once where the receiver answers %i', async (code) => {
    const hook = await receiver(status(code))
    expect(await sendTo(hook.address)).toEqual({ why: null, pauses: [] })
    expect(hook.received).toMatchObject([
      {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'x-more': 'yes', 'content-type': 'application/json' },
      },
    ])
  })

  test('is sent again after failures that may pass, with a back-off that grows', async () => {
    const codes = [500, 429, 503, 200]
    const hook = await receiver((response, number) => {
      response.writeHead(codes[number - 1] ?? 0).end()
    })
    expect(await sendTo(hook.address)).toEqual({ why: null, pauses: [500, 1_000, 2_000] })
    expect(hook.received).toHaveLength(4)
  })

  test('waits as long as the receiver asks', async () => {
    const hook = await receiver((response, number) => {
      response.writeHead(number === 1 ? 429 : 200, { 'retry-after': '7' }).end()
    })
    expect(await sendTo(hook.address)).toEqual({ why: null, pauses: [7_000] })
  })

  test('is given up when the time for it is over', async () => {
    const hook = await receiver(status(503))
    const { why, pauses } = await sendTo(hook.address)
    expect(why).toBe('the receiver answered 503, 9 times')
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(30_000)
    expect(hook.received).toHaveLength(9)
    const later = await receiver(status(503, { 'retry-after': '3600' }))
    expect(await sendTo(later.address)).toEqual({ why: 'the receiver answered 503, 1 time', pauses: [] })
  })

  test.each([
    [400, 'the receiver answered 400'],
    [404, 'the receiver answered 404'],
    [410, 'the receiver answered 410: it is gone for good, so its address is of no use any more'],
  ])('is sent once where %i says that it will never be taken', async (code, reason) => {
    const hook = await receiver(status(code))
    expect(await sendTo(hook.address)).toEqual({ why: reason, pauses: [] })
    expect(hook.received).toHaveLength(1)
  })

  test.each([301, 302, 307, 308])('is not carried to where a redirect (%i) leads', async (code) => {
    const elsewhere = await receiver()
    const hook = await receiver(status(code, { location: elsewhere.address }))
    expect(await sendTo(hook.address)).toEqual({
      why: `the receiver answered ${code}, a redirect, which is not followed`,
      pauses: [],
    })
    expect(elsewhere.received).toEqual([])
  })

  test('is sent again where the connection breaks off', async () => {
    const hook = await receiver((response, number) => {
      if (number === 1) response.destroy()
      else response.end()
    })
    expect(await sendTo(hook.address)).toEqual({ why: null, pauses: [500] })
  })

  test.each<[string, Parameters<typeof receiver>[0]]>([
    ['never answers', () => undefined],
    [
      'never ends its answer',
      (response) => {
        response.writeHead(200).write('o')
      },
    ],
  ])('is given up where the receiver %s', async (_, answer) => {
    const hook = await receiver(answer)
    const begun = performance.now()
    const { why } = await sendTo(hook.address, { attemptMs: 40, totalMs: 400 })
    expect(performance.now() - begun).toBeLessThan(2_500)
    expect(why).toBe('a fault of the network (ETIMEDOUT), 1 time')
  })

  test('is given up where the answer is far larger than one has to be', async () => {
    const hook = await receiver((response) => {
      response.writeHead(200).write(Buffer.alloc(300 * 1024))
    })
    expect(await sendTo(hook.address)).toEqual({
      why: 'the receiver answered far more than a receiver has to say',
      pauses: [],
    })
  })

  test('is given up at once by a signal', async () => {
    const cut = new AbortController()
    const hook = await receiver(() => {
      cut.abort()
    })
    expect(await sendTo(hook.address, { signal: cut.signal })).toEqual({
      why: 'it was told to stop',
      pauses: [],
    })
  })
})
