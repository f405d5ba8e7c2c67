import { DatabaseSync } from 'node:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { TABLES } from '../../../src/ledger/columns/tables.ts'
import { copyLedger } from '../../../src/ledger/copying/copy-ledger.ts'
import type { OpenLedger } from '../../../src/ledger/access.ts'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { openLedger } from '../../../src/ledger/open-ledger.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')

async function filled(): Promise<string> {
  const folder = temporaryFolder()
  const ledger = await Ledger.open({ folder, create: true, now })
  const { session } = await beginRun(ledger, [leaverRow(1, 'u1', ['u1', 'Zoë\n"1"']), leaverRow(2, 'u2')])
  await session.journal().intend(1, { do: 'delete', userId: 'u1' })
  await ledger.close()
  return folder
}

async function opened(folder: string, toCopyInto = false): Promise<OpenLedger> {
  const ledger = await openLedger({ folder, create: toCopyInto, toCopyInto, now })
  onTestFinished(() => ledger.close())
  return ledger
}

test('every table and column of a ledger is copied', async () => {
  const folder = await filled()
  const db = new DatabaseSync(join(folder, LEDGER_FILE), { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  expect(TABLES.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name))
  for (const { name, columns, keys } of TABLES) {
    const found = db.prepare('SELECT name, pk FROM pragma_table_info(?)').all(name)
    expect([...columns].sort()).toEqual(found.map((column) => String(column['name'])).sort())
    const key = found.filter(({ pk }) => pk !== 0).sort((a, b) => Number(a['pk']) - Number(b['pk']))
    expect(columns.slice(0, keys)).toEqual(key.map((column) => column['name']))
  }
  db.close()
})

test('a copy holds every row, and says by which hash both are the same', async () => {
  const [from, to] = [await opened(await filled()), await opened(temporaryFolder(), true)]
  const copied = await copyLedger(from, to)
  expect(copied.map(({ name, rows }) => [name, rows])).toContainEqual(['rows', 2])
  expect(copied.map(({ name, rows }) => [name, rows])).toContainEqual(['steps', 1])
  const again = await copyLedger(to, await opened(temporaryFolder(), true))
  expect(again).toEqual(copied)
})

test('the key of the pseudonyms goes with it', async () => {
  const [from, to] = [await opened(await filled()), await opened(temporaryFolder(), true)]
  const key = Buffer.alloc(32, 7)
  await from.keys.write(key)
  await copyLedger(from, to)
  expect(await to.keys.read()).toEqual(key)
})

test('a ledger with another key is left as it was', async () => {
  const folder = temporaryFolder()
  const to = await openLedger({ folder, create: true, now })
  await to.keys.write(Buffer.alloc(32, 8))
  const from = await opened(await filled())
  await expect(copyLedger(from, to)).rejects.toThrow('has another key of pseudonyms')
  await to.close()
  expect(await (await opened(folder)).keys.read()).toEqual(Buffer.alloc(32, 8))
})

test('a ledger that holds something is never copied into', async () => {
  const folder = await filled()
  const from = await opened(await filled())
  const to = await opened(folder, true)
  await expect(copyLedger(from, to)).rejects.toThrow('holds something already (in runs)')
  expect(await to.db.get('SELECT COUNT(*) AS n FROM runs')).toEqual({ n: 1 })
})

test('a copy that was interrupted before its first row opens for nothing but another attempt', async () => {
  const folder = temporaryFolder()
  const begun = await openLedger({ folder, create: true, toCopyInto: true, now })
  await begun.close()
  await expect(opened(folder)).rejects.toThrow('is a copy of a ledger that is not whole')
  await copyLedger(await opened(await filled()), await opened(folder, true))
})

test('a ledger that holds something stays whole when another one is to be copied into it', async () => {
  const folder = await filled()
  const to = await openLedger({ folder, create: true, toCopyInto: true, now })
  await expect(copyLedger(await opened(await filled()), to)).rejects.toThrow('holds something already')
  await to.close()
  await opened(folder)
})

test.each([
  ['another value', "UPDATE rows SET user_id = 'u3' WHERE row = 2"],
  ['a row less', 'DELETE FROM rows WHERE row = 2'],
  ['a row more', 'INSERT INTO rows (run, row, line, cells) SELECT run, 3, 3, cells FROM rows WHERE row = 1'],
])('a copy that differs (%s) is taken back, and opens for nothing but another attempt', async (_, sql) => {
  const from = await opened(await filled())
  const folder = temporaryFolder()
  const to = await openLedger({ folder, create: true, toCopyInto: true, now })
  const insert = to.db.insert.bind(to.db)
  to.db.insert = async (table, columns, rows) => {
    await insert(table, columns, rows)
    if (table === 'rows') await to.db.run(sql)
  }
  await expect(copyLedger(from, to)).rejects.toThrow(
    /the copy differs from the ledger in rows where run is 1, row is [23]/,
  )
  await to.close()
  expect(existsSync(join(folder, LEDGER_FILE))).toBe(true)
  await expect(opened(folder)).rejects.toThrow('is a copy of a ledger that is not whole')
  expect(await copyLedger(from, await opened(folder, true))).toContainEqual(
    expect.objectContaining({ name: 'rows', rows: 2 }),
  )
})
