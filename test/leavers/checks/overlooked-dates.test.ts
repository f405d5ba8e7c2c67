import { describe, expect, test } from 'vitest'
import { OverlookedDates } from '../../../src/leavers/checks/overlooked-dates.ts'

describe('a column of dates that nobody took for the leave dates', () => {
  const list = {
    name: 'list.csv',
    header: true,
    today: '2026-11-25',
    timezone: 'Europe/Berlin',
    isLeaveDateGiven: false,
  }
  const nobody = { id: null, email: null, leaveDate: null, name: [] }
  const [left, last, other] = [
    { number: 1, name: 'Leave Date' },
    { number: 2, name: 'Last working day' },
    { number: 3, name: 'Seen' },
  ]

  const look = (dates: OverlookedDates, ...rows: readonly string[][]): void => {
    rows.forEach((cells, index) => {
      dates.look({ line: index + 2, cells })
    })
    dates.end()
  }

  // Of these dates the first is to come only with the day first.
  test.each([
    ['nothing proves the order', ['04/12/2026']],
    ['the order is proved by which a day is to come', ['04/12/2026', '31/01/2025']],
    ['both orders are proved', ['04/12/2026', '31/01/2025', '01/31/2025']],
  ])('is asked about where %s', (_, cells) => {
    const dates = new OverlookedDates([{ number: 1, name: 'Until' }], nobody, list)
    expect(() => {
      look(dates, ...cells.map((cell) => [cell]))
    }).toThrow('line 2 has a day to come in column 1 "Until"')
  })

  test('is not asked about where the other order is proved, by which no day is to come', () => {
    const dates = new OverlookedDates([{ number: 1, name: 'Until' }], nobody, list)
    expect(() => {
      look(dates, ['04/12/2026'], ['01/31/2025'])
    }).not.toThrow()
  })

  test('is asked about beside known leave dates if it is named like them', () => {
    const known = { ...nobody, leaveDate: left }
    expect(() => {
      look(new OverlookedDates([left, last, other], known, list), ['2025-01-31', '2027-01-31', ''])
    }).toThrow(
      'line 2 has a day to come in column 2 "Last working day". If that column holds the leave dates, say so with --leave-date-column "Last working day"; otherwise with --ignore-column "Last working day"',
    )
    expect(() => {
      look(new OverlookedDates([left, last, other], known, list), ['2025-01-31', '', '2027-01-31'])
    }).not.toThrow()
  })

  test('is asked about beside known leave dates if it is named like one that puts them off', () => {
    const known = { ...nobody, leaveDate: left }
    const extended = { number: 2, name: 'Extended to' }
    expect(() => {
      look(
        new OverlookedDates([left, extended], known, list),
        ['2025-01-31', ''],
        ['2025-01-31', '2027-01-31'],
      )
    }).toThrow('line 3 has a day to come in column 2 "Extended to"')
    expect(() => {
      look(
        new OverlookedDates([left, extended], known, list),
        ['2025-01-31', '4711'],
        ['2025-01-31', '2025-03-31'],
      )
    }).not.toThrow()
  })

  test.each(['46752', '20271231'])('is asked about for %s, too, if it is named for leaving', (number) => {
    const dates = (name: string): OverlookedDates => new OverlookedDates([{ number: 1, name }], nobody, list)
    expect(() => {
      look(dates('Termination'), [number])
    }).toThrow('line 2 has a day to come in column 1 "Termination"')
    expect(() => {
      look(dates('Phone'), [number])
      look(dates('Termination'), ['12345', '20251231', '46000'])
    }).not.toThrow()
  })
})
