import { describe, expect, test } from 'vitest'
import { readDateHint } from '../../src/leavers/overlooked-dates.ts'

const toCome = (cell: string): unknown => readDateHint(cell, '2026-11-25', 'Europe/Berlin').toCome

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
