import { expect, test } from 'vitest'
import { Brake, SAME_ENDS_IN_A_ROW } from '../../src/batch/brake.ts'
import type { Outcome } from '../../src/offboarding/outcome.ts'

/** What the brake says of each end, one after the other. */
const notes = (ends: readonly Outcome[]): unknown[] => {
  const brake = new Brake()
  return ends.map((one) => brake.note(one, one === 'deleted'))
}
const many = (one: Outcome, count: number): Outcome[] => Array<Outcome>(count).fill(one)

test('a dozen users in a row who end alike are too many', () => {
  const said = notes(many('refused', SAME_ENDS_IN_A_ROW))
  expect(said.slice(0, -1)).toEqual(Array(SAME_ENDS_IN_A_ROW - 1).fill(null))
  expect(said.at(-1)).toEqual({ outcome: 'refused', users: SAME_ENDS_IN_A_ROW })
})

test('one who ends as hoped in between shows that it is about each of them', () => {
  const some = many('refused', SAME_ENDS_IN_A_ROW - 1)
  expect(notes([...some, 'deleted', ...some]).filter((said) => said !== null)).toEqual([])
})

test('those who end in another way are counted anew', () => {
  const some = many('refused', SAME_ENDS_IN_A_ROW - 1)
  expect(notes([...some, 'failed', ...some]).filter((said) => said !== null)).toEqual([])
})

test('however many end as hoped, nobody is stopped', () => {
  expect(notes(many('deleted', 100)).filter((said) => said !== null)).toEqual([])
})
