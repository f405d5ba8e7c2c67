import { expect } from 'vitest'
import { someSeed } from './arrange.ts'
import { deletes } from './mode.ts'
import { manyRuns } from './many-runs.ts'

/** Half of what `npm run test:faults` has. */
const USERS = 30
/** A second kill meets what was resumed after the first. */
const MAX_KILLS = 2

/** Kills so many runs at random moments until they end, and expects them to have lost nothing. */
export async function expectNothingLost({ lost, runs }: { lost: number; runs: number }): Promise<void> {
  const all = await manyRuns({
    seed: someSeed(),
    runs,
    users: USERS,
    lost,
    isHurried: true,
    maxKills: MAX_KILLS,
  })
  expect(all.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  // Otherwise nothing was tried.
  expect(all.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(runs / 2)
  expect(all.every(({ mode, deleted }) => (deletes(mode) ? deleted > USERS / 2 : deleted === 0))).toBe(true)
}
