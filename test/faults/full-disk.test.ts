import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { readArchive } from '../support/archive.ts'
import { isOnServer } from '../support/ledger.ts'
import { arrange, someSeed } from './arrange.ts'
import { runHere, shown, startRun, startWork, workHere } from './command.ts'
import { mayGo } from './expected-ends.ts'
import { readLeftBehind } from './left-behind.ts'
import { untilDue } from './until-due.ts'
import { unannounced, verdict } from './verdict.ts'
import { canMount, fill, forThisTest, mountMemory } from './volume.ts'

const VOLUME_KIB = 8 * 1024
const isPossible = canMount(() => mountMemory(64), 'the ledger on a full disk')

describe.runIf(isPossible && !isOnServer)('a ledger on a volume that is full', () => {
  // Room for less than opening a ledger takes, for a few rows, for most of them.
  test.each([0, 16, 150, 400])(
    'with %i KiB left: exit 6, nothing unrecorded, and then it carries on',
    async (left) => {
      const out = forThisTest(mountMemory(VOLUME_KIB)).folder
      const ballast = join(out, 'ballast')
      fill(ballast, left)

      const { referee, list, ids } = await arrange({ seed: someSeed() }, out)
      const full = await startRun(referee, { list, out }).ended
      expect(full.code, full.stderr).toBe(6)
      expect(full.stderr).toContain('ake room')
      expect(full.stderr).not.toMatch(/ {4}at /)
      expect(await unannounced(referee, out)).toEqual([])

      rmSync(ballast)
      const again = await runHere(referee, { list, out })
      expect(again.code, again.stderr).toBe(3)
      const summary = JSON.parse(again.stdout) as Summary
      expect(await verdict(referee, { out, ids, summary })).toEqual([])
    },
  )
})

describe.runIf(isPossible)('an archive on a volume that is full', () => {
  test.each([200, 400])(
    'with %i KiB left: exit 6, nobody is deleted without records, and then it carries on',
    async (left) => {
      const out = forThisTest(mountMemory(VOLUME_KIB)).folder
      const ballast = join(out, 'ballast')
      fill(ballast, left)

      const { referee, list, ids } = await arrange({ seed: someSeed() }, out)
      referee.expectArchives(out)
      const more = ['--archive-images']
      const full = await startRun(referee, { list, out, more }).ended
      expect(full.code, full.stderr).toBe(6)
      expect(full.stderr).toContain('ake room')
      expect(full.stderr).not.toMatch(/ {4}at /)
      expect(await unannounced(referee, out)).toEqual([])

      rmSync(ballast)
      const again = await runHere(referee, { list, out, more })
      expect(again.code, again.stderr).toBe(3)
      const summary = JSON.parse(again.stdout) as Summary
      expect(await verdict(referee, { out, ids, summary })).toEqual([])
      const saved = readArchive(out, summary.run).map(({ userId }) => userId)
      expect(new Set(saved).size).toBe(saved.length)
      expect(saved.length).toBeGreaterThan(30)
    },
  )
})

describe.runIf(isPossible)('a purge on a volume that is full, of a run that promised an archive', () => {
  test.each([300])(
    'with %i KiB left: exit 6, nobody is deleted without records, and then it carries on',
    async (left) => {
      const out = forThisTest(mountMemory(VOLUME_KIB)).folder
      const { referee, list, ids } = await arrange({ seed: someSeed() }, out)
      referee.expectArchives(out)
      const more = ['--grace', '1ms', '--archive-images']
      const waiting = await runHere(referee, { list, out, more })
      expect(waiting.code, waiting.stderr).toBe(3)
      const listed = new Set(ids)
      const wanted = referee.people
        .filter((person) => listed.has(person.id) && mayGo(person))
        .map(({ id }) => id)
      const { changes } = (await referee.testify()).witness
      await untilDue(await readLeftBehind(out))

      const ballast = join(out, 'ballast')
      fill(ballast, left)
      const purge = ['purge', '--yes']
      const full = await startWork(referee, purge, { out }).ended
      expect(full.code, full.stderr).toBe(6)
      expect(full.stderr).toContain('ake room')
      expect(full.stderr).not.toMatch(/ {4}at /)
      expect(await unannounced(referee, out)).toEqual([])

      rmSync(ballast)
      const again = await workHere(referee, purge, { out })
      expect(again.code, again.stderr).toBe(0)
      const summary = JSON.parse(again.stdout) as Summary
      expect(await verdict(referee, { out, ids: wanted, summary, changesBefore: changes.length })).toEqual([])
      expect((await referee.testify()).witness.deleted.sort()).toEqual(wanted.sort())
      const saved = readArchive(out, summary.run).map(({ userId }) => userId)
      expect(saved.sort()).toEqual(wanted.sort())
    },
  )
})

describe.runIf(isPossible)('reports on a volume that is full', () => {
  test('exit 6, every outcome is in the ledger, and the same command then reports the same run', async () => {
    const { referee, out, list, ids } = await arrange({ seed: someSeed(), latencyMs: 20 })
    const running = startRun(referee, { list, out, concurrency: 5 })
    const [, run = ''] = await shown(running, /"run":"([^"]+)".*"msg":"run started"/)
    // However long it takes to mount, the run does not end before.
    running.child.kill('SIGSTOP')
    const folder = join(out, run)
    mkdirSync(folder)
    const volume = forThisTest(mountMemory(64, folder))
    fill(join(folder, 'ballast'), 0)
    running.child.kill('SIGCONT')
    const full = await running.ended
    expect(full.code, full.stderr).toBe(6)
    expect(JSON.parse(full.stdout)).toMatchObject({ error: { exitCode: 6 } })
    expect(full.stderr).toContain('make room for it, then write its files again with `report`')
    const { requests } = (await referee.testify()).witness

    volume.remove()
    const again = await runHere(referee, { list, out })
    expect(again.code, again.stderr).toBe(3)
    const summary = JSON.parse(again.stdout) as Summary
    expect(join(out, summary.run)).toBe(folder)
    expect(await verdict(referee, { out, ids, summary })).toEqual([])
    expect((await referee.testify()).witness.requests).toBe(requests)
  })
})
