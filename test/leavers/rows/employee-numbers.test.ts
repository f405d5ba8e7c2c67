import { describe, expect, test } from 'vitest'
import { LANGUAGES, splitWords } from '../../../src/leavers/vocabulary/languages.ts'
import { readAll } from '../support.ts'

const NUMBERS = { columns: { attribute: null } }

const read = async (text: string): Promise<unknown[]> =>
  (await readAll(text, NUMBERS)).rows.map(({ claim }) =>
    'reason' in claim ? `${claim.kind}: ${claim.reason.code}` : claim.attribute,
  )

describe('a list of employee numbers and names', () => {
  test('names people by the numbers as they stand there, zeros and all', async () => {
    const rows = ['00012', ' 12 ', 'A-7/b', "'-7", '="0012"'].map((number) => `${number};Ana Kos`)
    expect(await read(`Personalnummer;Name\n${rows.join('\n')}\n`)).toEqual([
      '00012',
      '12',
      'A-7/b',
      '-7',
      '0012',
    ])
  })

  test.each([
    ['1.23457E+09', 'attribute_mangled'],
    ['1.234', 'attribute_mangled'],
    ['2026-03-05', 'attribute_mangled'],
    ['5-Mar', 'attribute_mangled'],
    ['#REF!', 'attribute_mangled'],
    ['n/a', 'attribute_missing'],
    ['000000', 'attribute_missing'],
    ['', 'nobody_named'],
  ])('names nobody by %j', async (cell, code) => {
    expect(await read(`Employee ID;Name\n17;Ben\n${cell};Ana\n`)).toEqual(['17', `invalid: ${code}`])
  })

  test('says in which column the number cannot be used, also beside an ID that can', async () => {
    const { rows } = await readAll('ID;Matricule\nu1;1E+05\n', NUMBERS)
    expect(rows[0]?.claim).toEqual({
      kind: 'invalid',
      reason: { code: 'attribute_mangled', how: 'rounded', column: 2 },
    })
  })

  test('counts nobody whose leave date is to come, or cannot be read, and keeps their numbers', async () => {
    const list = 'Employee ID;Name;Leave date\n1;Ana;2026-11-20\n2;Ben;2027-01-31\n3;Cai;soon\n'
    const { rows } = await readAll(list, NUMBERS)
    expect(rows.map(({ claim }) => [claim.kind, 'attribute' in claim && claim.attribute])).toEqual([
      ['leaver', '1'],
      ['not_due', '2'],
      ['unclear', '3'],
    ])
  })

  test('takes a total or a count below the numbers for nobody', async () => {
    expect(await read('Employee ID;Name\n17;Ana\n18;Ben\n2;Total\n')).toEqual(['17', '18'])
    for (const line of ['Total: 2;', 'Summe Austritte: 2;', 'End of report;']) {
      expect(await read(`Employee ID;Name\n17;Ana\n18;Ben\n${line}\n`)).toEqual(['17', '18'])
    }
    await expect(read('Employee ID;Name\n17;Ana\n18;Ben\nTotal: 3;\n')).rejects.toThrow('3')
    expect(await read('Employee ID;Name\n17;Ana\n18;Ben\n7;Total\n')).toEqual([
      '17',
      '18',
      'invalid: no_person',
    ])
    expect(await read('Employee ID;Name\n17;Ana\n18;Ben\n2;\n')).toEqual(['17', '18', 'invalid: no_person'])
  })

  test('holds back whoever has no leave date on a list of leave dates, and keeps their numbers', async () => {
    const { rows } = await readAll('Employee ID;Name;Leave date\n1;Ana;2026-11-20\n2;Ben;\n', NUMBERS)
    expect(rows[1]?.claim).toMatchObject({
      kind: 'unclear',
      attribute: '2',
      reason: { code: 'leave_date_empty' },
    })
  })

  test('is refused where a second header or further rows stand within it', async () => {
    await expect(read('Employee ID;Name\n17;Ana\nEmployee ID;Name\n18;Ben\n')).rejects.toThrow(
      'second header',
    )
    await expect(read('Employee ID;Name;Note\n17;Ana;"a\n18;Ben;b\n19;Cai;c"\n')).rejects.toThrow(
      'further rows',
    )
  })

  test('is refused with a merged cell, and not with a number that cannot be used', async () => {
    const header = 'Employee ID;Name;Leave date\n17;Ana;2026-11-20\n'
    await expect(read(`${header};;2027-01-31\n`)).rejects.toThrow('names nobody')
    expect(await read(`${header}1E+05;;2027-01-31\n`)).toEqual(['17', 'invalid: attribute_mangled'])
  })
})

test.each(LANGUAGES.flatMap(({ columns }) => splitWords(columns.employeeNumber)))(
  '%j is a column of employee numbers, and of user IDs only if a flag says so',
  async (header) => {
    const list = `${header}\tName\n00012\tAna\n`
    expect(await read(list)).toEqual(['00012'])
    await expect(readAll(list)).rejects.toThrow('--attribute employee_id')
  },
)
