import { describe, expect, test } from 'vitest'
import { isDayToCome } from '../../src/leavers/overlooked-dates.ts'

const TODAY = '2026-11-25'

describe('a day to come', () => {
  test.each([
    '2026-11-26',
    '2027-01-31T00:00:00',
    '2027-01-31 00:00',
    '31.12.2026',
    '12/31/2026',
    '04/12/2026',
    '20271231',
    '31 Dec 2026',
    'December 31, 2026',
    '31.12.27',
    '12/31/27',
    '9999-12-31',
  ])('%s', (cell) => {
    expect(isDayToCome(cell, TODAY, 'Europe/Berlin')).toBe(true)
  })

  test.each([
    '2026-11-25',
    '2020-01-01',
    '31.12.1987',
    '31.12.87',
    '01.05.36x',
    '46387',
    '20271399',
    '+49 30 20271231',
    'Floor 2030',
    '',
    'Anna',
    `${'x'.repeat(50)} 2030`,
  ])('not %j', (cell) => {
    expect(isDayToCome(cell, TODAY, 'Europe/Berlin')).toBe(false)
  })
})
