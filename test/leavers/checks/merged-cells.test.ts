import { expect, test } from 'vitest'
import { readAll } from '../support.ts'

const HEADER = 'ID;Name;E-Mail;Contract;Contract end date\n'
const MESSAGE =
  'list.csv: line 3 has a leave date to come in column 5 "Contract end date" and names nobody: are cells merged? Fill in on each row whose it is, or take the row out.'

test.each(['31.12.2026', '2026-11-23', '9999-12-31', '12/31/2026'])(
  'a row that names nobody and leaves on %s makes a list unusable: it may be the row above that goes on',
  async (date) => {
    const rows = `u1;Ana;ana@x.de;A;2025-12-31\n; ;;B;${date}\nu2;Ben;;A;2025-12-31\n`
    await expect(readAll(HEADER + rows)).rejects.toThrow(MESSAGE)
  },
)

test('so it does where an earlier report stands before it, and a later date tells the order of day and month', async () => {
  const rows = 'offboard_row;ID;Leave date\n1;;01/12/2026\n2;u1;13/01/2026\n'
  await expect(readAll(rows)).rejects.toThrow('line 2 has a leave date to come in column 3 "Leave date"')
})

test.each([
  ['a day that is past', ';;;B;2025-12-31'],
  ['no day', ';Total;;1;'],
  ['an ID that cannot be used', 'u 1;;;B;2026-12-31'],
  ['an address that cannot be used', ';;n/a;B;2026-12-31'],
  ['too few cells', ';;;2026-12-31'],
])('a row that has %s cannot be used itself, and the others can', async (_, row) => {
  const { rows } = await readAll(`${HEADER}u1;Ana;ana@x.de;A;2025-12-31\n${row}\n`, { skipLines: 0 })
  expect(rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'invalid'])
})
