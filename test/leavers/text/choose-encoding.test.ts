import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { encode } from '../../../scripts/lists/encode.ts'
import { chooseEncoding } from '../../../src/leavers/text/choose-encoding.ts'
import { ListError } from '../../../src/leavers/list-error.ts'

const choose = (start: Buffer, wanted?: string, isWhole = true): unknown => {
  try {
    const { encoding, markLength } = chooseEncoding({ start, isWhole }, wanted, 'list.csv')
    return markLength === 0 ? encoding : `${encoding}, marked`
  } catch (error) {
    if (error instanceof ListError) return error.message
    throw error
  }
}

const lists: readonly (readonly [names: string, encoding: string, told: string | null])[] = [
  ['Jürgen Müller', 'windows-1252', 'windows-1252'],
  // German reads the same in both, so that nothing is lost whichever it was.
  ['Jürgen Müller', 'windows-1250', 'windows-1252'],
  ['GROßMANN;ÄRGER', 'windows-1252', 'windows-1252'],
  ['Hélène Lefèvre', 'windows-1252', 'windows-1252'],
  ['Hélène Cœur', 'iso-8859-15', 'iso-8859-15'],
  ['Hélène Cœur', 'windows-1252', 'windows-1252'],
  ['João Gonçalves', 'windows-1252', 'windows-1252'],
  ['José Núñez', 'windows-1252', 'windows-1252'],
  ['Michał Nowak', 'windows-1250', 'windows-1250'],
  ['Żaneta Dąb', 'windows-1250', 'windows-1250'],
  ['Jiří Dvořák', 'windows-1250', 'windows-1250'],
  ['Иван Иванов', 'windows-1251', 'windows-1251'],
  ['Артём Ёлкин „Ромашка“', 'windows-1251', 'windows-1251'],
  // One letter that is ñ here and ń there, and nothing beside it to tell.
  ['Ana Muñoz', 'windows-1252', null],
  ['Jan Kamiński', 'windows-1250', null],
  ['Søren Sørensen', 'windows-1252', null],
]

describe('chooseEncoding', () => {
  test.each(lists)('%s written in %s', (names, encoding, told) => {
    const chosen = choose(encode(`User ID;Name\r\nu1a;${names}\r\n`, encoding))
    if (told === null)
      expect(chosen).toMatch(/line 2 is not UTF-8, and it cannot be told for certain .* --encoding/)
    else expect(chosen).toBe(told)
  })

  test.each([
    ['plain ASCII is UTF-8', Buffer.from('User ID\nu1a'), 'utf-8'],
    ['UTF-8', Buffer.from('Łukasz;Иван;José'), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFa'), 'utf-8, marked'],
    ['UTF-16LE with a byte order mark', encode('a', 'utf-16le', true), 'utf-16le, marked'],
    ['UTF-16BE with a byte order mark', encode('a', 'utf-16be', true), 'utf-16be, marked'],
    ['nothing at all', Buffer.alloc(0), 'utf-8'],
  ])('%s', (_, bytes, told) => {
    expect(choose(bytes)).toBe(told)
  })

  test('does not take a character that the sample cuts in two for a wrong byte', () => {
    const bytes = Buffer.from('Łukasz')
    expect(choose(bytes.subarray(0, 1), undefined, false)).toBe('utf-8')
  })

  test.each([
    ['Mac Roman', [0x4a, 0x9f, 0x72, 0x67, 0x65, 0x6e]],
    ['KOI8-R', [0xe9, 0xd7, 0xc1, 0xce]],
    ['ISO-8859-2, in which Dąb has 0xB1', [0x44, 0xb1, 0x62]],
    ['DOS, in which Müller has 0x81', [0x4d, 0x81, 0x6c]],
    ['Shift JIS', [0x8e, 0x52, 0x93, 0x63]],
  ])('does not take %s for one of the code pages', (_, bytes) => {
    expect(choose(Buffer.from(bytes))).toMatch(/cannot be told for certain/)
  })

  test('asks about a list that is too long to be looked at as a whole', () => {
    expect(choose(encode('Müller', 'windows-1252'), undefined, false)).toMatch(
      /only tried for lists up to 8 MB. Export it as "CSV UTF-8", or name its encoding: --encoding/,
    )
  })

  test('takes what --encoding says', () => {
    expect(choose(encode('Kamiński', 'windows-1250'), 'windows-1250')).toBe('windows-1250')
  })

  test('refuses --encoding against a byte order mark', () => {
    expect(choose(Buffer.from('\uFEFFa'), 'windows-1252')).toMatch(
      /mark of utf-8, and --encoding says windows-1252/,
    )
    expect(choose(Buffer.from('\uFEFFa'), 'utf-8')).toBe('utf-8, marked')
  })

  test('asks about UTF-16 without a mark, and refuses UTF-32', () => {
    expect(choose(encode('User ID;Name', 'utf-16be'))).toMatch(/--encoding utf-16be/)
    expect(choose(encode('User ID;Name', 'utf-16le'))).toMatch(/--encoding utf-16le/)
    expect(choose(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).toMatch(/UTF-32/)
  })
})

test('what is no text is refused before it takes many times its size of memory', () => {
  const script = `
    const { chooseEncoding } = await import(${JSON.stringify(new URL('../../../src/leavers/text/choose-encoding.ts', import.meta.url).href)})
    let state = 1
    const start = new Uint8Array(8 * 1024 * 1024).map(() => ((state = (state * 48271) % 2147483647) & 0xff) || 1)
    const before = process.resourceUsage().maxRSS
    try { chooseEncoding({ start, isWhole: true }, undefined, 'list.csv') } catch (error) { console.log(error.message) }
    console.log(Math.round((process.resourceUsage().maxRSS - before) / 1024))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  const [message, mebibytes] = stdout.trim().split('\n')
  expect(message).toContain('list.csv: line 1 is not UTF-8, and it cannot be told for certain')
  expect(Number(mebibytes)).toBeLessThan(40)
})
