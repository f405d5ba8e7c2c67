import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { holderOf } from '../support/ledger-copy.ts'
import { arrange, someSeed } from './arrange.ts'
import { startRun } from './command.ts'
import { verdict } from './verdict.ts'

describe('processes that are started together on one ledger', () => {
  test.each([2, 2, 4])('%i: exactly one works, the others are told so at once', async (count) => {
    const seed = someSeed()
    const { referee, out, list, ids } = await arrange({ seed })
    // The first is at work until the others have ended, however long they take to start on a busy machine.
    let first = 0
    let isStopped: Promise<void> | undefined
    referee.at(1, () => {
      isStopped = holderOf(out).then((pid) => {
        first = pid
        process.kill(pid, 'SIGSTOP')
      })
    })
    const all = Array.from({ length: count }, () => startRun(referee, { list, out }))
    let open = count
    for (const one of all) void one.ended.then(() => (open -= 1))
    await expect.poll(() => open, { timeout: 120_000 }).toBe(1)
    // The others may have ended before its first request.
    referee.calledOff()
    await isStopped
    if (first > 0) process.kill(first, 'SIGCONT')
    const ended = await Promise.all(all.map((one) => one.ended))
    expect(ended.map(({ code }) => code).sort(), ended.map(({ stderr }) => stderr).join()).toEqual([
      3,
      ...Array.from({ length: count - 1 }, () => 6),
    ])
    const index = ended.findIndex(({ code }) => code === 3)
    const winner = ended[index]
    for (const { code, stdout, stderr } of ended) {
      if (code !== 6) continue
      expect(JSON.parse(stdout)).toMatchObject({ error: { exitCode: 6 } })
      expect(stderr).toMatch(new RegExp(`in use by process ${all[index]?.child.pid} on .*, since 20`))
    }
    const summary = JSON.parse(winner?.stdout ?? '') as Summary
    expect(await verdict(referee, { out, ids, summary })).toEqual([])
  })
})
