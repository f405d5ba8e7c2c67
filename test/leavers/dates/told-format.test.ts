import { describe, expect, test } from 'vitest'
import { toldFormat, withoutDateFormat } from '../../../src/leavers/dates/told-format.ts'
import { readAll } from '../support.ts'

describe('the format that a header tells', () => {
  test.each([
    ['Termination Date (dd.mm.yyyy)', 'dd.MM.yyyy'],
    ['Termination Date MM/DD/YY', 'MM/dd/yy'],
    ['Leave date [d/M/yyyy]', 'd/M/yyyy'],
    ['Leave date (dd-MMM-yyyy)', 'dd-MMM-yyyy'],
    ['Austritt (TT.MM.JJJJ)', 'dd.MM.yyyy'],
    ['Austritt (TT.MM.JJ)', 'dd.MM.yy'],
    ['Date de sortie (JJ/MM/AAAA)', 'dd/MM/yyyy'],
    ['Fecha de baja (dd/mm/aaaa)', 'dd/MM/yyyy'],
    ['Data odejścia RRRR-MM-DD', 'yyyy-MM-dd'],
    ['Дата увольнения (ДД.ММ.ГГГГ)', 'dd.MM.yyyy'],
    ['ENDDA YYYYMMDD', 'yyyyMMdd'],
    ['Last day DDMMYYYY', 'ddMMyyyy'],
  ])('%s: %s', (header, format) => {
    expect(toldFormat(header)).toBe(format)
    expect(withoutDateFormat(header)).not.toMatch(/[./-]|yyyy/i)
  })

  test.each([
    'Leave date',
    'Name/Vorname',
    'Exit (dd.mm)',
    'Exit (d.d.d)',
    'Exit (a.m.)',
    'E-Mail',
    'Exit (dd.mm.yyyy or mm/dd/yyyy)',
  ])('is none in %s', (header) => {
    expect(toldFormat(header)).toBeNull()
  })

  const leavesOf = async (header: string, ...cells: readonly string[]): Promise<(string | null)[]> =>
    (await readAll([`ID;${header}`, ...cells.map((cell, n) => `u${n};${cell}`)].join('\n'))).rows.map(
      ({ leaves }) => leaves,
    )

  test('is how its dates are read, which no date proves', async () => {
    expect(await leavesOf('Last day (MM/dd/yyyy)', '03/04/2026', '05/06/2026')).toEqual([
      '2026-03-04',
      '2026-05-06',
    ])
    expect(await leavesOf('Letzter Tag (TT.MM.JJ)', '03.04.26', '')).toEqual(['2026-04-03', ''])
    expect(await leavesOf('Last day (MM/dd/yyyy)', '2026-03-03T00:00:00Z', 'soon')).toEqual([
      '2026-03-03',
      null,
    ])
  })

  test.each([
    ['Last day (MM/dd/yyyy)', '31/12/2025'],
    ['Letzter Tag (TT.MM.JJJJ)', '2026-04-03'],
    ['Letzter Tag (TT.MM.JJJJ)', '46023'],
  ])('%s does not go with %s', async (header, cell) => {
    await expect(leavesOf(header, '', cell)).rejects.toThrow(
      `and on line 3 stands "${cell}". Correct the list, or name the format that counts: --date-format, which goes before the header.`,
    )
    const { rows } = await readAll(`ID;${header}\nu1;03/04/2026\n`, { dateFormat: 'dd/MM/yyyy' })
    expect(rows[0]?.leaves).toBe('2026-04-03')
  })
})

test.each([
  ['Groß', 'Käthe', 'Käthe Groß'],
  ['Groß, Käthe', 'Käthe', 'Groß, Käthe'],
  ['Käthe', 'Käthe', 'Käthe Käthe'],
  ['Groß', '', 'Groß'],
])('%j beside the first name %j is %j', async (name, first, whole) => {
  const { rows } = await readAll(`ID;Name;Vorname\nu1;${name};${first}\n`)
  expect(rows[0]?.claim).toMatchObject({ name: whole })
})
