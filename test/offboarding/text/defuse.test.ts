import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defuse, withoutDefusing } from '../../../src/offboarding/text/defuse.ts'
import { parseEmail } from '../../../src/offboarding/identity/email.ts'
import { parseUserId } from '../../../src/offboarding/identity/user-id.ts'

const SIGNS = Array.from('=+-@＝＋－＠﹦﹢﹣﹫')

describe('a spreadsheet runs no cell as a formula', () => {
  test.each([
    ...SIGNS.map((sign) => `${sign}1+1`),
    ...['\t', '\r', '\n', '\tx', '\rx', '\nx'],
    ...[' ', '  ', '\u00a0', '\u3000', '\ufeff', '\u200b', '"', '""', ' " '].map((before) => `${before}=1`),
  ])('that begins as %j', (cell) => {
    expect(defuse(cell)).toBe(`'${cell}`)
    expect(defuse(defuse(cell))).toBe(`'${cell}`)
    expect(withoutDefusing(defuse(cell))).toBe(cell)
  })

  test.each([
    ['x;=1', "x;'=1"],
    ['x,=1', "x,'=1"],
    ['x\t=1', "x\t'=1"],
    ['x\n=1', "x\n'=1"],
    ['x\r\n+1', "x\r\n'+1"],
    ['x; "＝1', 'x;\' "＝1'],
    ['a;=b;-c,@d', "a;'=b;'-c,'@d"],
    ['\n=1', "'\n'=1"],
  ])('%j, split where those of other countries split', (cell, defused) => {
    expect(defuse(cell)).toBe(defused)
    expect(defuse(defused)).toBe(defused)
    expect(withoutDefusing(defused)).toBe(cell)
  })

  test.each(['', 'a', "'=1", '1-1', '2026-12-31', 'ann@acme.test', 'x - y', 'a; b', "O'Neill", ' a'])(
    '%j is left as it is',
    (cell) => {
      expect(defuse(cell)).toBe(cell)
      expect(withoutDefusing(cell)).toBe(cell === "'=1" ? '=1' : cell)
    },
  )

  test('whatever it holds, however it is split, and comes back as it was', () => {
    const unit = fc.constantFrom(...SIGNS, ...Array.from(';,\t\r\n "ab\u00a0\u200b'))
    fc.assert(
      fc.property(fc.string({ unit }), (cell) => {
        const defused = defuse(cell)
        for (const separator of [/;/, /,/, /\t/, /[\r\n]/, /[;,\t\r\n]/]) {
          for (const part of defused.split(separator)) {
            expect(SIGNS).not.toContain(part.replace(/^[\s"\u200b]+/, '')[0])
          }
        }
        expect(withoutDefusing(defused)).toBe(cell)
        expect(defuse(defused)).toBe(defused)
      }),
    )
  })

  test.each([' ', '\n', '"', ';', ' =', '-', "'=", '\t"'])(
    'in no time, though it is %j over and over',
    (text) => {
      const cell = text.repeat(1_000_000)
      const began = performance.now()
      withoutDefusing(defuse(`${cell}x`))
      expect(performance.now() - began).toBeLessThan(2_000)
    },
  )
})

describe('fed back in, a cell means who it meant', () => {
  test.each(['-17', '--1', ' -17 ', '\n-17', '\t-17', '"'])('the user ID %j', (cell) => {
    expect(parseUserId(defuse(cell))).toEqual(parseUserId(cell))
  })

  test.each([
    '-hr@acme.test',
    '+49@acme.test',
    '=x@acme.test',
    ' +x@acme.test',
    '\n+x@acme.test',
    'Roe, -Al <a@acme.test>',
  ])('the e-mail address %j', (cell) => {
    expect(parseEmail(defuse(cell))).toEqual(parseEmail(cell))
    expect(parseEmail(cell).ok).toBe(true)
  })
})
