import { expect, test } from 'vitest'
import { table } from '../../../../src/cli/terminal/results/table.ts'

const LINES = [
  ['RUN', 'LIST', 'WAITING'],
  ['run-1', 'leavers.csv', '27'],
  ['run-2', '王小明.csv', ''],
]

test('a table has its columns aligned, whatever the letters', () => {
  const text = 'RUN    LIST         WAITING\nrun-1  leavers.csv  27\nrun-2  王小明.csv\n'
  expect(table(LINES)).toBe(text)
  expect(table(LINES, 27)).toBe(text)
})

test('in a window that is too narrow for it, each line is a block of its own', () => {
  expect(table(LINES, 26)).toBe(
    'RUN      run-1\nLIST     leavers.csv\nWAITING  27\n\nRUN      run-2\nLIST     王小明.csv\n',
  )
})
