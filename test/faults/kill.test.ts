import { expect, test } from 'vitest'
import { manyRuns } from './many-runs.ts'

const RUNS = 10

// The short version of `npm run test:faults`, with new moments every time; a failure names the seed that repeats it.
test('killed at random moments until they end, runs lose nothing', { timeout: 300_000 }, async () => {
  const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000_000))
  const all = await manyRuns(seed, RUNS)
  expect(all.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  // Otherwise nothing was tried.
  expect(all.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(RUNS)
  expect(all.every(({ deleted }) => deleted > 40)).toBe(true)
})
