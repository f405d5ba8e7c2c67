import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { arrange, someSeed } from './arrange.ts'
import { startRun } from './command.ts'
import { unannounced, verdict } from './verdict.ts'
import { canMount, fill, forThisTest, mountMemory } from './volume.ts'

const VOLUME_KIB = 8 * 1024
const isPossible = canMount(() => mountMemory(64), 'the ledger on a full disk')

describe.runIf(isPossible)('a ledger on a volume that is full', () => {
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
      const again = await startRun(referee, { list, out }).ended
      expect(again.code, again.stderr).toBe(3)
      const summary = JSON.parse(again.stdout) as Summary
      expect(await verdict(referee, { out, ids, summary })).toEqual([])
    },
  )
})
