import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEY_FILE, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { CUT_LOG_OFF } from '../../../src/ledger/sqlite/ledger-database.ts'
import { openSqlite } from '../../../src/ledger/sqlite/opening/open-sqlite.ts'
import { temporaryFolder } from '../../support/cli.ts'

test('a ledger that is built anew and so gets smaller is not taken for one that somebody has cut off', async () => {
  const folder = temporaryFolder()
  const path = join(folder, LEDGER_FILE)
  const { db, close } = await openSqlite(
    { ledger: path, key: join(folder, KEY_FILE) },
    { create: true, now: new Date() },
  )
  const fill = (rows: readonly (readonly [run: number, row: number])[]): Promise<void> =>
    db.transaction(() =>
      db.insert(
        'rows',
        ['run', 'row', 'line', 'cells'],
        rows.map(([run, row]) => [run, row, 1, JSON.stringify(['x'.repeat(400)])]),
      ),
    )
  // So much that SQLite itself writes the log back into the file.
  const rows = Array.from({ length: 20_000 }, (_, index) => index + 1)
  await fill(rows.flatMap((row) => [[1, row] as const, [2, row] as const]))
  await db.transaction(() => db.run('DELETE FROM rows WHERE run = 2'))
  await db.script(CUT_LOG_OFF)
  const before = statSync(path).size
  await db.clearFreeSpace()
  expect(statSync(path).size).toBeLessThan(before)
  await fill([[3, 1]])
  await close()
})
