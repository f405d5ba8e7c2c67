import { describe, expect, onTestFinished, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { arrange, someSeed } from './arrange.ts'
import { runHere, startRun } from './command.ts'
import { verdict } from './verdict.ts'

describe('a platform that is down in the middle of a run', () => {
  const outage = { afterMs: 60, forMs: 4_000 }
  // With few of them it soon shows that this is more than a request or two that fail.
  const retries = 1

  test('is waited for within the patience', async () => {
    const { referee, out, list, ids } = await arrange({ seed: someSeed(), outage, latencyMs: 10 })
    const { code, stdout, stderr } = await startRun(referee, { list, out, retries }).ended
    expect(code, stderr).toBe(3)
    const summary = JSON.parse(stdout) as Summary
    expect(summary.outcomes.failed).toBe(0)
    expect(summary.waits.outage).toBeGreaterThan(0)
    expect(await verdict(referee, { out, ids, summary })).toEqual([])
  })

  test('for longer ends the run with 6, burns no row, and the same command carries on', async () => {
    const { referee, out, list, ids } = await arrange({ seed: someSeed(), outage, latencyMs: 10 })
    const first = await startRun(referee, { list, out, retries, more: ['--patience', '100ms'] }).ended
    expect(first.code, first.stderr).toBe(6)
    const stopped = JSON.parse(first.stdout) as Summary
    expect(stopped).toMatchObject({ status: 'stopped', exitCode: 6 })
    expect(stopped.outcomes.failed).toBe(0)

    const again = await runHere(referee, { list, out })
    expect(again.code, again.stderr).toBe(3)
    const summary = JSON.parse(again.stdout) as Summary
    expect(summary.run).toBe(stopped.run)
    expect(await verdict(referee, { out, ids, summary })).toEqual([])
  })
})

describe('a platform that takes every request and answers none', () => {
  test('hangs no run: exit 6 once patience is over, and nobody was touched', async () => {
    const { referee, out, list } = await arrange({ seed: someSeed(), latencyMs: 3_600_000 })
    const more = ['--timeout', '300ms', '--patience', '1s']
    const { child, ended } = startRun(referee, { list, out, retries: 1, more })
    onTestFinished(() => void child.kill('SIGKILL'))
    const { code, stdout, stderr } = await ended
    expect(code, stderr).toBe(6)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'stopped', outcomes: { not_attempted: 60 } })
    expect((await referee.testify()).witness.changes).toEqual([])
  })
})
