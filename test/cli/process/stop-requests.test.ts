import { beforeEach, describe, expect, test } from 'vitest'
import type { StopSignal } from '../../../src/cli/exit-code.ts'
import { StopRequests } from '../../../src/cli/process/stop-requests.ts'

let now = 0
let timers: { at: number; then: () => void }[] = []
let happened: string[] = []
let requests: StopRequests

beforeEach(() => {
  now = 0
  timers = []
  happened = []
  requests = new StopRequests(
    (signal) => happened.push(`ended by ${signal}`),
    (ms, then) => timers.push({ at: now + ms, then }),
  )
})

/** Sends signals at their milliseconds. */
function send(...signals: [at: number, signal: StopSignal][]): void {
  for (const [at, signal] of signals) {
    now = at
    for (const { then } of timers.filter((timer) => timer.at <= now)) then()
    timers = timers.filter((timer) => timer.at > now)
    requests.received(signal)
  }
}

const listen = (): (() => void) => requests.listen((signal) => happened.push(`asked by ${signal}`))

describe('signals within a second are one request to stop,', () => {
  test.each<[string, [number, StopSignal][]]>([
    ['timeout, to the child and to its group', [[0, 'SIGTERM'], [5, 'SIGTERM']]], // prettier-ignore
    ['a terminal closed', [[0, 'SIGHUP'], [40, 'SIGHUP'], [90, 'SIGTERM']]], // prettier-ignore
    ['Ctrl+C, passed on by npm', [[0, 'SIGINT'], [3, 'SIGINT'], [999, 'SIGTERM']]], // prettier-ignore
  ])('as of %s', (_story, signals) => {
    listen()
    send(...signals)
    expect(happened).toEqual([`asked by ${signals[0]?.[1] ?? ''}`])
  })

  test('also when the work ended meanwhile, and nobody listens any more', () => {
    const stopListening = listen()
    send([0, 'SIGTERM'])
    stopListening()
    send([5, 'SIGTERM'])
    expect(happened).toEqual(['asked by SIGTERM'])
  })

  test('counted from the first: whoever keeps asking is heard', () => {
    listen()
    send([0, 'SIGINT'], [600, 'SIGINT'], [1_200, 'SIGINT'])
    expect(happened).toEqual(['asked by SIGINT', 'ended by SIGINT'])
  })
})

test('a later one ends the process at once, of whatever kind', () => {
  listen()
  send([0, 'SIGINT'], [1_000, 'SIGTERM'])
  expect(happened).toEqual(['asked by SIGINT', 'ended by SIGTERM'])
})

test('one that nobody listens for ends the process at once', () => {
  send([0, 'SIGTERM'])
  listen()()
  send([10, 'SIGHUP'])
  expect(happened).toEqual(['ended by SIGTERM', 'ended by SIGHUP'])
})

test('whoever stops listening does not take the next listener away', () => {
  const first = listen()
  listen()
  first()
  send([0, 'SIGINT'])
  expect(happened).toEqual(['asked by SIGINT'])
})
