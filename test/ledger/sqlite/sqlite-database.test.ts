import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Value } from '../../../src/ledger/database.ts'
import { LedgerWriteError } from '../../../src/ledger/errors.ts'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { LedgerDatabase } from '../../../src/ledger/sqlite/ledger-database.ts'
import { SqliteDatabase } from '../../../src/ledger/sqlite/sqlite-database.ts'
import type { RunDraft } from '../../../src/offboarding/ports/run-store.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'

const DEFECT = new TypeError('x is not a function')
const DISK_FULL = Object.assign(new Error('database or disk is full'), { errcode: 13 })

let file: LedgerDatabase
let db: SqliteDatabase
beforeEach(() => {
  file = new LedgerDatabase(':memory:')
  file.exec('CREATE TABLE t (n INTEGER UNIQUE, text TEXT); INSERT INTO t VALUES (1, NULL)')
  db = new SqliteDatabase(file)
})

const numbers = (): Promise<{ n: number }[]> => db.all('SELECT n FROM t ORDER BY n')

describe('a statement', () => {
  test('takes values by position, and by name as often as it names them', async () => {
    expect(await db.run('INSERT INTO t VALUES (?, ?)', [2, 'two'])).toBe(1)
    expect(
      await db.run('UPDATE t SET text = $text WHERE n = $n OR text = $text', { n: 1, text: 'two' }),
    ).toBe(2)
    expect(await db.get('SELECT text FROM t WHERE n = ?', [1])).toEqual({ text: 'two' })
    expect(await db.get('SELECT text FROM t WHERE n = ?', [9])).toBeUndefined()
  })

  test('hands rows over as plain objects, or as arrays', async () => {
    const sql = 'SELECT n, text FROM t'
    expect(await db.all(sql)).toStrictEqual([{ n: 1, text: null }])
    expect(await db.arrays(sql)).toEqual([[1, null]])
    // Also where it was prepared for the other before.
    expect(await db.all(sql)).toStrictEqual([{ n: 1, text: null }])
  })

  test('hands very many rows over in pages', async () => {
    const rows = Array.from({ length: 1200 }, (_, n): Value[] => [n + 2, 'x'])
    await db.insert('t', ['n', 'text'], rows)
    const pages: number[] = []
    for await (const page of db.pages('SELECT n FROM t')) pages.push(page.length)
    expect(pages).toEqual([500, 500, 201])
  })

  test('that is wrong rejects with the error of SQLite', async () => {
    await expect(db.run('UPDATE t SET m = 1')).rejects.toThrow('no such column')
    await expect(db.insert('t', ['n'], [[2], [2]])).rejects.toThrow('UNIQUE')
  })
})

describe('a transaction', () => {
  test('gives back what the write does', async () => {
    expect(await db.transaction(() => Promise.resolve(7))).toBe(7)
  })

  test.each([
    ['SQLite', DISK_FULL, 'Make room on its volume'],
    [
      'the system',
      Object.assign(new Error('no'), { code: 'EROFS', syscall: 'open' }),
      'Make its volume writable',
    ],
  ])('says what %s refuses, and takes all of it back', async (_, error, wayOut) => {
    const failing = (): Promise<void> =>
      db.transaction(async () => {
        await db.run('INSERT INTO t VALUES (2, NULL)')
        throw error
      })
    await expect(failing()).rejects.toThrow(LedgerWriteError)
    await expect(failing()).rejects.toThrow(wayOut)
    expect(await numbers()).toEqual([{ n: 1 }])
  })

  test.each([
    ['of ours', DEFECT],
    // It has a code, and is nothing that the system has said.
    [
      "in how Node's own functions are called",
      Object.assign(new TypeError('no'), { code: 'ERR_INVALID_ARG_TYPE' }),
    ],
  ])('says of a defect %s nothing but what it is', async (_, defect) => {
    await expect(db.transaction(() => Promise.reject(defect))).rejects.toBe(defect)
    expect(file.isTransaction).toBe(false)
  })

  test.each<[reason: string, sql: string, ...values: Value[]]>([
    ['no such column', 'UPDATE t SET m = 1'],
    ['syntax error', 'UPDAT t'],
    ['UNIQUE constraint failed', 'INSERT INTO t VALUES (1, NULL)'],
    ['column index out of range', 'INSERT INTO t VALUES (2, NULL)', 1, 2],
    ['datatype mismatch', "INSERT INTO r VALUES ('x')"],
  ])('that is wrong SQL (%s) is a defect, and not to be tried again', async (reason, sql, ...values) => {
    await db.script('CREATE TABLE r (n INTEGER PRIMARY KEY)')
    const failed = db.transaction(() => db.run(sql, values))
    await expect(failed).rejects.toThrow(reason)
    await expect(failed).rejects.not.toThrow(LedgerWriteError)
    expect(file.isTransaction).toBe(false)
  })

  test('that is begun takes in everything until its commit, or its rollback', async () => {
    await db.begin()
    await db.run('INSERT INTO t VALUES (2, NULL)')
    await db.rollback()
    expect(await numbers()).toEqual([{ n: 1 }])
    // There is none any more: nothing happens.
    await db.rollback()
    await db.begin()
    await db.run('INSERT INTO t VALUES (3, NULL)')
    await db.commit()
    await db.rollback()
    expect(await numbers()).toEqual([{ n: 1 }, { n: 3 }])
  })

  test('is none of two at a time', async () => {
    await db.begin()
    await expect(db.begin()).rejects.toThrow('within a transaction')
    // The one that was there first goes on.
    await expect(db.transaction(() => Promise.resolve())).rejects.toThrow('within a transaction')
    expect(file.isTransaction).toBe(true)
  })

  test('is not ended by the rollback of another one that is over', async () => {
    await db.transaction(async () => {
      await db.run('INSERT INTO t VALUES (2, NULL)')
      await db.rollback()
    })
    expect(await numbers()).toEqual([{ n: 1 }, { n: 2 }])
  })
})

describe('of a list that was not committed', () => {
  let folder: string
  beforeEach(() => {
    folder = temporaryFolder()
  })

  const open = (): Promise<Ledger> =>
    Ledger.open({ folder, create: true, now: () => new Date('2026-11-23T12:00:00Z') })

  /** Bytes of the ledger and of what stands beside it. */
  const size = (): number =>
    [LEDGER_FILE, `${LEDGER_FILE}-wal`].reduce(
      (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )

  /** More rows than SQLite keeps in memory. */
  async function readMany(draft: RunDraft): Promise<void> {
    const cells = ['a cell of some length, as there are many']
    await draft.add(
      Array.from({ length: 100_000 }, (_, index) => leaverRow(index + 1, `u${index + 1}`, cells)),
    )
  }

  test('nothing takes space any more once it is discarded, although the ledger is still open', async () => {
    const ledger = await open()
    const draft = await ledger.draft()
    await readMany(draft)
    expect(size()).toBeGreaterThan(1_000_000)
    await draft.discard()
    expect(size()).toBeLessThan(200_000)
    await ledger.close()
  })

  test('nor if its reading was killed, once the ledger is opened again, and runs that are there stay', async () => {
    const ledger = await open()
    await beginRun(ledger, [])
    const draft = await ledger.draft()
    await readMany(draft)
    // What a kill leaves behind is the files as they are.
    const killed = join(folder, 'killed')
    copyFileSync(join(folder, LEDGER_FILE), killed)
    copyFileSync(join(folder, `${LEDGER_FILE}-wal`), `${killed}-wal`)
    await draft.discard()
    await ledger.close()
    copyFileSync(killed, join(folder, LEDGER_FILE))
    copyFileSync(`${killed}-wal`, join(folder, `${LEDGER_FILE}-wal`))
    expect(size()).toBeGreaterThan(1_000_000)
    const again = await open()
    expect(size()).toBeLessThan(200_000)
    expect((await again.runs()).map(({ id }) => id)).toEqual(['run-1'])
    await again.close()
  })
})
