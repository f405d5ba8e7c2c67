import { expect, test } from 'vitest'
import { stream } from '../leavers/support.ts'
import { AttributeValues, type ColumnOfAttribute } from '../../src/batch/attribute-values.ts'

async function columnIn(
  users: readonly Readonly<Record<string, string>>[],
  ...rows: readonly (readonly string[])[]
): Promise<ColumnOfAttribute | null> {
  const values = new AttributeValues()
  for (const user of users) values.add(user)
  return values.columnIn(stream(rows.map((cells) => [{ cells }])))
}

const USERS = [
  { badge: '00012', cost: '100', team: 'Red' },
  { badge: '00013', cost: '100', team: 'Blue' },
  { badge: '00014', cost: '200', team: 'Red' },
]

test('a column is that of the attribute whose values stand in it, each of one user', async () => {
  expect(await columnIn(USERS, ['100', ' 00012 '], ['100', '00014'], ['200', 'x'])).toEqual({
    column: 2,
    attribute: 'badge',
    found: 2,
  })
})

test.each<[string, readonly string[][]]>([
  ['a single value', [['00012'], ['x']]],
  ['the same value again and again', [['00012'], ['00012']]],
  ['values that several users have', [['100'], ['100']]],
  ['words', [['Red'], ['Blue']]],
  ['numbers without their zeros', [['12'], ['13']]],
  [
    'values in two columns alike',
    [
      ['00012', '00012'],
      ['00013', '00013'],
    ],
  ],
  ['nothing', [[''], ['']]],
])('no column is that by %s', async (_, rows) => {
  expect(await columnIn(USERS, ...rows)).toBeNull()
})

test('nothing is compared where no user has any value', async () => {
  expect(await columnIn([], ['00012'], ['00013'])).toBeNull()
})
