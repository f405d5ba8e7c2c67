import { expect, test } from 'vitest'
import { someSeed } from './arrange.ts'
import { manyRuns } from './many-runs.ts'

// The short version of `npm run test:faults`, with new moments every time; a failure names the seed that repeats it.
test.each([
  // Of eight seeds each has another mode.
  { lost: 0.1, runs: 8 },
  { lost: 0.3, runs: 3 },
])(
  'killed at random moments until they end, and $lost of all answers lost: runs lose nothing',
  { timeout: 300_000 },
  async ({ lost, runs }) => {
    const all = await manyRuns({ seed: someSeed(), runs, lost })
    expect(all.filter(({ wrong }) => wrong.length > 0)).toEqual([])
    // Otherwise nothing was tried.
    expect(all.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(runs / 2)
    const deleting = all.filter(({ mode }) => mode !== '`--no-delete`')
    expect(deleting.every(({ deleted }) => deleted > 40)).toBe(true)
  },
)
