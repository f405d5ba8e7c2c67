import { expect, test } from 'vitest'
import { zip } from '../../../scripts/lists/zip.ts'
import { SharedStrings } from '../../../src/leavers/workbook/shared-strings.ts'
import { Spool } from '../../../src/leavers/workbook/spool.ts'
import { Zip } from '../../../src/leavers/workbook/zip.ts'
import { stream } from '../support.ts'

async function stringsOf(xml: string, isPacked = true): Promise<SharedStrings> {
  const bytes = zip([{ path: 'strings.xml', bytes: Buffer.from(`<sst>${xml}</sst>`), isPacked }])
  const spool = await Spool.fill(stream([bytes]), 'list.xlsx')
  const parts = await Zip.open(spool, 'list.xlsx')
  if (parts === null) throw new Error('no ZIP')
  const strings = new SharedStrings()
  await strings.read(parts, 'strings.xml', 'list.xlsx')
  spool.dispose()
  return strings
}

test('strings are found by their numbers, in any order, however many and long they are', async () => {
  const long = 'x'.repeat(200_000)
  const all = Array.from({ length: 30_000 }, (_, n) => (n % 997 === 0 ? `${n}${long}` : `text ${n}`))
  const strings = await stringsOf(all.map((text) => `<si><t>${text}</t></si>`).join(''))
  for (let n = 0; n < all.length; n += 1) {
    const at = (n * 7919) % all.length
    if (strings.get(at) !== all[at]) throw new Error(`string ${at} is another`)
  }
  expect(strings.get(all.length - 1)).toBe(all.at(-1))
  expect(strings.get(all.length)).toBeUndefined()
  expect(strings.get(-1)).toBeUndefined()
  strings.dispose()
})

test('a string is the text of its runs, without how it is read aloud', async () => {
  const strings = await stringsOf(
    '<si><r><t xml:space="preserve">A </t></r><r><rPr><b/></rPr><t>B</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si/><si><t/></si><si><t><![CDATA[<c>]]>&amp;d</t></si>',
  )
  expect([0, 1, 2, 3, 4].map((index) => strings.get(index))).toEqual(['A B', '', '', '<c>&d', undefined])
  strings.dispose()
})

test('a string of more than a million characters is refused', async () => {
  await expect(stringsOf(`<si>${'<r><t>0123456789</t></r>'.repeat(110_000)}</si>`, false)).rejects.toThrow(
    'list.xlsx: a cell is longer than a million characters',
  )
})
