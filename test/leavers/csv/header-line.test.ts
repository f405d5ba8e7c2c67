import { describe, expect, test } from 'vitest'
import { readAll } from '../support.ts'

const TABLE = [
  'User ID;Name;Email;Last day',
  'u1a;Ann Lee;ann@x.de;2026-11-20',
  'u2b;Bob Ray;bob@x.de;2026-11-20',
]
const below = (...title: readonly string[]): string => `${[...title, ...TABLE].join('\n')}\n`

describe('lines above the header are left out, and told:', () => {
  test.each([
    ['a title', ['Leavers of November'], 1],
    ['a title as wide as the table', ['Leavers of November;;;'], 1],
    ['a title, a blank line and a date', ['Austrittsliste', '', '01.11.2026'], 3],
    [
      'what a report was asked for',
      ['Terminations', '', 'Company;Acme GmbH', 'Effective date;2026-11-30', ''],
      5,
    ],
    ['what has the name of a column', ['Terminations', 'End Date;2026-11-30'], 2],
    ['a title with a comma', ['Acme, Inc.: leavers, November'], 1],
    ['captions of groups of columns', ['Person;;;Employment'], 1],
    ['a title behind a line for Excel', ['sep=;', 'Leavers'], 1],
  ])('%s', async (_, title, above) => {
    const { rows, list } = await readAll(below(...title))
    expect(rows.map(({ line }) => line)).toEqual([title.length + 2, title.length + 3])
    expect(rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'leaver'])
    expect(list.end().leftOut).toMatchObject({ above, below: [] })
  })
})

describe('it is asked which line is the header', () => {
  test.each([
    ['where an address stands above', ['Report for hr@acme.com', 'hr@acme.com']],
    ['where an ID may stand above', ['k7d2m9qx4t']],
    ['where a number may be an ID', ['1001', '1002']],
    ['where a row may stand above', ['jdoe;John Doe;Sales']],
    ['where a second line has names of columns', ['Report', ...TABLE]],
  ])('%s', async (_, title) => {
    await expect(readAll(below(...title))).rejects.toThrow(/line 1 is not the header, line \d looks like it/)
  })

  test.each([
    ['where rows have other widths', 'Leavers\nUser ID;Name;Email\nu1a;Ann\nu2b;Bob;bob@x.de\n'],
    ['where only one column is known', 'Leavers\nUser ID;Badge;Room\nu1a;1;2\n'],
    ['where there is one column', 'Leavers\nUser ID\nu1a\n'],
    ['where no row stands below', 'Leavers\nUser ID;Name;Email\n'],
  ])('%s', async (_, text) => {
    await expect(readAll(text)).rejects.toThrow(
      'line 1 is not the header, line 2 looks like it. If it is: --skip-lines 1.',
    )
  })

  test('where a flag says that no line is to be left out', async () => {
    await expect(readAll(below('Leavers'), { skipLines: 0 })).rejects.toThrow('If it is: --skip-lines 1.')
    const { rows, list } = await readAll(below('Leavers'), { skipLines: 1 })
    expect([rows.length, list.end().leftOut.above]).toEqual([2, 0])
  })
})
