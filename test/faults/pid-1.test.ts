import { spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { arrange, someSeed, type Scene } from './arrange.ts'
import { shown, startRun, type RunRequest, type Running } from './command.ts'
import { verdict } from './verdict.ts'

// What a container does to the first process in it: to others it is PID 1, and the system ignores signals that it does not handle.
const AS_PID_1 = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']

const probe = spawnSync(AS_PID_1[0] ?? '', [...AS_PID_1.slice(1), 'true'], { encoding: 'utf8' })
const isPossible = probe.status === 0
if (!isPossible) {
  const reason = probe.error?.message ?? probe.stderr.trim()
  process.stderr.write(`SKIPPED, a run as PID 1 was not tried: no PID namespace here (${reason})\n`)
}

function startAsPid1(scene: Scene, more: Partial<RunRequest> = {}): Running {
  const running = startRun(scene.referee, { ...scene, through: AS_PID_1, ...more })
  onTestFinished(() => void running.child.kill('SIGKILL'))
  return running
}

/** `unshare` waits for the process that has PID 1 inside; out here that one has another. */
function signal({ pid = 0 }: ChildProcess, name: NodeJS.Signals): void {
  const [inside] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
  process.kill(Number(inside), name)
}

describe.runIf(isPossible)('a run as PID 1', () => {
  test('stops cleanly at each signal, is alone, survives a kill, and carries on', async () => {
    const scene = await arrange({ seed: someSeed(), latencyMs: 50 })
    const { referee, out, ids } = scene
    for (const [name, code] of [
      ['SIGTERM', 143],
      ['SIGHUP', 143],
      ['SIGINT', 130],
    ] as const) {
      const { child, ended } = startAsPid1(scene, { concurrency: 3 })
      referee.at(8, () => {
        signal(child, name)
      })
      const stopped = await ended
      expect(stopped.code, `${name}: ${stopped.stderr}`).toBe(code)
      expect(JSON.parse(stopped.stdout), name).toMatchObject({ status: 'stopped', exitCode: code })
    }

    const { child, ended } = startAsPid1(scene, { concurrency: 3 })
    await new Promise<void>((resolve) => {
      referee.at(8, resolve)
    })
    // It is not to end by itself meanwhile.
    signal(child, 'SIGSTOP')
    const other = await startAsPid1(scene).ended
    expect(other.code, other.stderr).toBe(6)
    // Every first process in a container is number 1, this one and the one that holds the ledger.
    expect(other.stderr).toMatch(/in use by process 1 on .*, since 20/)
    signal(child, 'SIGKILL')
    await ended

    // The note that the killed one left names PID 1, too; what counts is the lock.
    const last = await startAsPid1(scene).ended
    expect(last.code, last.stderr).toBe(3)
    const summary = JSON.parse(last.stdout) as Summary
    expect(await verdict(referee, { out, ids, summary })).toEqual([])
  })

  test('ends at once at a second signal', async () => {
    const scene = await arrange({ seed: 1, latencyMs: 3_600_000 })
    const running = startAsPid1(scene)
    await shown(running, /run started/)
    signal(running.child, 'SIGTERM')
    // Within a second it would be the same request.
    await setTimeout(1_300)
    const begun = performance.now()
    signal(running.child, 'SIGTERM')
    // Where a busy machine delivers both late, they are one request: then there is a third one.
    const again = setInterval(() => {
      signal(running.child, 'SIGTERM')
    }, 2_000)
    const { code, stdout } = await running.ended
    clearInterval(again)
    expect(code).toBe(143)
    expect(stdout).toBe('')
    // Otherwise it would wait for the requests in flight, which time out after 30 s.
    expect(performance.now() - begun).toBeLessThan(20_000)
  })

  test('misses no signal while it starts', async () => {
    const scene = await arrange({ seed: 1 })
    const early = new URL('signal-at-start.ts', import.meta.url).href
    const through = [...AS_PID_1, 'env', `NODE_OPTIONS=--import=${early}`]
    const { code, stderr } = await startAsPid1(scene, { through }).ended
    expect(code, stderr).toBe(143)
    expect((await scene.referee.testify()).witness.changes).toEqual([])
  })
})
