import { expect, test } from 'vitest'
import { whyWrongDay } from '../../../src/offboarding/run/clock.ts'

test('leave dates prove something by the platform’s day, or an earlier one', () => {
  expect(whyWrongDay('2026-11-26', '2026-11-26')).toBeNull()
  // A clock that is behind, or a run that goes on tomorrow.
  expect(whyWrongDay('2026-11-26', '2026-11-27')).toBeNull()
})

test('they prove nothing by a day to come', () => {
  expect(whyWrongDay('2026-11-26', '2026-11-25')).toBe(
    "leave dates were compared with 2026-11-26, and by the platform's clock it is 2026-11-25, so people who have not left yet could be taken for gone. Correct the clock of this machine",
  )
})
