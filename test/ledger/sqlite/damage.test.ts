import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { LedgerDamagedError } from '../../../src/ledger/errors.ts'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { cli, temporaryFolder } from '../../support/cli.ts'
import { onSqlite, testOnSqlite } from '../../support/ledger.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
const open = (): Promise<Ledger> => Ledger.open({ folder, create: true, now })

let folder: string
let path: string
beforeEach(async () => {
  folder = join(temporaryFolder(), 'out')
  path = join(folder, LEDGER_FILE)
  const ledger = await open()
  const cells = ['u1', 'x'.repeat(50)]
  await beginRun(
    ledger,
    Array.from({ length: 500 }, (_, index) => leaverRow(index + 1, 'u1', cells)),
  )
  await ledger.close()
})

/** The note of a process that was killed. */
const writeOwnerNote = (): void => {
  writeFileSync(`${path}.owner.json`, JSON.stringify({ pid: 999_999_999, host: 'here', since: 'then' }))
}

function change(sql: string): void {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}

testOnSqlite('a ledger whose format SQLite does not know is damaged, and no defect', async () => {
  const bytes = readFileSync(path)
  // The schema's format, from 1 to 4. https://www.sqlite.org/fileformat.html
  bytes.writeUInt32BE(9, 44)
  writeFileSync(path, bytes)
  await expect(open()).rejects.toThrow(LedgerDamagedError)
  const { exitCode, stderr } = await cli(['runs', '--out', folder])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('unsupported file format')])
})

onSqlite('a ledger that was not closed', () => {
  test('opens where it is whole', async () => {
    writeOwnerNote()
    const ledger = await open()
    expect(await ledger.runs()).toHaveLength(1)
    await ledger.close()
    expect(existsSync(`${path}.owner.json`)).toBe(false)
  })

  test('is refused where it is damaged, each time, with the way out', async () => {
    writeOwnerNote()
    const bytes = readFileSync(path)
    bytes.fill('garbage ', bytes.length - 8 * 4096, bytes.length - 6 * 4096)
    writeFileSync(path, bytes)
    await expect(open()).rejects.toThrow(LedgerDamagedError)
    await expect(open()).rejects.toThrow('"A damaged ledger" in docs/reliability.md')
    const { exitCode, stderr } = await cli(['runs', '--out', folder])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${path} is damaged`)])
    expect(stderr).not.toContain('defect')
  })
})

onSqlite('a ledger is refused', () => {
  test.each([
    ['a trigger', `CREATE TRIGGER t AFTER UPDATE ON rows BEGIN DELETE FROM steps; END`, 'trigger "t"'],
    ['a view', 'CREATE VIEW v AS SELECT 1', 'view "v"'],
    ['a view in a table’s place', 'DROP TABLE pages; CREATE VIEW pages AS SELECT 1', 'pages'],
    ['another table', 'CREATE TABLE diary (entry TEXT)', 'diary'],
    ['another index', 'CREATE INDEX i ON rows (name)', 'index "i"'],
    ['another column', 'ALTER TABLE rows ADD COLUMN mood TEXT', 'mood'],
    ['a table too few', 'DROP TABLE steps', 'it lacks the'],
    ['an impossible version', 'PRAGMA user_version = -1', 'version'],
  ])('with %s', async (_, sql, what) => {
    change(sql)
    for (const command of [['runs'], ['report'], ['report', '--check']]) {
      const { exitCode, stderr } = await cli([...command, '--out', folder])
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(what)])
    }
  })

  const columns = [
    'runs.list',
    'runs.options',
    'runs.pace',
    'rows.cells',
    'rows.account',
    'sessions.limits',
    'rows.reasons',
  ]
  const values = ['{', 'null', '[1]', '5', '"text"', '{}', '{"columns":5,"protect":{},"reading":[]}']
  test.each(columns.flatMap((column) => values.map((value) => [column, value])))(
    'where %s is %s',
    async (column, value) => {
      change(`UPDATE ${column.replace('.', ' SET ')} = '${value}'`)
      const { exitCode, stderr } = await cli(['report', '--out', folder])
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('the ledger is damaged')])
      expect(stderr).toContain('docs/reliability.md')
    },
  )

  test.each(['../../escaped', '/tmp/escaped', '..', '.', '', 'a/b', 'x\u0000', 'a\nb', 'x'.repeat(300)])(
    'that calls a run %j',
    async (id) => {
      const db = new DatabaseSync(path)
      db.prepare('UPDATE runs SET id = ?').run(id)
      db.close()
      const before = readdirSync(join(folder, '..'))
      for (const command of [['runs'], ['report'], ['report', '--check'], ['report', id]]) {
        const { exitCode } = await cli([...command, '--out', folder])
        expect(exitCode).toBe(2)
      }
      expect(readdirSync(join(folder, '..'))).toEqual(before)
      expect(readdirSync(folder).filter((name) => !name.startsWith(LEDGER_FILE))).toEqual([])
    },
  )
})

onSqlite('a ledger without a byte', () => {
  beforeEach(() => {
    writeFileSync(path, '')
  })

  test('is refused beside the folders of runs, each time, and left as it is', async () => {
    mkdirSync(join(folder, '20261123T184500Z-3f9c'))
    await expect(open()).rejects.toThrow(LedgerDamagedError)
    await expect(open()).rejects.toThrow('what was in it is lost')
    const { exitCode, stderr } = await cli(['runs', '--out', folder])
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('"A damaged ledger" in docs/reliability.md'),
    ])
    expect(readFileSync(path, 'utf8')).toBe('')
    expect(existsSync(`${path}.owner.json`)).toBe(false)
  })

  test('is begun where there are none: a process was killed before it wrote the first', async () => {
    const ledger = await open()
    expect(await ledger.runs()).toEqual([])
    await ledger.close()
  })
})
