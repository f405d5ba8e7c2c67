import { expect } from 'vitest'
import { someSeed } from './arrange.ts'
import { manyRuns } from './many-runs.ts'

/** Kills so many runs at random moments until they end, and expects them to have lost nothing. */
export async function expectNothingLost({ lost, runs }: { lost: number; runs: number }): Promise<void> {
  const all = await manyRuns({ seed: someSeed(), runs, lost, isHurried: true })
  expect(all.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  // Otherwise nothing was tried.
  expect(all.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(runs / 2)
  const deleting = all.filter(({ mode }) => mode !== '`--no-delete`')
  expect(deleting.every(({ deleted }) => deleted > 40)).toBe(true)
}
