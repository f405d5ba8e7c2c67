import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { sheetRows, workbook, type CellForm } from '../../scripts/lists/workbook.ts'
import { cli, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'

const HEADER = ['User ID', 'Name', 'Leave date']
const date = (serial: number): CellForm => ['s="1"', `<v>${serial}</v>`]

/** Two sheets of leavers, the second of which is hidden, unless it is not. */
function bookOf(table: readonly (readonly CellForm[])[], state?: 'hidden'): Buffer {
  const strings: string[] = []
  const [rows, others] = [table, [HEADER, ['u77', 'Eve Boss', date(46_000)]]].map((some) =>
    sheetRows(some, strings),
  )
  return workbook({
    sheets: [
      { name: 'Leavers', rows: rows ?? '' },
      { name: 'Old', rows: others ?? '', ...(state && { state }) },
    ],
    strings,
    formats: { 164: '000000' },
    styles: [0, 14, 164],
  })
}

const TABLE: CellForm[][] = [
  HEADER,
  ['u10', 'Zoë Smith', date(46_000)],
  [['s="2"', '<v>11</v>'], 'Ben Hughes', date(46_001)],
  ['u12', 'Cy Lee', date(80_000)],
  [['', '<f>A2</f>'], 'Di Roy', date(46_002)],
]
const users = [
  person('u10', { name: 'Zoë Smith' }),
  person('000011', { name: 'Ben Hughes' }),
  person('u12', { name: 'Cy Lee' }),
  ...Array.from({ length: 40 }, (_, n) => person(`v${n}`)),
]

test('a workbook is a leaver list: its people are offboarded, and its results are a CSV file that Excel reads', async () => {
  const platform = await sandbox({ users })
  const out = temporaryFolder()
  const list = writeList(out, bookOf(TABLE, 'hidden'), 'leavers.xlsx')
  const { exitCode, summary, rows, stderr } = await runAgainst(platform, list, out)
  expect(exitCode).toBe(3)
  expect(
    rows.map((row) => [row['User ID'], row['Leave date'], row['offboard_outcome'], row['offboard_reason']]),
  ).toEqual([
    ['u10', '2025-12-09', 'deleted', ''],
    ['000011', '2025-12-10', 'deleted', ''],
    ['u12', '2119-01-11', 'not_due', 'leave_date_to_come'],
    ['', '2025-12-11', 'invalid', 'cell_flawed'],
  ])
  expect(readFileSync(join(out, summary.run, 'results.csv'), 'utf8')).toMatch(
    /^\uFEFFUser ID,Name,Leave date,offboard_row/,
  )
  expect(summary.list).toMatchObject({
    name: 'leavers.xlsx',
    encoding: 'xlsx',
    delimiter: ',',
    leftOut: { hiddenSheets: 1, otherSheets: 0 },
  })
  expect(summary.options.reading).toMatchObject({ sheet: 'Leavers' })
  expect(stderr).toContain('"hiddenSheets":1,"otherSheets":0')
  // The name of a sheet may be that of a person.
  expect(stderr).not.toContain('Leavers')
  expect(readFileSync(join(out, summary.run, 'report.html'), 'utf8')).toContain('1 hidden sheet left out')
})

test('several sheets that could be the list are a question, and which one it is makes the run another one', async () => {
  const platform = await sandbox({ users })
  const out = temporaryFolder()
  const list = writeList(out, bookOf(TABLE), 'leavers.xlsx')
  const asked = await cli(['run', list, '--site', 'acme', '--out', out, '--dry-run'])
  expect(asked.exitCode).toBe(2)
  expect(asked.stderr).toContain(
    `${list}: sheets "Leavers" and "Old" could each be the list. Name the right one: --sheet "Leavers".`,
  )
  const flags = ['--sheet', 'leavers', '--delimiter', ';']
  const { summary } = await runAgainst(platform, list, out, [...flags, '--max-percent', '0'])
  expect(summary.status).toBe('refused')
  // What is left is a list for the same flags.
  const retry = join(out, summary.run, 'retry.csv')
  expect(readFileSync(retry, 'utf8')).toBe(
    '\uFEFFUser ID;Name;Leave date\nu10;Zoë Smith;2025-12-09\n000011;Ben Hughes;2025-12-10\n',
  )
  const again = await runAgainst(platform, retry, out, flags)
  expect(again.rows.map((row) => row['offboard_outcome'])).toEqual(['deleted', 'deleted'])
})

test('a workbook on standard input is read like any other, and what was left out is told', async () => {
  const argv = ['run', '-', '--site', 'acme', '--out', temporaryFolder(), '--dry-run']
  const { stdout } = await cli(argv, { deps: { stdin: Readable.from([bookOf(TABLE, 'hidden')]) } })
  expect(stdout).toContain('  -, 4 rows, 0 requests\n  1 hidden sheet left out\n')
})

test('reading a workbook stops when it is told to', async () => {
  const out = temporaryFolder()
  const rows: CellForm[][] = Array.from({ length: 20_000 }, (_, n) => [`w${n}`, 'x', date(46_000)])
  const list = writeList(out, bookOf([HEADER, ...rows], 'hidden'), 'leavers.xlsx')
  const { deps, send } = signals()
  const running = cli(['run', list, '--site', 'acme', '--out', out, '--dry-run'], { deps })
  setTimeout(() => {
    send('SIGINT')
  }, 20)
  const { stderr } = await running
  expect(stderr).toContain('the list was not read to its end: nobody was touched, and nothing of it is kept.')
})
