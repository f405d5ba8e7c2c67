import { describe, expect, test } from 'vitest'
import { readAll } from '../support.ts'

const list = (...dates: readonly string[]): string =>
  ['ID;Leave date', ...dates.map((date, index) => `u${index + 1};${date}`)].join('\n')

describe('dates that a spreadsheet with other settings seems to have swapped make a list unusable:', () => {
  test.each([
    [
      ['05.03.2026', '11/25/2026', '10/31/2026', '10/30/2026', '12.10.2026', '01.02.2026'],
      3,
      2,
      'MM/dd/yyyy',
    ],
    [
      ['10/31/2026', '', '2026-05-03 00:00:00', '11/25/2026 00:00', '2026-12-10', '10/30/2026', '2026-02-01'],
      2,
      4,
      'MM/dd/yyyy',
    ],
    [
      ['25/11/2026', '31/10/2026', '2026-05-03', '2026-12-10', 'open', '30/10/2026', '2026-02-01'],
      2,
      4,
      'dd/MM/yyyy',
    ],
    [
      ['25-11-2026', '31-10-2026', '03.05.2026', '2026-12-10', '30-10-2026', '01.02.2026'],
      2,
      4,
      'dd-MM-yyyy',
    ],
  ])('%j', async (dates, left, other, format) => {
    await expect(readAll(list(...dates))).rejects.toThrow(
      `list.csv: column 2 "Leave date" has dates written as on line ${left}, all with a number above 12, and dates written as on line ${other}, all without: a spreadsheet seems to have swapped day and month of the latter. Export the list again without opening it in a spreadsheet, or name the only format that counts: --date-format ${format}.`,
    )
  })
})

describe('a list is read', () => {
  test.each([
    ['all are of one kind', ['11/25/2026', '10/31/2026', '10/30/2026']],
    [
      'some were left that a spreadsheet would have taken',
      ['11/25/2026', '10/31/2026', '10/30/2026', '03/05/2026', '05.03.2026', '12.10.2026', '01.02.2026'],
    ],
    [
      'the same number twice was left',
      ['11/25/2026', '10/31/2026', '10/30/2026', '03/03/2026', '05.03.2026', '12.10.2026', '01.02.2026'],
    ],
    [
      'the others have a number above 12, too',
      ['11/25/2026', '10/31/2026', '10/30/2026', '05.03.2026', '01.02.2026', '13.10.2026'],
    ],
    [
      'the others are times that no spreadsheet writes',
      [
        '11/25/2026',
        '10/31/2026',
        '10/30/2026',
        '2026-03-01T00:00:00Z',
        '2026-03-02 00:00:00Z',
        '2026-03-03T00:00:00',
      ],
    ],
    [
      'there are too few of one kind to tell',
      ['11/25/2026', '10/31/2026', '05.03.2026', '12.10.2026', '01.02.2026'],
    ],
    [
      'there are too few of the other',
      ['11/25/2026', '10/31/2026', '10/30/2026', '05.03.2026', '12.10.2026'],
    ],
  ])('where %s', async (_, dates) => {
    expect((await readAll(list(...dates))).rows).toHaveLength(dates.length)
  })

  test('with --date-format, by which the others cannot be read', async () => {
    const dates = list('05.03.2026', '10/25/2026', '10/31/2026', '12.10.2026', '10/30/2026', '01.02.2026')
    const { rows } = await readAll(dates, { dateFormat: 'MM/dd/yyyy' })
    expect(rows.map(({ claim }) => claim.kind)).toEqual([
      'unclear',
      'leaver',
      'leaver',
      'unclear',
      'leaver',
      'unclear',
    ])
  })
})
