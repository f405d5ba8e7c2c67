import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tryLocks, type Attempt } from '../../../../src/ledger/sqlite/opening/try-locks.ts'
import { temporaryFolder } from '../../../support/cli.ts'

test('a second process is refused, and nothing is left of the trial', () => {
  const folder = temporaryFolder()
  expect(tryLocks(folder)).toEqual({ kind: 'refused' })
  expect(readdirSync(folder)).toEqual([])
})

test.each<[Attempt, object]>([
  [{ got: true }, { kind: 'not_refused' }],
  [{ failed: 'no memory' }, { kind: 'untried', reason: 'no memory' }],
])('what the other process met (%j) is told', (attempt, trial) => {
  const folder = temporaryFolder()
  const tried: string[] = []
  const found = tryLocks(folder, (file) => {
    tried.push(file)
    expect(existsSync(file)).toBe(true)
    return attempt
  })
  expect(found).toEqual(trial)
  expect(tried.length).toBe(1)
  expect(readdirSync(folder)).toEqual([])
})

test('the other process gets a lock that nobody holds', () => {
  // A volume without locks is one where this happens while somebody does hold it.
  const folder = temporaryFolder()
  const trial = tryLocks(folder, (file) => {
    const { stdout } = spawnSync(process.execPath, ['-e', other(`${file}-of-nobody`)], { encoding: 'utf8' })
    return { got: stdout.trim() === 'got' }
  })
  expect(trial).toEqual({ kind: 'not_refused' })
})

const other = (file: string): string =>
  `new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)}).exec('BEGIN IMMEDIATE'); console.log('got')`

test('a folder in which nothing can be made is one without locks', () => {
  expect(tryLocks(join(temporaryFolder(), 'missing'))).toMatchObject({ kind: 'impossible' })
})
