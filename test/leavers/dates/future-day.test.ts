import { describe, expect, test } from 'vitest'
import { mayBeLaterDate, mayHoldDates } from '../../../src/leavers/columns/date-headers.ts'
import { readFutureDay } from '../../../src/leavers/dates/future-day.ts'
import { readAll } from '../support.ts'

const toCome = (cell: string, takesNumbers = false): unknown =>
  readFutureDay(cell, '2026-11-25', 'Europe/Berlin', takesNumbers).toCome

describe('a day to come', () => {
  test.each([
    '2026-11-26',
    '2027-01-31T00:00:00',
    '2027-01-31 00:00',
    '31.12.2026',
    '12/31/2026',
    '04/12/2027',
    '31 Dec 2026',
    '15. Januar 2027 00:00',
    'December 31, 2026',
    'Jan 15, 2027 12:00 AM',
    '31.12.27',
    '31/12/27 00:00',
    '15-Jan-27',
    '9999-12-31',
  ])('%s', (cell) => {
    expect(toCome(cell)).toBe('certain')
  })

  test.each([
    ['04/12/2026', 'day first'],
    ['12/04/2026', 'month first'],
  ])('%s, perhaps', (cell, order) => {
    expect(toCome(cell)).toBe(order)
  })

  test.each([
    '2026-11-25',
    '2020-01-01',
    '03/04/2026',
    '31.12.1987',
    '31.12.87',
    '01.05.36x',
    '46387',
    '20271231',
    '20-12-30',
    '10.12.30',
    '+49 30 20271231',
    'Floor 2030',
    '',
    'Anna',
    `${'x'.repeat(50)} 2030`,
  ])('not %j', (cell) => {
    expect(toCome(cell)).toBeNull()
  })
})

describe('a day to come is seen', () => {
  test.each([
    '2099-03-31',
    '2099-03-31Z',
    '2099-03-31 UTC',
    '2099-03-31T00:00:00Z',
    '2099-03-31 00:00:00 UTC',
    '2099-03-31 00:00:00+00',
    '2099-03-31 00:00:00 +0000 UTC',
    '2099-03-31-08:00',
    '2099-03-31+01:00',
    '2099-03-31T00:00:00.000Z[UTC]',
    '31/03/2099 00:00:00 +0000',
    '2099-03-31T00:00:00+02:00[Europe/Berlin]',
    '2099-03-31 CET',
    '2099-03-31 00:00 GMT+1',
    '31.03.2099 CET',
    '31.03.2099 10:00 Uhr',
    '31.03.2099, 10 Uhr',
    'Di, 31.03.2099',
    'Di. 31.03.2099',
    'Wed 31 Mar 2099',
    'ср, 31.03.2099',
    'среда, 31 марта 2099 г.',
    '31.03.2099 (Di)',
    '31.03.2099 Dienstag',
    'Tuesday, March 31, 2099',
    'mar. 31 mars 2099',
    'mar 31/03/2099',
    'terça-feira, 31 de março de 2099',
    'wt., 31.03.2099',
    'Tue Mar 31 2099 00:00:00 GMT+0200 (Central European Summer Time)',
    'Tue, 31 Mar 2099 00:00:00 GMT',
    'bis 31.03.2099',
    'until 2099-03-31',
    'au 31/03/2099',
    'до 31.03.2099',
    'ab 31.03.2099',
    'zum 31.03.2099',
    'ca. 31.03.2099',
    "jusqu'au 31 mars 2099",
    'do 31.03.2099 r.',
    'voraussichtlich 31. März 2099',
    'not before 2099-03-31',
    '≈31.03.2099',
    '~ 31.03.2099',
    '(31.03.2099)',
    '"31.03.2099"',
    '31.03.2099?',
    '31.03.2099*',
    '>= 2099-03-31',
    '2099-03\u201031',
    '\u200E31.03.2099',
    '31\u200B.03.2099',
    '2099\u00A0-\u00A003\u00A0-\u00A031',
    '\u202A2099-03-31\u202C',
    '\u206631/03/2099\u2069',
    '\uFEFF2099-03-31',
    '31\u202FMar\u202F2099',
    '２０９９-０３-３１',
    '２０９９／０３／３１',
    '31．03．2099',
    '01.01.2026 - 31.03.2099',
    '01.01.2026–31.03.2099',
    '2026-01-01/2099-03-31',
    '2026-01-01 to 2099-03-31',
    '01/01/2026-31/03/2099',
    '1 Jan 2026 - 31 Mar 2099',
    '01.01.26 - 31.03.27',
    '31. 03. 2099',
    '31 03 2099',
    '2099 03 31',
    '2099_03_31',
    '31\\03\\2099',
    '31-MAR-2099',
    '31MAR2099',
    '31-Mar-27',
    '31 Mar 27',
    "31 Mar '27",
    'Di, 31.03.27',
    'bis 31.03.27',
    '31/03/27 00:00:00 +0000',
    '31.03.27 10:00 Uhr',
    'Wed 31 Mar 27',
    '31/03/27 UTC',
    '31/03/27T00:00:00Z',
    '31/03/27+01:00',
    '/Date(4078598400000)/',
    '/Date(4078598400000+0200)/',
    '20990331T000000Z',
    '20990331000000.0Z',
    '20990331000000Z',
    '1er avril 2099',
    '31st of March 2099',
    '31º de março de 2099',
    'Mar-31-2099',
    '31.XII.2099',
    '31 III 2099',
    '1-iv-2099',
    '31/VIII/27',
    '2099.03.31',
    '2099/3/31',
    '2099 Mar 31',
    '31.März.2099',
    '31.03.2099;',
    '31/03/2099 & 01/04/2099',
    '٣١/٠٣/٢٠٩٩',
  ])('in %j', (cell) => {
    expect(toCome(cell)).toBe('certain')
  })

  test.each([
    '+49 30 20271231',
    '01.02.28.33.44',
    '06 12 27 33 44',
    '192.168.1.27',
    '10.0.0.28',
    'v1.2.28',
    'Room 4.12.27',
    'Bldg 3.1.27',
    '20-12-30',
    '10.12.30',
    '01.05.36x',
    'E12345',
    '54000.00',
    '54.000,00',
    '2024-01-31',
    '31.12.1987',
    '31.12.87',
    '12-34-27',
    'SKU 12/27',
    '3/12',
    'Floor 2030',
    '2030',
    'a.b27@x.de',
    '100234',
    '12345678',
    '2025-01-01 - 2026-10-31',
    '(030) 12 34 27',
    '1.2.3',
    '15 May 1987',
    'May 15',
    '31 Dec',
    '007',
    '28-05-27',
    '123-45-6789',
    'AB 12 34 27 C',
    '2026-11-25',
    '11/2027',
    '555-12-2030',
    'Müller 12',
    '4.5 years',
    '12:30',
    '0171/1234567',
    '2026/2027',
    'FY 2027',
    'Q1 2027',
    '1987-05-12 until 2020-01-01',
    '12345-2027',
    '10/12',
    '100 %',
    '2 Jahre',
    'Feb 28',
  ])('not in %j', (cell) => {
    expect(toCome(cell)).toBeNull()
  })
})

describe('a day to come in a column whose name speaks of dates', () => {
  test.each([
    '20270331',
    '46477',
    '46477.5',
    '46477,0',
    '1806364800',
    '1806364800000',
    '31032099',
    '202703310000',
    '20270331000000',
    '134500000000000000',
    'bis 46477',
    '03/2027',
    '2027-03',
    'März 2027',
    '2027',
    'Mar 2027',
    '12/2026',
    '1806364800.0',
  ])('may be the number %j, which is none elsewhere', (cell) => {
    expect(toCome(cell, true)).toBe('certain')
    expect(toCome(cell)).toBeNull()
  })

  test.each([
    '4711',
    '12345',
    '20251231',
    '46000',
    '54321000',
    '0301234567',
    '4915112345678',
    '2026',
    '11/2025',
    'Oct 2026',
    '1700000000',
    '9223372036854775807',
    '0',
    '133000000000000000',
  ])('is not in the number %j', (cell) => {
    expect(toCome(cell, true)).toBeNull()
  })
})

test.each([
  'Extended to',
  'Extension',
  'Access until',
  'Access',
  'End',
  'Austrittsdatum',
  'Valid until',
  'Gültig bis',
  'Termination',
  'Fecha fin',
  'до',
  'accountExpires',
  'Postponed to',
  'Effective date',
])('the header %j speaks of dates', (name) => {
  expect(mayHoldDates(name)).toBe(true)
})

test.each([
  'Phone',
  'Phone extension',
  'Telefonnummer',
  'Salary',
  'Last salary',
  'Jahresgehalt',
  'Personalnummer',
  'Employee number',
  'Access code',
  'End user ID',
  'Asset tag',
  'Cost center',
  'Candidate',
  'Gender',
  'PLZ',
  'Reports to',
])('the header %j does not', (name) => {
  expect(mayHoldDates(name)).toBe(false)
})

test('an account that expires later is asked about beside leave dates', () => {
  expect(['accountExpires', 'Access ends', 'Vertrag bis'].map(mayBeLaterDate)).toEqual([true, true, true])
})

describe('where it is overlooked', () => {
  test.each([
    '2099-03-31Z',
    '31/03/2099 00:00:00 +0000',
    'bis 31.03.2099',
    'Di, 31.03.2099',
    '\u200E31.03.2099',
    '01.01.2026 - 31.03.2099',
  ])('%j is a question, and as a leave date it is none that is due', async (cell) => {
    await expect(readAll(`id;Effective\nu1;${cell}\n`)).rejects.toThrow(
      'a day to come in column 2 "Effective"',
    )
    await expect(readAll(`id;Leave date;Extended to\nu1;2020-03-31;${cell}\n`)).rejects.toThrow(
      '"Extended to"',
    )
    expect((await readAll(`id;Leave date\nu1;${cell}\n`)).rows[0]?.claim.kind).toBe('unclear')
    const past = cell.replaceAll('2099', '2019')
    expect((await readAll(`id;Effective\nu1;${past}\n`)).rows[0]?.claim.kind).toBe('leaver')
  })

  test.each(['20270331', '46477', '1806364800', '1806364800000'])(
    '%s is one under a header for days',
    async (number) => {
      await expect(readAll(`id;Leave date;Extended to\nu1;2020-03-31;${number}\n`)).rejects.toThrow(
        '"Extended to"',
      )
      expect((await readAll(`id;Phone\nu1;${number}\n`)).rows[0]?.claim.kind).toBe('leaver')
    },
  )
})
