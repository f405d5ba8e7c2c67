import { describe, expect, test } from 'vitest'
import { inPlaces, numberFormat, parseFormat } from '../../../src/leavers/workbook/number-format.ts'

const shown = (code: string, digits: string): string | null => {
  const format = parseFormat(code)
  return format.kind === 'digits' ? inPlaces(digits, format.places) : null
}

describe('a number format', () => {
  test.each([
    ['00000000', '1234567', '01234567'],
    ['00000000', '123456789', '123456789'],
    ['00000000', '0', '00000000'],
    ['0', '0', '0'],
    ['0', '12', '12'],
    ['#', '12', '12'],
    ['#', '0', ''],
    ['000-00-0000', '12345678', '012-34-5678'],
    ['000-00-0000', '123456789012', '123456-78-9012'],
    ['"K"0000', '42', 'K0042'],
    ['\\K0000;-0', '42', 'K0042'],
    ['0"-"A', '42', null],
    ['[Red]_-* 000_-', '42', '042'],
    ['(###) ###-####', '5551234567', '(555) 123-4567'],
    ['??0', '7', '7'],
  ])('%s shows %s as %s', (code, digits, text) => {
    expect(shown(code, digits)).toBe(text)
  })

  test.each([
    ['yyyy-mm-dd', { date: true, time: false, isElapsed: false }],
    ['[$-409]d\\-mmm\\-yy;@', { date: true, time: false, isElapsed: false }],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', { date: true, time: false, isElapsed: false }],
    ['dd"."mm"."yyyy\\ hh:mm', { date: true, time: true, isElapsed: false }],
    ['mmmm', { date: true, time: false, isElapsed: false }],
    ['h:mm AM/PM', { date: false, time: true, isElapsed: false }],
    ['mm:ss.0', { date: false, time: true, isElapsed: false }],
    ['[h]:mm', { date: false, time: true, isElapsed: true }],
    ['[Blue]d.m.yy', { date: true, time: false, isElapsed: false }],
  ])('%s is one of dates', (code, parts) => {
    expect(parseFormat(code)).toEqual({ kind: 'date', ...parts })
  })

  test.each(['General', 'general', '@', '[Red]General', 'General;-General', '_-@_-'])(
    '%s shows what is there',
    (code) => {
      expect(parseFormat(code)).toEqual({ kind: 'plain' })
    },
  )

  test.each([
    ['#,##0.00', false],
    ['0.00E+00', false],
    ['0%', false],
    ['# ?/?', false],
    ['#,##0.00\\ "€"', false],
    ['#,##0\\ [$EUR]', false],
    ['"ID "General', true],
    ['0.0" days"', true],
    [';;;', true],
    ['"hidden"', true],
    ['', true],
  ])('%s is followed no further, and says something else: %s', (code, saysOtherwise) => {
    expect(parseFormat(code)).toEqual({ kind: 'other', saysOtherwise })
  })

  test('is known by its number, unless the workbook says otherwise', () => {
    for (const id of [14, 17, 22, 27, 36, 50, 58])
      expect(numberFormat(id, undefined)).toMatchObject({ kind: 'date', date: true })
    for (const id of [18, 21, 45, 46, 47])
      expect(numberFormat(id, undefined)).toMatchObject({ kind: 'date', date: false })
    for (const id of [0, 49, 163, 9999]) expect(numberFormat(id, undefined)).toEqual({ kind: 'plain' })
    expect(numberFormat(1, undefined)).toMatchObject({ kind: 'digits' })
    expect(numberFormat(14, '000')).toMatchObject({ kind: 'digits' })
  })

  test('of any length is read at once', () => {
    expect(parseFormat('"'.repeat(1_000_000))).toEqual({ kind: 'plain' })
    expect(parseFormat(`${'0'.repeat(250)}"x"`)).toMatchObject({ kind: 'digits' })
  })
})
