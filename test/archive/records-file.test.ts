import { createHash } from 'node:crypto'
import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RecordsDamagedError } from '../../src/archive/errors.ts'
import { RecordsFile } from '../../src/archive/records-file.ts'
import type { ArchivedUser } from '../../src/offboarding/archived-user.ts'
import { temporaryFolder } from '../support/cli.ts'

const user = (userId: string, more: Partial<ArchivedUser> = {}): ArchivedUser => ({
  time: '2026-11-23T18:45:00.000Z',
  site: 'acme.konstant.ly',
  run: '20261123T184500Z-3f9c',
  row: 1,
  userId,
  user: { id: userId, name: 'Ute\nVogel\u2028' },
  assignments: [],
  certificates: [],
  ...more,
})
const fileIn = (folder: string): string => join(folder, 'archive', 'records.jsonl')

/** The user IDs that stand in a file, line by line. */
const savedIn = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as ArchivedUser).userId)

/** A file with these users, written and closed. */
async function written(folder: string, ...ids: string[]): Promise<string> {
  const records = RecordsFile.open(fileIn(folder))
  for (const id of ids) await records.add(user(id))
  records.close()
  return fileIn(folder)
}

describe('the file of records', () => {
  test('has a line for each user, with the hash that was told of it, and only this user may read it', async () => {
    const folder = temporaryFolder()
    const records = RecordsFile.open(fileIn(folder))
    expect(records.isEmpty).toBe(true)
    const hashes = await Promise.all(['u1', 'u2', 'u3'].map((id) => records.add(user(id))))
    records.close()
    const lines = readFileSync(fileIn(folder), 'utf8').split('\n').slice(0, -1)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(['u1', 'u2', 'u3'].map((id) => user(id)))
    expect(lines.map((line) => createHash('sha256').update(line).digest('hex'))).toEqual(hashes)
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'archive')).mode & 0o777).toBe(0o700)
  })

  test('knows who is saved when it is opened again', async () => {
    const folder = temporaryFolder()
    await written(folder, 'u1', 'u2')
    const records = RecordsFile.open(fileIn(folder))
    expect(['u1', 'u2', 'u3'].map((id) => records.hashOf(id) !== null)).toEqual([true, true, false])
    await records.add(user('u3'))
    records.close()
    expect(savedIn(fileIn(folder))).toEqual(['u1', 'u2', 'u3'])
  })

  test.each([
    ['a part of a line', '{"time":"2026-11-23T18:4'],
    ['a line without its end', JSON.stringify(user('u2'))],
    ['blocks that were never written', '\0'.repeat(4096)],
    ['a broken line with its end', '{"time":\n'],
    ['several broken lines', '{"time":\n\0\0\0\n'],
    ['a line that is no user', '{"userId":"u2"}\n'],
  ])('cuts off what a killed process, or a power cut, has left at its end: %s', async (_, tail) => {
    const folder = temporaryFolder()
    const path = await written(folder, 'u1')
    appendFileSync(path, tail)
    const records = RecordsFile.open(path)
    expect(records.hashOf('u2')).toBeNull()
    await records.add(user('u2'))
    records.close()
    expect(savedIn(path)).toEqual(['u1', 'u2'])
  })

  test('is refused where a line before its end cannot be read, and is left as it is', async () => {
    const folder = temporaryFolder()
    const path = await written(folder, 'u1')
    appendFileSync(path, `{"time":\n${JSON.stringify(user('u2'))}\n`)
    const before = readFileSync(path)
    expect(() => RecordsFile.open(path)).toThrow(RecordsDamagedError)
    expect(() => RecordsFile.open(path)).toThrow(`line 2 of ${path} cannot be read`)
    expect(readFileSync(path)).toEqual(before)
  })

  test('reads lines that are longer than what is read at once', async () => {
    const folder = temporaryFolder()
    const long = user('u1', { assignments: [{ note: 'ä'.repeat(200_000) }] })
    const records = RecordsFile.open(fileIn(folder))
    const hash = await records.add(long)
    await records.add(user('u2'))
    records.close()
    const again = RecordsFile.open(fileIn(folder))
    expect([again.hashOf('u1'), again.hashOf('u2') !== null]).toEqual([hash, true])
    again.close()
  })

  test.each([
    [
      'moved',
      (path: string) => {
        renameSync(path, `${path}.old`)
      },
    ],
    [
      'removed',
      (path: string) => {
        rmSync(path)
      },
    ],
    [
      'replaced',
      (path: string) => {
        renameSync(path, `${path}.old`)
        writeFileSync(path, '')
      },
    ],
    [
      'shortened',
      (path: string) => {
        truncateSync(path, 10)
      },
    ],
    [
      'added to',
      (path: string) => {
        appendFileSync(path, 'x')
      },
    ],
  ])('saves nobody any more once somebody has %s it', async (_, harm) => {
    const folder = temporaryFolder()
    const records = RecordsFile.open(fileIn(folder))
    await records.add(user('u1'))
    harm(fileIn(folder))
    await expect(records.add(user('u2'))).rejects.toThrow()
    await expect(records.add(user('u3'))).rejects.toThrow()
    expect(records.hashOf('u2')).toBeNull()
    records.close()
  })

  test('is not written through a link', async () => {
    const folder = temporaryFolder()
    const path = await written(folder, 'u1')
    renameSync(path, join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), path)
    expect(() => RecordsFile.open(path)).toThrow('is not a plain file')
  })
})
