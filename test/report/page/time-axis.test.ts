import { describe, expect, test } from 'vitest'
import { timeAxis } from '../../../src/report/page/parts/time-axis.ts'

const at = (clock: string): string => `2026-11-23T${clock}.000Z`
const ms = (clock: string): number => Date.parse(at(clock))
const span = (clock: string, requests: number): { start: string; requests: number; rejected: number } => ({
  start: at(clock),
  requests,
  rejected: 0,
})
const session = (started: string, ended: string | null): { started: string; ended: string | null } => ({
  started: at(started),
  ended: ended === null ? null : at(ended),
})

describe('the time axis', () => {
  test('has a bar a second, and a pause where nothing is sent for five seconds', () => {
    const spans = [span('10:00:00', 100), span('10:00:02', 3), span('10:00:08', 40)]
    expect(timeAxis(spans, [session('10:00:00', '10:00:09')], 1_000)).toEqual({
      barMs: 1_000,
      stretches: [{ from: ms('10:00:00'), to: ms('10:00:10'), bars: [100, 0, 3, 0, 0, 0, 0, 0, 40, 0] }],
      pauses: [{ from: ms('10:00:03'), to: ms('10:00:08') }],
    })
  })

  test('leaves out the time between sessions', () => {
    const spans = [span('10:00:00', 1), span('18:00:00', 2)]
    const { stretches, pauses } = timeAxis(
      spans,
      [session('10:00:00', '10:00:01'), session('18:00:00', '18:00:01')],
      1_000,
    )
    expect(stretches.map(({ bars }) => bars)).toEqual([
      [1, 0],
      [2, 0],
    ])
    expect(pauses).toEqual([])
  })

  test('ends a session that was killed with its last answer', () => {
    const spans = [span('10:00:00', 1), span('10:00:30', 1)]
    const [first] = timeAxis(
      spans,
      [session('10:00:00', null), session('11:00:00', '11:00:01')],
      1_000,
    ).stretches
    expect(first?.to).toBe(ms('10:00:31'))
  })

  test('loses no request, however long the run, and draws no more than a screen shows', () => {
    const begin = ms('00:00:00')
    const spans = Array.from({ length: 2_000 }, (_, n) => ({
      start: new Date(begin + n * 60_000).toISOString(),
      requests: 100,
      rejected: 0,
    }))
    const ended = new Date(begin + 2_000 * 60_000).toISOString()
    const { barMs, stretches } = timeAxis(spans, [{ started: at('00:00:00'), ended }], 60_000)
    const bars = stretches.flatMap(({ bars }) => bars)
    expect(barMs).toBe(900_000)
    expect(bars.length).toBeLessThanOrEqual(200)
    expect(bars.reduce((a, b) => a + b, 0)).toBe(200_000)
  })

  test('bears a clock that was put back between a session and its answers', () => {
    const { stretches } = timeAxis([span('09:59:58', 5)], [session('10:00:00', '10:00:01')], 1_000)
    expect(stretches[0]?.from).toBe(ms('09:59:58'))
    expect(stretches[0]?.bars[0]).toBe(5)
  })
})
