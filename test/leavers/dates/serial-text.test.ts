import { describe, expect, test } from 'vitest'
import { serialText } from '../../../src/leavers/dates/serial-text.ts'

const DATE = { date: true, time: false, isElapsed: false }
const DATE_TIME = { date: true, time: true, isElapsed: false }
const TIME = { date: false, time: true, isElapsed: false }

describe('a number of days', () => {
  test.each([
    [0, '1900-01-00'],
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [46_387, '2026-12-31'],
    [46_387.999_999_9, '2026-12-31'],
    [2_958_465, '9999-12-31'],
    [2_958_466, null],
    [1e12, null],
    [-1, null],
  ])('%d from 1900 on is %s', (serial, text) => {
    expect(serialText(serial, DATE, false)).toBe(text)
  })

  test.each([
    [0, '1904-01-01'],
    [60, '1904-03-01'],
    [44_925, '2026-12-31'],
    [2_957_003, '9999-12-31'],
    [2_957_004, null],
  ])('%d from 1904 on is %s', (serial, text) => {
    expect(serialText(serial, DATE, true)).toBe(text)
  })

  test('has a time where its format shows one, and never becomes the next day by rounding', () => {
    expect(serialText(46_387.75, DATE, false)).toBe('2026-12-31')
    expect(serialText(46_387.75, DATE_TIME, false)).toBe('2026-12-31 18:00:00')
    expect(serialText(46_387, DATE_TIME, false)).toBe('2026-12-31 00:00:00')
    expect(serialText(46_387.999_999_99, DATE_TIME, false)).toBe('2026-12-31 23:59:59')
  })

  test('is a time alone where there is no day in it', () => {
    expect(serialText(0.5, TIME, false)).toBe('12:00:00')
    expect(serialText(46_387.5, TIME, false)).toBe('2026-12-31 12:00:00')
    expect(serialText(1.75, { ...TIME, isElapsed: true }, false)).toBe('42:00:00')
  })
})
