import { expect, test } from 'vitest'
import { both } from '../../../src/konstantly/quota/permission.ts'

test.each([
  [{ granted: true }, { granted: true }, { granted: true }],
  [{ granted: true }, { granted: false, until: 5 }, { granted: false, until: 5 }],
  [
    { granted: false, until: 7 },
    { granted: false, until: 5 },
    { granted: false, until: 7 },
  ],
  // Whoever waits for an answer does not know yet until when.
  [
    { granted: false, until: null },
    { granted: false, until: 5 },
    { granted: false, until: null },
  ],
] as const)('%j and %j permit %j, in whatever order', (one, other, together) => {
  expect(both(one, other)).toEqual(together)
  expect(both(other, one)).toEqual(together)
})
