import { expect, test } from 'vitest'
import { resultText } from '../../../src/cli/inbox/job-text.ts'

test('a list that is set aside is named once, and each sentence ends once', () => {
  const why = 'bad.csv: no column is known to hold user IDs. Name it with --id-column.'
  const result = { list: 'bad.csv', run: null, exitCode: 2, why } as const
  expect(resultText({ ...result, is: 'set aside', at: 'attention/bad.csv.txt' })).toBe(
    'bad.csv is set aside: no column is known to hold user IDs. Name it with --id-column. attention/bad.csv.txt says what to do',
  )
  expect(resultText({ ...result, is: 'left', at: null, why: 'it was changed.' })).toBe(
    'bad.csv is left where it is: it was changed',
  )
})
