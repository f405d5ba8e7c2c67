import { describe, expect, test } from 'vitest'
import { ListError } from '../../../src/leavers/list-error.ts'
import { readRoster, type RosterOptions } from '../../../src/leavers/roster/read-roster.ts'
import type { Roster, RosterLine } from '../../../src/offboarding/roster/roster.ts'
import { collect, stream } from '../support.ts'

const OPTIONS: RosterOptions = {
  name: 'roster.csv',
  mayBePacked: false,
  encoding: undefined,
  delimiter: undefined,
  sheet: undefined,
  skipLines: undefined,
  header: true,
  columns: {},
  ignored: [],
  timezone: 'Europe/Berlin',
  today: '2026-11-28',
}

async function read(
  text: string,
  options: Partial<RosterOptions> = {},
): Promise<{ roster: Roster; lines: RosterLine[] }> {
  const roster = await readRoster(stream([Buffer.from(text)]), { ...OPTIONS, ...options })
  return { roster, lines: (await collect(roster.batches)).flat() }
}

const kinds = ({ columns }: Roster): string[] => columns.map(({ name, kind }) => `${name}: ${kind}`)

/** The columns in which the lines say that somebody has left. */
const left = (lines: readonly RosterLine[]): (string | null)[] =>
  lines.map((line) => line.left?.column.name ?? null)

describe('readRoster', () => {
  test('takes every column of addresses that is not about somebody else', async () => {
    const { roster } = await read(
      'ID,Name,Work Email,Personal Email,Manager Email,Vorgesetzter,Department\nu1,A B,a@b.example,,c@d.example,C D,Sales\n',
    )
    expect(kinds(roster)).toEqual([
      'ID: id',
      'Name: name',
      'Work Email: email',
      'Personal Email: email',
      'Manager Email: other_person',
      'Vorgesetzter: other_person',
      'Department: other',
    ])
  })

  test('takes the columns that flags name, and none that is about somebody else', async () => {
    const text = 'Key,Mail,Kostenstelle,Email\nu1,a@b.example,7,x@y.example\n'
    const { roster } = await read(text, { columns: { id: 'Key', email: 'Mail' }, ignored: ['Kostenstelle'] })
    expect(kinds(roster)).toEqual(['Key: id', 'Mail: email', 'Kostenstelle: ignored', 'Email: email'])
    await expect(
      read('ID,Manager Email\nu1,a@b.example\n', { columns: { email: 'Manager Email' } }),
    ).rejects.toThrow(ListError)
  })

  test('takes a list without a header by the numbers of its columns', async () => {
    const { roster, lines } = await read('u1,a@b.example,x\n', {
      header: false,
      columns: { id: '1', email: '2' },
    })
    expect(kinds(roster)).toEqual(['column 1: id', 'column 2: email', 'column 3: other'])
    expect(lines).toHaveLength(1)
  })

  test('does not ask about people who stay, or about leave dates', async () => {
    const { lines } = await read(
      'ID,Status,Contract end,Exit date planned,Start\nu1,Active,03/04/2027,2099-01-01,2020-01-01\nu2,On leave,,,2030-01-01\n',
    )
    expect(left(lines)).toEqual([null, null])
  })

  test.each([
    ['Last day', ['2026-11-27', '2026-11-28', '', '31.12.2099']],
    ['Contract end', ['11/27/2026', '28/11/2026', 'unbefristet', '9999-12-31']],
    ['Austrittsdatum', ['01.02.2020', '2026-11-28', 'n/a', '']],
    ['Status', ['Terminated', 'Active', 'On leave', '']],
    ['Employment status', ['inactive', 'Full-time', 'A', '']],
    ['Still employed?', ['no', 'yes', '', 'perhaps']],
    ['Leaver', ['x', 'no', '', 'n/a']],
  ])('knows by %s that somebody has left', async (header, cells) => {
    const rows = cells.map((cell, n) => `u${n},${cell}`)
    const { lines } = await read(`ID,${header}\n${rows.join('\n')}\n`)
    expect(left(lines)).toEqual([header, null, null, null])
  })

  test('does not look for that in a column that is left out, or is about somebody else', async () => {
    const text = 'ID,Status,Manager last day\nu1,Terminated,2020-01-01\n'
    expect(left((await read(text, { ignored: ['Status'] })).lines)).toEqual([null])
  })

  test('knows a line that cannot be used from one that lacks an account', async () => {
    const { lines } = await read(
      [
        'User ID,Email,Private email',
        '1.2E+09,a@b.example,',
        'u1,a@@b.example,',
        'u1',
        'TBD,,',
        ',n/a,',
        ',,broken',
        'TBD,,c@d.example',
        'TBD,broken,',
        '',
      ].join('\n'),
    )
    expect(lines.map(({ flaw }) => flaw?.code ?? null)).toEqual([
      'user_id_mangled',
      'email_several',
      'wrong_width',
      null,
      null,
      'email_shape',
      null,
      'email_shape',
    ])
  })

  test('keeps what stands behind the last column, as far as that goes', async () => {
    const more = (count: number): string => Array.from({ length: count }, (_, n) => `c${n}`).join(',')
    const { lines } = await read(
      `ID,Email\n,,c0\nu2,b@b.example,${more(5)}\nu3,c@c.example,${more(9)}\n , \n`,
    )
    expect(lines.map(({ surplus, isCut }) => [surplus.join(), isCut])).toEqual([
      ['c0', false],
      ['c0,c1,c2,c3,c4', false],
      ['c0,c1,c2,c3,c4', true],
    ])
  })

  test('refuses a roster that is empty, torn or two in one', async () => {
    await expect(read('')).rejects.toThrow('An empty roster is somebody')
    await expect(read('ID,Email\n')).rejects.toThrow('An empty roster is somebody')
    await expect(read('ID,Name\nu1,A\nu2,B\n,Total: 30 employees\n')).rejects.toThrow(
      'a part of it may be missing',
    )
    await expect(read('ID,Name\nu1,A\nID,Name\nu2,B\n')).rejects.toThrow('Leave only one header.')
  })

  test('leaves out what stands below the last line', async () => {
    const { roster, lines } = await read('ID,Name\nu1,A\nu2,B\n,Total: 2 employees\n')
    expect(lines.map(({ line }) => line)).toEqual([2, 3])
    expect(roster.end().leftOut.below).toEqual([4])
  })
})
