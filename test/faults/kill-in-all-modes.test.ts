import { test } from 'vitest'
import { expectNothingLost } from './expect-nothing-lost.ts'
import { MODES } from './mode.ts'

// The short version of `npm run test:faults`, with new moments every time; a failure names the seed that repeats it.
test(
  'killed at random moments until they end, and 0.1 of all answers lost: runs lose nothing',
  { timeout: 300_000 },
  () => expectNothingLost({ lost: 0.1, runs: MODES.length }),
)
