import { expect, test } from 'vitest'
import { Brake, SAME_ENDS_IN_A_ROW } from '../../src/batch/brake.ts'
import type { RowEnd } from '../../src/offboarding/outcome.ts'

const end = (outcome: RowEnd['outcome'], status: number | null = null): RowEnd => ({
  outcome,
  detail: '',
  status,
})

/** What the brake says of each end, one after the other. */
const notes = (ends: readonly RowEnd[]): unknown[] => {
  const brake = new Brake()
  return ends.map((one) => brake.note(one, one.outcome === 'deleted'))
}
const many = (one: RowEnd, count: number): RowEnd[] => Array<RowEnd>(count).fill(one)

test('a dozen users in a row who end alike are too many', () => {
  const said = notes(many(end('refused', 422), SAME_ENDS_IN_A_ROW))
  expect(said.slice(0, -1)).toEqual(Array(SAME_ENDS_IN_A_ROW - 1).fill(null))
  expect(said.at(-1)).toEqual({ outcome: 'refused', status: 422, users: SAME_ENDS_IN_A_ROW })
})

test('one who ends as hoped in between shows that it is about each of them', () => {
  const some = many(end('refused', 422), SAME_ENDS_IN_A_ROW - 1)
  expect(notes([...some, end('deleted', 200), ...some]).filter((said) => said !== null)).toEqual([])
})

test('those who end in other ways are counted anew', () => {
  const some = many(end('refused', 422), SAME_ENDS_IN_A_ROW - 1)
  expect(
    notes([...some, end('failed', 422), end('refused', 405), ...some]).filter((said) => said !== null),
  ).toEqual([])
})

test('however many end as hoped, nobody is stopped', () => {
  expect(notes(many(end('deleted', 200), 100)).filter((said) => said !== null)).toEqual([])
})
