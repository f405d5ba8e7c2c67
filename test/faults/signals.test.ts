import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { readResults } from '../support/cli.ts'
import { arrange, someSeed } from './arrange.ts'
import { startRun } from './command.ts'
import { verdict } from './verdict.ts'

const ARRIVED =
  'the run stopped after a delete was sent; whether it was carried out is settled when the run goes on'

describe('SIGTERM at random moments', () => {
  test.each([1, 2])('%i: stops cleanly with a report that is true, until the run ends', async (n) => {
    const seed = someSeed() + n
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
      const rows = readResults(out, summary.run)
      const said = rows.filter((row) => row['offboard_outcome'] === 'deleted').map((row) => row['id'])
      const open = rows.filter((row) => row['offboard_detail'] === ARRIVED).map((row) => row['id'])
      const { deleted } = (await referee.testify()).witness
      // Nobody is said to be deleted who is not, and whoever is deleted is said to be, or to be possibly.
      expect(
        said.filter((id) => !deleted.includes(id ?? '')),
        `seed ${seed}`,
      ).toEqual([])
      expect(
        deleted.filter((id) => ![...said, ...open].includes(id)),
        `seed ${seed}`,
      ).toEqual([])
    }
  })

  test('a second signal ends the process at once', async () => {
    const { referee, out, list, ids } = await arrange({ seed: 1, latencyMs: 5_000 })
    const { child, ended } = startRun(referee, { list, out })
    const begun = performance.now()
    let told = 0
    child.stderr?.on('data', (chunk: Buffer) => {
      if (!chunk.includes('run started')) return
      child.kill('SIGTERM')
      setTimeout(() => {
        told = performance.now()
        child.kill('SIGTERM')
      }, 200)
    })
    const { code } = await ended
    expect(code).toBe(143)
    expect(performance.now() - told).toBeLessThan(2_000)
    expect(performance.now() - begun).toBeLessThan(5_000 + told - begun)
    expect(ids).toHaveLength(60)
  })
})
