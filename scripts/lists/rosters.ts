import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { encode } from './encode.ts'
import { sheetRows, workbook, type CellForm } from './workbook.ts'

/** A roster of the site in the sandbox, with the flags of `compare` that it needs. */
export interface RosterCase {
  file: string
  bytes: Buffer
  flags: readonly string[]
}

/** The site whose rosters these are: 200 users of the sandbox. */
export const ROSTER_SITE: readonly Person[] = makePeople(200, 11)

const staff = ROSTER_SITE.filter(({ isBanned }) => !isBanned)
/** Who is on the rosters: all who are active but the first dozen. */
const onRoster = staff.slice(12)
const at = (index: number): Person => staff[index % staff.length] as Person
const number = ({ attributes }: Person): string => attributes?.['employee_id'] ?? ''
const lastFirst = ({ name }: Person): string => name.split(' ').reverse().join(', ')

type Table = readonly (readonly string[])[]

/** Cells of some lines that are not as they should be, by line and column. */
const FLAWS: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  3: { 3: 'umzug@example.org' },
  5: { 0: '1,2E+04', 3: '' },
  7: { 7: 'ausgetreten' },
  8: { 6: '31.12.2019' },
  9: { 3: at(0).email },
}

/** An export in German, for Excel there: with the superior by name and number, contracts that end, a total, and its own share of flaws. */
const german: Table = [
  [
    'Personalnummer',
    'Vorname',
    'Nachname',
    'E-Mail',
    'Vorgesetzter',
    'E-Mail Vorgesetzter',
    'Vertragsende',
    'Status',
  ],
  ...onRoster.map((one, index) => {
    const [first = '', last = ''] = one.name.split(' ')
    // The last of those who are not on it is a superior all the same.
    const boss = index % 9 === 0 ? at(11) : at(12 + index * 5)
    const flaw = FLAWS[index] ?? {}
    const line = [
      number(one),
      first,
      last,
      one.email,
      `${lastFirst(boss)} (${number(boss)})`,
      boss.email,
      '',
      'aktiv',
    ]
    return line.map((cell, column) => flaw[column] ?? cell)
  }),
  ['', '', `Summe: ${onRoster.length} Mitarbeiter`, '', '', '', '', ''],
]

/** An export with a work and a private address, of which as a rule one is filled in. */
const addresses: Table = [
  ['Name', 'Work Email', 'Personal Email', 'Line Manager Email', 'Department'],
  ...onRoster.map((one, index) => [
    one.name,
    index % 3 === 0 ? '' : one.email.toUpperCase(),
    index % 3 === 0 ? `"${one.name}" <${one.email}>` : '',
    index === 4 ? at(0).email : at(12 + index).email,
    'Sales',
  ]),
]

const csv = (table: Table, delimiter: string): string =>
  table
    .map((cells) =>
      cells
        .map((cell) => (/["\r\n;,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(delimiter),
    )
    .map((line) => `${line}\r\n`)
    .join('')

/** The same people in a workbook, under a title, with numbers that are shown with their zeros. */
function book(): Buffer {
  const strings: string[] = []
  const rows: CellForm[][] = [
    ['Headcount report, November 2026'],
    [],
    ['Employee ID', 'Full name', 'Work email', 'Manager', 'Contract end'],
    ...onRoster.map((one, index): CellForm[] => [
      ['s="1"', `<v>${Number(number(one))}</v>`],
      one.name,
      one.email,
      at(12 + index * 3).name,
      index === 6 ? ['s="2"', '<v>44000</v>'] : null,
    ]),
  ]
  const sheets = [{ name: 'Headcount', rows: sheetRows(rows, strings) }]
  return workbook({ sheets, strings, formats: { 164: '00000' }, styles: [0, 164, 14] })
}

export const rosters: readonly RosterCase[] = [
  {
    file: 'mitarbeiter.csv',
    bytes: encode(csv(german, ';'), 'utf-8', true),
    flags: ['--attribute', 'employee_id'],
  },
  { file: 'two-addresses.csv', bytes: encode(csv(addresses, ','), 'utf-8'), flags: [] },
  { file: 'headcount.xlsx', bytes: book(), flags: ['--attribute', 'employee_id'] },
]
