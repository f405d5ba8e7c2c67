import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { LedgerWriteError } from '../../src/ledger/errors.ts'
import { GroupCommit } from '../../src/ledger/group-commit.ts'
import { LedgerDatabase } from '../../src/ledger/sqlite/ledger-database.ts'
import { SqliteDatabase } from '../../src/ledger/sqlite/sqlite-database.ts'
import { temporaryFolder } from '../support/cli.ts'

const DEFECT = new TypeError('x is not a function')

/** A database with one table, a reader of its own that sees only what was committed, and commits that the test starts. */
function arrange(): {
  group: GroupCommit
  commit: () => void
  insert: (n: number) => () => Promise<number>
  committed: () => unknown[]
} {
  const path = join(temporaryFolder(), 'x.sqlite')
  const file = new LedgerDatabase(path)
  file.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER UNIQUE)')
  const db = new SqliteDatabase(file)
  const reader = new DatabaseSync(path, { readOnly: true })
  const scheduled: (() => void)[] = []
  return {
    group: new GroupCommit(db, (commit) => scheduled.push(commit)),
    commit: () => scheduled.shift()?.(),
    insert: (n) => () => db.run('INSERT INTO t VALUES (?)', [n]),
    committed: () =>
      reader
        .prepare('SELECT n FROM t ORDER BY rowid')
        .all()
        .map(({ n }) => n),
  }
}

const full = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('database or disk is full'), { errcode: 13 }))

describe('a group commit', () => {
  test('takes everything that was asked for into one transaction, in order', async () => {
    const { group, commit, insert, committed } = arrange()
    const writes = [3, 1, 2].map((n) => group.write(insert(n)))
    expect(committed()).toEqual([])
    commit()
    await expect(Promise.all(writes)).resolves.toEqual([1, 1, 1])
    expect(committed()).toEqual([3, 1, 2])
  })

  test('resolves only once the write is committed', async () => {
    const { group, commit, insert, committed } = arrange()
    let seen: unknown[] = []
    const written = group.write(insert(1)).then(() => (seen = committed()))
    commit()
    await written
    expect(seen).toEqual([1])
  })

  test('lets a write wait for its own answers, while the others of the group wait for it', async () => {
    const { group, commit, insert, committed } = arrange()
    const { promise: answer, resolve } = Promise.withResolvers<undefined>()
    const slow = group.write(async () => {
      await insert(1)()
      await answer
      return insert(2)()
    })
    const after = group.write(insert(3))
    commit()
    await new Promise(setImmediate)
    expect(committed()).toEqual([])
    resolve(undefined)
    await Promise.all([slow, after])
    expect(committed()).toEqual([1, 2, 3])
  })

  test('takes what is asked for meanwhile into the next transaction', async () => {
    const { group, commit, insert, committed } = arrange()
    let second: Promise<unknown> | undefined
    const first = group.write(async () => {
      second = group.write(insert(2))
      return insert(1)()
    })
    commit()
    await first
    expect(committed()).toEqual([1])
    // Not before it is its turn again.
    commit()
    await second
    expect(committed()).toEqual([1, 2])
  })

  test('that fails takes back the whole group, and every later write fails too', async () => {
    const { group, commit, insert, committed } = arrange()
    let meanwhile: Promise<unknown> | undefined
    const failing = (): Promise<never> => {
      meanwhile = group.write(insert(4))
      // Looked at below.
      meanwhile.catch(() => undefined)
      return full()
    }
    const settled = Promise.allSettled([group.write(insert(1)), group.write(failing), group.write(insert(2))])
    commit()
    const results = await settled
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(committed()).toEqual([])
    await expect(meanwhile).rejects.toBeInstanceOf(LedgerWriteError)
    await expect(group.write(insert(5))).rejects.toBeInstanceOf(LedgerWriteError)
    expect(committed()).toEqual([])
  })

  test('that meets a defect fails with it, and so does every later write', async () => {
    const { group, commit, insert, committed } = arrange()
    const failed = group.write(() => Promise.reject(DEFECT))
    commit()
    await expect(failed).rejects.toBe(DEFECT)
    await expect(group.write(insert(1))).rejects.toBe(DEFECT)
    expect(committed()).toEqual([])
  })
})
