import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { layoutFlags } from '../../../src/cli/terminal/layout-flags.ts'
import type { Reading } from '../../../src/offboarding/run/reading.ts'

const HEADERS = ['User ID', 'E-mail', 'Last day', 'Name', 'Name', '2026']
const column = (number: number): { number: number; name: string } => ({
  number,
  name: HEADERS[number - 1] ?? '',
})
const READING: Reading = {
  columns: { id: column(1), email: null, leaveDate: column(3), name: [] },
  header: true,
  skippedLines: 0,
  dateFormat: null,
  timezone: 'UTC',
  before: null,
}

test.each<[string, Partial<Reading>, string]>([
  ['the columns by their headers', {}, `--id-column 'User ID' --leave-date-column 'Last day'`],
  [
    'by their numbers where a header is no name, or not the only one',
    { columns: { id: column(6), email: column(2), leaveDate: null, name: [column(5)] } },
    '--id-column 6 --email-column E-mail --name-column 5',
  ],
  [
    'no flag for two names, which are found together',
    { columns: { id: column(1), email: null, leaveDate: null, name: [column(4), column(5)] } },
    `--id-column 'User ID'`,
  ],
  [
    'what else says how it is read',
    { dateFormat: 'dd.MM.yyyy', emptyLeaveDate: 'due', sheet: "HR's list", skippedLines: 2 },
    `--id-column 'User ID' --leave-date-column 'Last day' --date-format dd.MM.yyyy --empty-leave-date due --sheet 'HR'\\''s list' --skip-lines 2`,
  ],
  ['a list without a header', { header: false }, '--id-column 1 --leave-date-column 3 --no-header'],
])('%s', (_, more, flags) => {
  expect(layoutFlags({ ...READING, ...more }, HEADERS)).toBe(flags)
})

test('the attribute that users are found by, and its column', () => {
  const columns = { ...READING.columns, attribute: column(2), leaveDate: null }
  expect(layoutFlags({ ...READING, columns }, HEADERS, 'employee_id')).toBe(
    `--id-column 'User ID' --attribute employee_id --attribute-column E-mail`,
  )
})

test.each(["a'b", '$(touch x)', '-x', 'a"b', '', 'ünïcode', '`x`'])(
  'a shell takes the header %j as it is',
  (name) => {
    const reading = { ...READING, columns: { ...READING.columns, id: { number: 1, name }, leaveDate: null } }
    const flags = layoutFlags(reading, [name])
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${flags}`], { encoding: 'utf8' })
      .trimEnd()
      .split('\n')
    expect(words).toEqual(['--id-column', ['', '-x'].includes(name) ? '1' : name])
  },
)
