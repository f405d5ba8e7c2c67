import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { arrange } from './arrange.ts'
import { startRun } from './command.ts'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '../../src/report/summary.ts'
import { verdict } from './verdict.ts'

describe('a reader that leaves, such as head,', () => {
  test.each(['stdout', 'stderr', 'both'] as const)('%s: the run goes on and loses nothing', async (which) => {
    const { referee, out, list, ids } = await arrange({ seed: 1 })
    const { child, ended } = startRun(referee, { list, out, more: ['--log-level', 'trace'] })
    // This end of the pipe is gone, so nothing can be read from it.
    ended.catch(() => undefined)
    if (which !== 'stderr') child.stdout?.destroy()
    if (which !== 'stdout') child.stderr?.destroy()
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect([code, signal]).toEqual([3, null])
    const run = readdirSync(out).find((name) => /^\d{8}T/.test(name)) ?? ''
    const summary = JSON.parse(readFileSync(join(out, run, 'summary.json'), 'utf8')) as Summary
    expect(await verdict(referee, { out, ids, summary })).toEqual([])
  })
})
