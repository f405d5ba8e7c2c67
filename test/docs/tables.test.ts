import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { EXIT_CODES } from '../../src/cli/help/exit-codes.ts'
import { needsAttention, OUTCOMES } from '../../src/offboarding/outcome.ts'
import { PLAN_COLUMNS, RESULT_COLUMNS, ROSTER_LINE_COLUMN } from '../../src/offboarding/run/report-columns.ts'
import { DOCUMENTS, documentOf, tableOf } from './documents.ts'

const readme = documentOf('README.md')
const results = documentOf('docs/results.md')
const administrators = documentOf('docs/administrators.md')
const code = (name: string): string => `\`${name}\``

/** The table of columns that stands under a heading. */
const columnsUnder = (heading: string): string[] => {
  const text = results.text.split(`\n## ${heading}\n`)[1] ?? ''
  return tableOf({ path: results.path, text }, 'column').map(([name = '']) => name)
}

test('the README is a front page: it has at most 900 words', () => {
  expect(readme.text.trim().split(/\s+/).length).toBeLessThanOrEqual(900)
})

test('the README has the exit codes as the tool tells them', () => {
  expect(tableOf(readme, 'code').map((row) => row.map((cell) => cell.replaceAll('`', '')))).toEqual(
    EXIT_CODES,
  )
})

test('administrators find every exit code', () => {
  expect(tableOf(administrators, 'exit code').map(([name]) => name)).toEqual(EXIT_CODES.map(([name]) => name))
})

test('every outcome is told, in the order of reports, with whether it needs attention', () => {
  expect(tableOf(results, 'outcome').map(([name, , attention]) => [name, attention])).toEqual(
    OUTCOMES.map((outcome) => [code(outcome), needsAttention(outcome) ? 'yes' : '']),
  )
})

test('HR finds what to do about each outcome that needs attention', () => {
  expect(tableOf(documentOf('docs/hr.md'), 'outcome').map(([name]) => name)).toEqual(
    OUTCOMES.filter(needsAttention).map(code),
  )
})

test('every column of the results and of the plan is told, in its order', () => {
  expect(columnsUnder('The columns of results.csv')).toEqual(RESULT_COLUMNS.map(([name]) => code(name)))
  expect(columnsUnder('The columns of plan.csv')).toEqual(PLAN_COLUMNS.map(([name]) => code(name)))
})

test.each(DOCUMENTS)('$path names only columns that there are', ({ text }) => {
  const columns = [...RESULT_COLUMNS, ...PLAN_COLUMNS].map(([name]) => name)
  // The example of a column that only looks like one of these.
  columns.push(ROSTER_LINE_COLUMN, 'offboard_date')
  const named = text.match(/\boffboard_[a-z_]*[a-z]/g) ?? []
  expect(named.filter((name) => !columns.includes(name))).toEqual([])
})

test('every command is told, on the front page and to administrators, in the order of help', () => {
  const names = COMMANDS.map(({ name }) => name)
  expect(Array.from(readme.text.matchAll(/^- `([a-z]+)[^`]*`:/gm), ([, name]) => name)).toEqual(names)
  expect(tableOf(administrators, 'command').map(([usage]) => usage?.match(/[a-z]+/)?.[0])).toEqual(names)
})
