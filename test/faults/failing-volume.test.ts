import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { cli } from '../support/cli.ts'
import { isOnServer } from '../support/ledger.ts'
import { arrange, someSeed, type Scene } from './arrange.ts'
import { runHere, startRun, type Ended } from './command.ts'
import { unannounced, verdict } from './verdict.ts'
import { canMount, forThisTest, mountDisk, mountMemory, remount, type Disk } from './volume.ts'

const hasDisks = !isOnServer && canMount(mountDisk, 'the ledger on a disk that fails under a run')
const hasMemory = !isOnServer && canMount(() => mountMemory(64), 'the ledger on a volume that is read-only')

/** Slow enough that the volume fails long before the last user. */
const SLOWLY = { latencyMs: 80 }

/** A run on a disk that fails at some request in the middle of it. */
async function failing(fail: (disk: Disk) => void): Promise<Scene & { disk: Disk; ended: Ended }> {
  const disk = forThisTest(mountDisk())
  const scene = await arrange({ seed: someSeed(), ...SLOWLY }, disk.folder)
  const { child, ended } = startRun(scene.referee, { ...scene, concurrency: 3 })
  scene.referee.at(20 + Math.floor(Math.random() * 40), () => {
    // However long that takes on a busy machine, the run does not get any further.
    child.kill('SIGSTOP')
    fail(disk)
    child.kill('SIGCONT')
  })
  return { ...scene, disk, ended: await ended }
}

function expectExit6({ code, stdout, stderr }: Ended, wayOut: string): void {
  expect(code, stderr).toBe(6)
  expect(JSON.parse(stdout)).toMatchObject({ error: { exitCode: 6 } })
  expect(stderr).toContain('konstantly-offboard: the ledger')
  expect(stderr).toContain(wayOut)
  expect(stderr).not.toMatch(/ {4}at /)
}

async function expectToCarryOn({ referee, list, out, ids }: Scene): Promise<void> {
  const { code, stdout, stderr } = await runHere(referee, { list, out })
  expect(code, stderr).toBe(3)
  const summary = JSON.parse(stdout) as Summary
  expect(await verdict(referee, { out, ids, summary })).toEqual([])
}

describe.runIf(hasDisks)('a disk that fails in the middle of a run', () => {
  test('turns read-only: exit 6, nothing unrecorded, and then it carries on', async () => {
    const { disk, ended, ...scene } = await failing(({ turnReadOnly }) => {
      turnReadOnly()
    })
    expectExit6(ended, 'Look after its volume, which fails or has become read-only')
    disk.bringBack()
    expect(await unannounced(scene.referee, scene.out)).toEqual([])
    await expectToCarryOn(scene)
  })

  test('has I/O errors: exit 6, nothing unrecorded, and then it carries on', async () => {
    const { disk, ended, ...scene } = await failing(({ failWrites }) => {
      failWrites()
    })
    expectExit6(ended, 'Look after its volume, which fails or has become read-only')
    disk.bringBack()
    expect(await unannounced(scene.referee, scene.out)).toEqual([])
    await expectToCarryOn(scene)
  })

  test('vanishes: exit 6, nothing in its place, nothing unrecorded, and then it carries on', async () => {
    const { disk, ended, ...scene } = await failing(({ detach }) => {
      detach()
    })
    expectExit6(ended, 'Bring it back')
    expect(readdirSync(scene.out)).toEqual([])
    disk.bringBack()
    expect(await unannounced(scene.referee, scene.out)).toEqual([])
    await expectToCarryOn(scene)
  })
})

test.runIf(hasDisks)(
  'a disk that is brought back is not the failed one, whoever still holds that',
  async () => {
    const disk = forThisTest(mountDisk())
    // As `unshare` in another test does: its mount namespace has a copy of every mount.
    const holder = spawn('unshare', ['--mount', 'sh', '-c', 'echo held; exec sleep 1'])
    await once(holder.stdout, 'data')
    disk.turnReadOnly()
    disk.bringBack()
    writeFileSync(join(disk.folder, 'file'), '')
  },
)

describe.runIf(hasMemory)('a volume that is read-only from the beginning', () => {
  test('exit 6 before anybody is asked for; writable again, the same command begins', async () => {
    const { folder } = forThisTest(mountMemory(4 * 1024))
    const scene = await arrange({ seed: someSeed() }, folder)
    remount(folder, 'ro')
    expectExit6(await startRun(scene.referee, scene).ended, 'Make its volume writable')
    expect((await scene.referee.testify()).witness.requests).toBe(0)
    remount(folder, 'rw')
    await expectToCarryOn(scene)
  })

  test('and holds an unfinished run: exit 6 before anybody is asked for; writable again, it carries on', async () => {
    const { folder } = forThisTest(mountMemory(4 * 1024))
    const scene = await arrange({ seed: someSeed(), ...SLOWLY }, folder)
    const { child, ended } = startRun(scene.referee, { ...scene, concurrency: 3 })
    scene.referee.at(30, () => child.kill('SIGTERM'))
    expect((await ended).code).toBe(143)
    const { requests } = (await scene.referee.testify()).witness
    remount(folder, 'ro')
    expectExit6(await startRun(scene.referee, scene).ended, 'Make its volume writable')
    expect((await scene.referee.testify()).witness.requests).toBe(requests)
    // What is on it can be looked at all the same, as evidence is.
    const checked = await cli(['report', '--check', '--out', scene.out])
    expect(checked).toMatchObject({ exitCode: 0, stderr: '' })
    expect(checked.stdout).toContain('results.csv: as written')
    expect((await cli(['runs', '--out', scene.out])).stdout).toContain('stopped, run it again to go on')
    remount(folder, 'rw')
    await expectToCarryOn(scene)
  })
})
