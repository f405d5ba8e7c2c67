import { test } from 'vitest'
import { expectNothingLost } from './expect-nothing-lost.ts'

test(
  'killed at random moments until they end, and 0.3 of all answers lost: runs lose nothing',
  { timeout: 300_000 },
  () => expectNothingLost({ lost: 0.3, runs: 3 }),
)
