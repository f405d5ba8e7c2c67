import { describe, expect, test } from 'vitest'
import { cleanText } from '../../../src/leavers/text/clean-text.ts'
import { collect, cut, readAll, stream } from '../support.ts'

const BOM = '\uFEFF'
const ids = async (text: string): Promise<unknown[]> =>
  (await readAll(cut(Buffer.from(text), [7]))).rows.map(({ claim }) =>
    'id' in claim ? claim.id : claim.kind,
  )

describe('what programs leave around cells is no part of them:', () => {
  test.each([
    ['a second byte order mark', `${BOM}${BOM}"User ID","Name"\n"u1","Ann"\n`, ['u1']],
    ['a third', `${BOM}${BOM}${BOM}User ID\nu1\n`, ['u1']],
    ['one where a second file was appended', `${BOM}"User ID"\r\n"u1"\r\n${BOM}"u2"\r\n`, ['u1', 'u2']],
    ['one before a quote', `Name,User ID\n"Ann",${BOM}"u1"\n`, ['u1']],
    ['one behind a quote', `"User ID"\n"u1"${BOM}\n"u2"${BOM}`, ['u1', 'u2']],
    ['a zero-width space before a quote', 'User ID,Name\n\u200B"u1","Ann"\n', ['u1']],
    ['Ctrl-Z at the end', 'User ID,Name\r\nu1,Ann\r\n\x1A', ['u1']],
    ['Ctrl-Z at the end of a row', '"User ID","Name"\r\n"u1","Ann"\x1A', ['u1']],
    ['several, and a line break', 'User ID\r\nu1\r\n\x1A\x1A\x1A\r\n', ['u1']],
    ['Ctrl-Z between two files', '"User ID"\r\n"u1"\r\n\x1A"u2"\r\n\x1A', ['u1', 'u2']],
    ['="…" around an ID', 'User ID,Name\n="0012",Ann\n="0013",="Bob"\n', ['0012', '0013']],
    ['="…" in every cell', '="User ID";="Email"\r\n="007";=""\r\n="008";="b@x.de"', ['007', '008']],
    ['="…" in quotes of its own', '"User ID","Name"\n"=""0012""","Ann"\n', ['0012']],
  ])('%s', async (_, text, expected) => {
    expect(await ids(text)).toEqual(expected)
  })

  test('a second file with another header is found under its mark', async () => {
    await expect(ids(`${BOM}User ID,Name\nu1,Ann\n${BOM}User ID,Name\nu2,Bob\n`)).rejects.toThrow(
      'line 3 looks like a second header',
    )
  })
})

test('cells keep what is theirs', async () => {
  const text = `User ID,Note\nu1,"a,=""x"",b"\nu2,"=1+1"\nu3,"two${BOM}words\nof ""="""\nu4,x=\n`
  const rows = (await readAll(text)).rows.map(({ cells }) => cells[1])
  expect(rows).toEqual(['a,="x",b', '=1+1', `two${BOM}words\nof "="`, 'x='])
})

test('a formula that is no text stays one', async () => {
  expect((await readAll('User ID\n=A1\n')).rows[0]?.claim).toMatchObject({
    kind: 'invalid',
    reason: { code: 'user_id_mangled', how: 'formula', column: 1 },
  })
})

test('lines come out whole, in whatever pieces they come in, if they are no longer than a row may be', async () => {
  const pieces = ['a', '\n', '="1', '2"\r\n', 'b', '\x1A']
  expect(await collect(cleanText(stream(pieces)))).toEqual(['a\n', '"12"\r\n', 'b'])
  const long = 'x'.repeat(3 * 1024 * 1024)
  expect((await collect(cleanText(stream([long, long, long])))).map(({ length }) => length)).toEqual([
    9 * 1024 * 1024,
  ])
})

describe('a list each line of which is quoted whole', () => {
  test.each([
    '"User ID,Name"\n"u1,Ann"\n',
    '"User ID;Name"\r\n"u1;Ann"\r\n',
    '"Name,""Work Email"""\n"Ann,""a@x.de"""\n',
  ])('%j is refused with a word of why', async (text) => {
    await expect(readAll(text)).rejects.toThrow('list.csv: each line is quoted as a whole, from line 1 on')
  })

  test.each(['"User ID"\n"u1"\n', '"User ID"\n"u1,u2"\n', '"User ID","Name"\n"u1","Ann"\n'])(
    '%j is none',
    async (text) => {
      expect((await readAll(text)).rows).toHaveLength(1)
    },
  )
})

test.each(['End of report', 'Total', 'Total: 1', 'Итого'])(
  'a last line that says %s is no row that was cut off',
  async (line) => {
    const text = `User ID,Email\nu1,ann@x.de\n${line}`
    expect((await readAll(text)).rows.map(({ claim }) => claim.kind)).toEqual(['leaver'])
    const { rows } = await readAll(text, { skipLines: 0 })
    expect(rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'invalid'])
  },
)

test('a last line of a person is cut off, whatever company it names', async () => {
  await expect(readAll('User ID,Company,Email\nu1,Total,ann@x.de\nu2,Total')).rejects.toThrow('is cut off')
})

describe('UTF-16 without a byte order mark', () => {
  const swap = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()
  test.each([
    'Электронная почта;Дата увольнения\r\nann@acme.test;2020-01-01\r\n',
    'Электронная почта\r\nпочта\r\nann@acme.test\r\n',
    'Ηλεκτρονικό ταχυδρομείο;Όνομα\r\nann@acme.test;Άννα\r\n',
    '电子邮件,姓名\r\nann@acme.test,安娜\r\n',
    'דוא"ל;שם\r\nann@acme.test;אנה\r\n',
    'Email,Name\r\nann@acme.test,Ann\r\n',
  ])('in whatever script, is named: %j', async (text) => {
    const bytes = Buffer.from(text, 'utf16le')
    await expect(readAll(bytes)).rejects.toThrow('If it is: --encoding utf-16le.')
    await expect(readAll(swap(bytes))).rejects.toThrow('If it is: --encoding utf-16be.')
  })

  test('is nothing that holds a zero by mistake', async () => {
    await expect(readAll(`User ID,Name\nu1,An\0n\nu2,${'Bob '.repeat(10)}\n`)).rejects.toThrow(
      'line 2 holds a NUL',
    )
  })
})

test('a last line whose words stand in marks is no row that was cut off either: it is an invalid one', async () => {
  const { rows } = await readAll('User ID,Email\nu1a,ann@acme.test\n***END OF FILE***')
  expect(rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'invalid'])
})
