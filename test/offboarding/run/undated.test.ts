import { expect, test } from 'vitest'
import { undatedInWords } from '../../../src/offboarding/run/undated.ts'

test.each([
  [1, [4], '1 user has no leave date on the list (row 4)'],
  [2, [4, 9], '2 users have no leave date on the list (rows 4, 9)'],
  [5, [4, 9], '5 users have no leave date on the list (rows 4, 9 and 3 more)'],
])('%d users without a leave date', (count, rows, words) => {
  expect(undatedInWords({ count, rows })).toBe(words)
})
