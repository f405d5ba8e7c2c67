import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { LedgerWriteError } from '../../src/ledger/errors.ts'
import { GroupCommit } from '../../src/ledger/group-commit.ts'
import { temporaryFolder } from '../support/cli.ts'

/** A database with one table, a reader of its own that sees only what was committed, and commits that the test starts. */
function arrange(): {
  group: GroupCommit
  commit: () => void
  insert: (n: number) => () => void
  committed: () => unknown[]
} {
  const path = join(temporaryFolder(), 'x.sqlite')
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER UNIQUE)')
  const reader = new DatabaseSync(path, { readOnly: true })
  const scheduled: (() => void)[] = []
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  return {
    group: new GroupCommit(db, (commit) => scheduled.push(commit)),
    commit: () => scheduled.shift()?.(),
    insert: (n) => () => void insert.run(n),
    committed: () =>
      reader
        .prepare('SELECT n FROM t ORDER BY rowid')
        .all()
        .map(({ n }) => n),
  }
}

describe('a group commit', () => {
  test('takes everything that was asked for into one transaction, in order', async () => {
    const { group, commit, insert, committed } = arrange()
    const writes = [3, 1, 2].map((n) => group.write(insert(n)))
    expect(committed()).toEqual([])
    commit()
    expect(committed()).toEqual([3, 1, 2])
    await expect(Promise.all(writes)).resolves.toEqual([undefined, undefined, undefined])
  })

  test('resolves only once the write is committed', async () => {
    const { group, commit, insert, committed } = arrange()
    let seen: unknown[] = []
    const written = group.write(insert(1)).then(() => (seen = committed()))
    commit()
    await written
    expect(seen).toEqual([1])
  })

  test('that fails takes back the whole group, and every later write fails too', async () => {
    const { group, commit, insert, committed } = arrange()
    const full = (): never => {
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 })
    }
    const settled = Promise.allSettled([group.write(insert(1)), group.write(full), group.write(insert(2))])
    commit()
    const results = await settled
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(committed()).toEqual([])
    await expect(group.write(insert(5))).rejects.toBeInstanceOf(LedgerWriteError)
    expect(committed()).toEqual([])
  })
})
