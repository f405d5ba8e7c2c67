import { expect, test } from 'vitest'
import { readAll } from '../support.ts'

// Today is 2026-11-23. As a workbook of 1904 keeps them, 44956 is 2027-01-31 and 45045 is 2027-04-30.
const list = (...dates: readonly string[]): string =>
  ['id;Leave date', ...dates.map((date, index) => `u${index};${date}`)].join('\n')

test('leave dates that are all counted from 1904, perhaps, are a question', async () => {
  await expect(readAll(list('44956', '', '45045', '44984.5'))).rejects.toThrow(
    'list.csv: the leave dates in column 2 "Leave date" are numbers of days that mean 2023-01-30 to 2023-04-29 (line 4), and 2027-01-31 to 2027-04-30 if the workbook counts from 1904 (in Excel, File > Options > Advanced > Use 1904 date system). If it does, export the list with dates that are written out; if they are right as they are, --date-format excel.',
  )
  await expect(readAll(list('45045'))).rejects.toThrow('1904')
})

test('and are read with --date-format excel', async () => {
  const { rows } = await readAll(list('44956', '45045'), { dateFormat: 'excel' })
  expect(rows.map(({ leaves }) => leaves)).toEqual(['2023-01-30', '2023-04-29'])
})

test.each([
  ['of this year', ['46000', '46300']],
  ['of this year and of four years ago', ['45045', '46300']],
  ['further back', ['44956', '43000']],
  ['past, counted either way', ['44500', '44600', '44886']],
  ['not all numbers', ['44956', '2023-04-29']],
])('dates %s are none', async (_, dates) => {
  expect((await readAll(list(...dates))).rows).toHaveLength(dates.length)
})
