import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { arrange, someSeed } from './arrange.ts'
import { startRun } from './command.ts'
import { mountSmallVolume } from './small-volume.ts'
import { unannounced, verdict } from './verdict.ts'

const VOLUME_KIB = 8 * 1024
const probe = mountSmallVolume(64)
const reason = 'reason' in probe ? probe.reason : null
if (!('reason' in probe)) probe.unmount()
if (reason !== null) {
  process.stderr.write(`SKIPPED, the ledger on a full disk was not tried: no small volume here (${reason})\n`)
}

describe.skipIf(reason !== null)('a ledger on a volume that is full', () => {
  // Room for less than opening a ledger takes, for a few rows, for most of them.
  test.each([0, 16, 150, 400])(
    'with %i KiB left: exit 6, nothing unrecorded, and then it carries on',
    async (left) => {
      const volume = mountSmallVolume(VOLUME_KIB)
      if ('reason' in volume) throw new Error(volume.reason)
      onTestFinished(() => {
        volume.unmount()
      })
      const out = volume.folder
      const ballast = join(out, 'ballast')
      const { bavail, bsize } = statfsSync(out)
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left * 1024)))

      const { referee, list, ids } = await arrange({ seed: someSeed() }, out)
      const full = await startRun(referee, { list, out }).ended
      expect(full.code, full.stderr).toBe(6)
      expect(full.stderr).toContain('ake room')
      expect(full.stderr).not.toMatch(/ {4}at /)
      expect(await unannounced(referee, out)).toEqual([])

      rmSync(ballast)
      const again = await startRun(referee, { list, out }).ended
      expect(again.code, again.stderr).toBe(3)
      const summary = JSON.parse(again.stdout) as Summary
      expect(await verdict(referee, { out, ids, summary })).toEqual([])
    },
  )
})
