import { describe, expect, test } from 'vitest'
import { dayIn, isoDate } from '../../../src/leavers/dates/calendar.ts'
import { compileDateFormat } from '../../../src/leavers/dates/date-format.ts'
import { decideDue } from '../../../src/leavers/rows/decide-due.ts'
import { readLeaveDate } from '../../../src/leavers/dates/read-date.ts'
import { monthOf } from '../../../src/leavers/dates/month-names.ts'
import { readAll } from '../support.ts'

const read = (cell: string, timezone = 'Europe/Berlin'): string | null => {
  const reading = readLeaveDate(cell, timezone)
  if (reading === null) return null
  if (reading.kind === 'date') return reading.date
  return `${reading.dayFirst ?? '-'} or ${reading.monthFirst ?? '-'}`
}

describe('readLeaveDate', () => {
  test.each([
    ['2026-12-31', '2026-12-31'],
    [' 2026-12-31 ', '2026-12-31'],
    ['2026-12-31T00:00:00', '2026-12-31'],
    ['2026-12-31 23:59', '2026-12-31'],
    ['2026-1-2', '2026-01-02'],
    ['20261231', '2026-12-31'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', null],
    ['31.12.2026', '2026-12-31'],
    ['1.2.2026', '2026-02-01'],
    ['12.31.2026', null],
    ['31/12/2026', '2026-12-31 or -'],
    ['12/31/2026', '- or 2026-12-31'],
    ['03/04/2026', '2026-04-03 or 2026-03-04'],
    ['03-04-2026 00:00', '2026-04-03 or 2026-03-04'],
    ['12/31/2026 12:00:00 AM', '- or 2026-12-31'],
    ['04/04/2026', '2026-04-04'],
    ['31/31/2026', null],
    ['46387', '2026-12-31'],
    ['46387.5', '2026-12-31'],
    ['1', null],
    ['99999', null],
    ['31 Dec 2026', '2026-12-31'],
    ['December 31st, 2026', '2026-12-31'],
    ['31. März 2026', '2026-03-31'],
    ['31 mars 2026', '2026-03-31'],
    ['31 marca 2026', '2026-03-31'],
    ['31 de março de 2026', '2026-03-31'],
    ['31 марта 2026 г.', '2026-03-31'],
    ['2026 Mar 31', '2026-03-31'],
    ['31 Foo 2026', null],
    ['31.12.26', null],
    ['1970-01-01', null],
    ['0001-01-01', null],
    ['9999-12-31', '9999-12-31'],
    ['', null],
    ['x'.repeat(100_000), null],
  ])('%.40s is %s', (cell, date) => {
    expect(read(cell)).toBe(date)
  })

  test('takes a time with its zone for the day it is then, where the company is', () => {
    expect(read('2026-11-22T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-23')
    expect(read('2026-11-22T23:30:00Z', 'UTC')).toBe('2026-11-22')
    expect(read('2026-11-23 00:30:00+0100', 'UTC')).toBe('2026-11-22')
    expect(read('2026-11-22T23:30:00.000-05:00', 'America/New_York')).toBe('2026-11-22')
    expect(read('2026-02-30T00:00:00Z', 'UTC')).toBe(null)
    // A day that was kept as a time is never the day before, as it would be west of its zone.
    expect(read('2026-11-26T00:00:00Z', 'America/New_York')).toBe('2026-11-26')
    expect(read('2026-11-26T00:00:00.000+00:00', 'America/New_York')).toBe('2026-11-26')
    expect(read('2026-11-26 00:00Z', 'America/New_York')).toBe('2026-11-26')
    expect(read('2026-11-26T00:00:01Z', 'America/New_York')).toBe('2026-11-25')
    expect(read('2026-11-26T00:00:00-08:00', 'Pacific/Kiritimati')).toBe('2026-11-26')
  })
})

describe('compileDateFormat', () => {
  test.each([
    ['dd/MM/yyyy', '3/4/2026', '2026-04-03'],
    ['MM/dd/yyyy', '3/4/2026', '2026-03-04'],
    ['MM/dd/yyyy', '31/12/2026', null],
    ['dd.MM.yy', '31.12.26', '2026-12-31'],
    ['d MMM yyyy', '31 gru 2026', '2026-12-31'],
    ['MMMM d, yyyy', 'December 31, 2026', '2026-12-31'],
    ['yyyy-MM-dd', '2026-12-31T10:00:00', '2026-12-31'],
    ['yyyy-MM-dd', '2026-12-31T10:00:00Z', null],
    ['dd/MM/yyyy', '31/12/2026 10:00:00 pm', '2026-12-31'],
    // Which day it is depends on the zone.
    ['dd/MM/yyyy', '31/12/2026 23:00Z', null],
    ['dd/MM/yyyy', '31/12/2026 23:00:00 +01:00', null],
    ['MMM d, yyyy', 'Dec 31, 2026, 11:00 PM UTC', null],
    ['yyyyMMdd', '20261231', '2026-12-31'],
    ['excel', '46387', '2026-12-31'],
    ['dd/MM/yyyy', '31.12.2026', null],
  ])('%s reads %s as %s', (format, cell, date) => {
    expect(compileDateFormat(format)?.(cell)).toBe(date)
  })

  test.each(['', 'yyyy', 'dd/MM', 'dd/mm/yyyy', 'ddd/MM/yyyy', 'dd/MM/yyyy/dd', 'DD.MM.YYYY', 'tomorrow'])(
    'does not take %j',
    (format) => {
      expect(compileDateFormat(format)).toBeNull()
    },
  )
})

describe('monthOf', () => {
  test('knows a name as one month only, whichever language it is from', () => {
    const months = 'jan feb mär avr maj juin júl août wrz out listopad дек'.split(' ')
    expect(months.map(monthOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(monthOf('foo')).toBeUndefined()
  })
})

describe('the calendar', () => {
  test('has the days it has', () => {
    expect(isoDate(2024, 2, 29)).toBe('2024-02-29')
    expect(isoDate(2100, 2, 29)).toBeNull()
    expect(isoDate(2026, 4, 31)).toBeNull()
    expect(isoDate(2026, 13, 1)).toBeNull()
    expect(isoDate(2026, 0, 1)).toBeNull()
    expect(isoDate(NaN, 1, 1)).toBeNull()
  })

  test('knows which day it is where', () => {
    const time = new Date('2026-11-22T23:30:00Z')
    expect(dayIn('Europe/Berlin', time)).toBe('2026-11-23')
    expect(dayIn('America/New_York', time)).toBe('2026-11-22')
  })
})

describe('decideDue', () => {
  const person = { id: 'u1a', email: null, name: null }

  test('counts the last day itself as not over', () => {
    expect(decideDue(person, '2026-11-22', '2026-11-23').kind).toBe('leaver')
    expect(decideDue(person, '2026-11-23', '2026-11-23').kind).toBe('not_due')
    expect(decideDue(person, '2026-11-24', '2026-11-23').kind).toBe('not_due')
  })
})

test.each([
  ['yyyy-MM-dd', '2026-11-22T23:00:00Z', 'not_due'],
  ['yyyy-MM-dd', '2026-11-22T22:00:00Z', 'leaver'],
  ['yyyy-MM-dd', '2026-11-22', 'leaver'],
  ['dd/MM/yyyy', '2026-11-22T23:00:00Z', 'not_due'],
  ['dd/MM/yyyy', '22/11/2026 23:00Z', 'unclear'],
])(
  'with --date-format %s, too, %s is the day it is then where the company is',
  async (dateFormat, cell, kind) => {
    const { rows } = await readAll(`id;leave date\nu1;${cell}\n`, { dateFormat, timezone: 'Europe/Berlin' })
    expect(rows[0]?.claim.kind).toBe(kind)
  },
)

describe('the format of a whole column', () => {
  const list = (...dates: string[]): string =>
    ['id;leave date', ...dates.map((date, index) => `u${index};${date}`)].join('\n')
  const kinds = async (...dates: string[]): Promise<string[]> =>
    (await readAll(list(...dates))).rows.map(({ claim }) => claim.kind)

  test('is proved by one date, also for the rows before it', async () => {
    expect(await kinds('01/12/2026', '13/01/2026')).toEqual(['not_due', 'leaver'])
    expect(await kinds('01/12/2026', '01/13/2026')).toEqual(['leaver', 'leaver'])
  })

  test('tells of each row the day that was read, and that there is none', async () => {
    const { rows } = await readAll(
      'id;leave date\nu1;01/12/2026\nu2;\nu3;13/01/2026\nu 4;14/01/2026\nu5;soon\nu6\n',
    )
    expect(rows.map(({ leaves }) => leaves)).toEqual([
      '2026-12-01',
      '',
      '2026-01-13',
      '2026-01-14',
      null,
      null,
    ])
    expect((await readAll('id\nu1\n')).rows[0]?.leaves).toBeNull()
  })

  test('is proved for slashes and dashes each on its own', async () => {
    await expect(kinds('13/01/2026', '01-12-2026')).rejects.toThrow(
      'list.csv: line 3: the leave dates in column 2 "leave date" do not tell whether the day or the month comes first. Say so with --date-format dd-MM-yyyy or --date-format MM-dd-yyyy.',
    )
  })

  test('may not contradict itself', async () => {
    await expect(kinds('13/01/2026', '01/02/2026', '01/13/2026')).rejects.toThrow(
      'line 2 has the day first, line 4 the month',
    )
  })

  test('takes no proof from rows of another width, and proof from rows without a usable ID', async () => {
    await expect(readAll('id;leave date\nu1;01/02/2026\nu2;13/02/2026;x\n')).rejects.toThrow('line 2')
    expect((await readAll('id;leave date\nu1;01/02/2026\nu 2;13/02/2026\n')).rows).toHaveLength(2)
  })

  test('is asked for when too many rows have not proved it, before memory runs out', async () => {
    let rows = 0
    function* endless(): Generator<Buffer> {
      yield Buffer.from('id;leave date\n')
      for (;;) {
        rows += 1000
        yield Buffer.from('u1;01/02/2026\n'.repeat(1000))
      }
    }
    await expect(readAll(endless(), { encoding: 'utf-8' })).rejects.toThrow('--date-format')
    expect(rows).toBeLessThan(1_000_000)
  })
})
