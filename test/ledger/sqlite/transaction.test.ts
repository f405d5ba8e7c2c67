import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { LedgerWriteError } from '../../../src/ledger/errors.ts'
import { GroupCommit } from '../../../src/ledger/group-commit.ts'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { inTransaction } from '../../../src/ledger/sqlite/transaction.ts'
import type { RunSession } from '../../../src/offboarding/ports/run-session.ts'
import { beginRun } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'

const DEFECT = new TypeError('x is not a function')
const throwing = (error: Error) => () => {
  throw error
}

describe('a file that vanished', () => {
  const limits = { maxUsers: 1, maxPercent: 1, maxUnknown: 1 }
  test.each<[what: string, write: (ledger: Ledger, session: RunSession) => Promise<unknown>]>([
    ['whom to protect', (ledger) => ledger.protect('run-1', ['*@board.example.com'])],
    ['rows that end together', (_, session) => session.endToDo({ code: 'run_refused', message: 'too many' })],
    ['that the result was told', (ledger) => ledger.markReported('run-1')],
    ['who confirmed', (_, session) => session.confirm('yes', limits)],
    ['how the run ended', (_, session) => session.close({ status: 'finished', exitCode: 0, reason: null })],
    ['a run that goes on', (ledger) => ledger.resume('run-1', '0.0.0')],
  ])('is noticed by the write of %s', async (_, write) => {
    const folder = temporaryFolder()
    const ledger = Ledger.open({ folder, create: true, now: () => new Date('2026-11-23T18:45:00Z') })
    const { session } = await beginRun(ledger, [])
    renameSync(join(folder, LEDGER_FILE), join(folder, 'elsewhere.sqlite'))
    await expect(write(ledger, session)).rejects.toThrow(
      /^the ledger cannot be written \(.* is not there any more\)/,
    )
    ledger.close()
  })
})

describe('a transaction', () => {
  const arrange = (): DatabaseSync => {
    const db = new DatabaseSync(':memory:')
    db.exec('CREATE TABLE t (n INTEGER UNIQUE); INSERT INTO t VALUES (1)')
    return db
  }

  test('gives back what the write does', () => {
    expect(inTransaction(arrange(), () => 7)).toBe(7)
  })

  test.each([
    [
      'SQLite',
      Object.assign(new Error('database or disk is full'), { errcode: 13 }),
      'Make room on its volume',
    ],
    [
      'the system',
      Object.assign(new Error('no'), { code: 'EROFS', syscall: 'open' }),
      'Make its volume writable',
    ],
  ])('says what %s refuses, and takes all of it back', (_, error, wayOut) => {
    const db = arrange()
    const failing = (): void => {
      inTransaction(db, () => {
        db.exec('INSERT INTO t VALUES (2)')
        throw error
      })
    }
    expect(failing).toThrow(LedgerWriteError)
    expect(failing).toThrow(wayOut)
    expect(db.prepare('SELECT n FROM t').all()).toEqual([{ n: 1 }])
  })

  test.each([
    ['of ours', DEFECT],
    // It has a code, and is nothing that the system has said.
    [
      "in how Node's own functions are called",
      Object.assign(new TypeError('no'), { code: 'ERR_INVALID_ARG_TYPE' }),
    ],
  ])('says of a defect %s nothing but what it is', (_, defect) => {
    const db = arrange()
    expect(() => {
      inTransaction(db, throwing(defect))
    }).toThrow(defect)
    expect(db.isTransaction).toBe(false)
  })

  test.each([
    ['no such column', 'UPDATE t SET m = 1'],
    ['syntax error', 'UPDAT t'],
    ['UNIQUE constraint failed', 'INSERT INTO t VALUES (1)'],
    ['column index out of range', 'INSERT INTO t VALUES (2)', 1, 2],
    ['datatype mismatch', "INSERT INTO r VALUES ('x')"],
  ])('that is wrong SQL (%s) is a defect, and not to be tried again', (reason, sql, ...values) => {
    const db = arrange()
    db.exec('CREATE TABLE r (n INTEGER PRIMARY KEY)')
    const failing = (): void => {
      inTransaction(db, () => db.prepare(sql).run(...values))
    }
    expect(failing).toThrow(reason)
    expect(failing).not.toThrow(LedgerWriteError)
    expect(db.isTransaction).toBe(false)
  })

  test('of a group that meets a defect fails with it, and so does every later write', async () => {
    const group = new GroupCommit(arrange())
    await expect(group.write(throwing(DEFECT))).rejects.toBe(DEFECT)
    await expect(group.write(() => undefined)).rejects.toBe(DEFECT)
  })
})
