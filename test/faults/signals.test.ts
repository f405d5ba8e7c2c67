import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { makePeople } from '../../src/sandbox/people.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { arrange, someSeed } from './arrange.ts'
import { shown, startRun } from './command.ts'
import type { Script } from './script.ts'
import type { Referee } from './start-referee.ts'
import { toldResults } from '../support/told-results.ts'
import { untrueRows } from './true-words.ts'
import { verdict } from './verdict.ts'

describe('SIGTERM at random moments', () => {
  test('stops cleanly with a report that is true, until the run ends', async () => {
    const seed = someSeed()
    const random = seededRandom(seed)
    const { referee, out, list, ids } = await arrange({ seed, lost: 0.1 })
    for (let passes = 1; ; passes += 1) {
      expect(passes, `seed ${seed}`).toBeLessThan(30)
      const { child, ended } = startRun(referee, { list, out })
      referee.at(1 + Math.floor(random() * ids.length), () => child.kill('SIGTERM'))
      const { code, stdout, stderr } = await ended
      referee.calledOff()
      const summary = JSON.parse(stdout) as Summary
      if (code !== 143) {
        expect(code, `seed ${seed}: ${stderr}`).toBe(3)
        expect(await verdict(referee, { out, ids, summary }), `seed ${seed}`).toEqual([])
        expect(passes).toBeGreaterThan(1)
        return
      }
      expect(summary).toMatchObject({ status: 'stopped', exitCode: 143 })
      await expectTrueReport(referee, out, summary)
    }
  })

  test('a second signal ends the process at once', async () => {
    const { referee, out, list } = await arrange({ seed: 1, latencyMs: 3_600_000 })
    const running = startRun(referee, { list, out })
    await shown(running, /run started/)
    running.child.kill('SIGTERM')
    // Within a second it would be the same request, as it is where a busy machine delivers both late: then there is a third one.
    await setTimeout(1_300)
    const begun = performance.now()
    running.child.kill('SIGTERM')
    const again = setInterval(() => running.child.kill('SIGTERM'), 2_000)
    const { code } = await running.ended
    clearInterval(again)
    expect(code).toBe(143)
    // Otherwise the requests in flight were waited for, which time out after 30 s.
    expect(performance.now() - begun).toBeLessThan(20_000)
  })
})

describe('SIGTERM while a run waits', () => {
  const quota = { kind: 'first-request', limit: 20, windowMs: 300_000, competitor: 0 } as const
  const hours = { afterMs: 150, forMs: 3_600_000 }
  const never = (seed: number): Script => ({
    times: null,
    users: Object.fromEntries(
      makePeople(80, seed).map(({ id }) => [id, { fault: 'unavailable', steps: ['deactivate'] }]),
    ),
  })
  const WAITS = {
    'for the quota, which headers tell': {
      setup: { throttle: { ...quota, headers: true } },
      begins: /"ms":(\d+),"msg":"waiting for the quota"/,
    },
    'for the quota, after a 429': {
      setup: { throttle: { ...quota, headers: false } },
      begins: /"ms":(\d+),"msg":"waiting for the quota"/,
    },
    'for a platform that is down, which takes the patience': {
      setup: { outage: hours, latencyMs: 20 },
      begins: /the platform does not answer()/,
    },
    // Others are between two tries, too; this one would be for ten seconds or more.
    'between two tries': { setup: { script: never(1) }, begins: /"delayMs":(\d{5})/ },
  }

  test.each(Object.entries(WAITS))(
    '%s: ends at once, with a report that is true',
    async (_, { setup, begins }) => {
      const { referee, out, list } = await arrange({ seed: 1, ...setup })
      const running = startRun(referee, { list, out, retries: 50, concurrency: 20 })
      onTestFinished(() => void running.child.kill('SIGKILL'))
      const [, ms] = await shown(running, begins)
      const begun = performance.now()
      running.child.kill('SIGTERM')
      const { code, stdout, stderr } = await running.ended
      expect(performance.now() - begun, stderr).toBeLessThan(Math.min(20_000, Number(ms) || Infinity))
      expect(code, stderr).toBe(143)
      const summary = JSON.parse(stdout) as Summary
      expect(summary).toMatchObject({ status: 'stopped', exitCode: 143 })
      expect(summary.outcomes.failed, stderr).toBe(0)
      await expectTrueReport(referee, out, summary)
    },
  )
})

/** Nobody is said to be deleted who is not, and whoever is deleted is said to be, or to be possibly. */
async function expectTrueReport(referee: Referee, out: string, summary: Summary): Promise<void> {
  const rows = await toldResults(out, summary.run)
  const { witness, people } = await referee.testify()
  expect(untrueRows(rows, { before: referee.people, now: people })).toEqual([])
  const told = rows.filter(
    (row) => row['offboard_outcome'] === 'deleted' || row['offboard_reason'] === 'stopped_within_delete',
  )
  expect(witness.deleted.filter((id) => !told.some((row) => row['id'] === id))).toEqual([])
}
