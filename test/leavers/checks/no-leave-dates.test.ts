import { describe, expect, test } from 'vitest'
import { reasonInWords } from '../../../src/offboarding/reason.ts'
import { readAll } from '../support.ts'

const list = (...dates: readonly string[]): string =>
  ['User ID;Last day', ...dates.map((date, index) => `u${index + 1};${date}`)].join('\n')

describe('a column of leave dates without one', () => {
  test.each([[['', '']], [['n/a', '-']], [['', 'TBC', '  ']]])('is a question: %j', async (dates) => {
    await expect(readAll(list(...dates))).rejects.toThrow(
      'not one row has a leave date in column 2 "Last day". Export the list with the leave dates; or, if everybody on it has left, say that the column does not matter: --leave-date-column none.',
    )
  })

  test('is none where there is one that cannot be read, or a flag says what empty ones mean', async () => {
    expect((await readAll(list('', 'soon'))).rows.map(({ claim }) => claim.kind)).toEqual([
      'unclear',
      'unclear',
    ])
    const { rows } = await readAll(list('', ''), { emptyLeaveDate: 'due' })
    expect(rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'leaver'])
  })

  test('is left out with --leave-date-column none', async () => {
    const { rows } = await readAll(list('', ''), { columns: { leaveDate: 'none' } })
    expect(rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'leaver'])
  })
})

describe('a row without a leave date on a list of leave dates', () => {
  const kindOf = async (cell: string, emptyLeaveDate: 'hold' | 'due'): Promise<string> => {
    const { rows, list: read } = await readAll(list('2026-11-20', cell), { emptyLeaveDate })
    expect([rows[1]?.leaves, read.end().emptyLeaveDates]).toEqual(['', 1])
    const { claim } = rows[1] ?? {}
    return claim?.kind === 'unclear' ? reasonInWords(claim.reason) : String(claim?.kind)
  }

  // One or more of each language.
  test.each([
    ...[
      '',
      ' ',
      '-',
      '—',
      '.',
      '0',
      '00000000',
      'n/a',
      'N.A.',
      'none',
      'NULL',
      'No end date',
      'k. A.',
      'keine',
      'kein Austritt',
    ],
    ...[
      'aucun',
      'Néant',
      'sans date',
      'ninguna',
      'no aplica',
      'brak',
      'nie dotyczy',
      'sem data',
      'нет',
      'н/д',
    ],
  ])('is held, and due where that is said: %j', async (cell) => {
    expect(await kindOf(cell, 'hold')).toMatch(
      /^column 2: no leave date.*; enter it, or .*--empty-leave-date due$/,
    )
    expect(await kindOf(cell, 'due')).toBe('leaver')
  })

  test.each([
    ...[
      'TBC',
      'tbd',
      'To be confirmed',
      'pending',
      'open',
      'unknown',
      '?',
      'offen',
      'noch offen',
      'steht noch aus',
      'folgt',
    ],
    ...[
      'à confirmer',
      'en attente',
      'por confirmar',
      'pendiente',
      'do potwierdzenia',
      'do ustalenia',
      'a confirmar',
      'уточняется',
    ],
  ])('is held, whatever is said, where the date is still open: %j', async (cell) => {
    const held = `column 2: no leave date, but ${JSON.stringify(cell)}; enter it`
    expect([await kindOf(cell, 'hold'), await kindOf(cell, 'due')]).toEqual([held, held])
  })

  test('keeps its person from being taken for gone by another row, whatever is said', async () => {
    const { rows } = await readAll('ID;Email;Last day\nu1;;2026-11-20\nu1;n/a;\n', { emptyLeaveDate: 'due' })
    expect(rows[1]?.claim).toMatchObject({ kind: 'unclear', id: 'u1', reason: { code: 'email_missing' } })
  })

  test('says of itself, too, that somebody stays', async () => {
    await expect(readAll('ID;Status;Last day\nu1;Terminated;2026-11-20\nu2;Active;\n')).rejects.toThrow(
      'line 3 says "Active" in column 2 "Status"',
    )
  })
})
