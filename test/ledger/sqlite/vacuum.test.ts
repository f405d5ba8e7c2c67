import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { openDatabase } from '../../../src/ledger/opening/open-database.ts'
import { VACUUM } from '../../../src/ledger/sqlite/ledger-database.ts'
import { inTransaction } from '../../../src/ledger/sqlite/transaction.ts'
import { temporaryFolder } from '../../support/cli.ts'

test('a ledger that is built anew and so gets smaller is not taken for one that somebody has cut off', () => {
  const path = join(temporaryFolder(), LEDGER_FILE)
  const { db, close } = openDatabase(path, { create: true, now: new Date() })
  const fill = db.prepare('INSERT INTO rows (run, row, line, cells) VALUES (?, ?, 1, json_array(?))')
  // So much that SQLite itself writes the log back into the file.
  inTransaction(db, () => {
    for (let row = 1; row <= 20_000; row += 1) for (const run of [1, 2]) fill.run(run, row, 'x'.repeat(400))
  })
  inTransaction(db, () => db.prepare('DELETE FROM rows WHERE run = 2').run())
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const before = statSync(path).size
  db.exec(VACUUM)
  expect(statSync(path).size).toBeLessThan(before)
  inTransaction(db, () => fill.run(3, 1, 'written'))
  close()
})
