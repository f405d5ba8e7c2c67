import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { reasonsInWords, type Reason } from '../../../src/offboarding/reason.ts'
import { allOf } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'

// A dump for each version of the schema there ever was: `version-1.sql` and so on. A new version adds one and edits none.
const FIXTURES = new URL('../fixtures/', import.meta.url)
const versions = readdirSync(FIXTURES).map((file) => Number(/^version-(\d+)\.sql$/.exec(file)?.[1]))

const now = (): Date => new Date('2026-11-24T08:00:00Z')

/** The schema of a ledger, without the spelling that a migration may leave different. */
function schemaOf(folder: string): unknown[] {
  const db = new DatabaseSync(join(folder, LEDGER_FILE), { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()
  const schema = tables.map(({ name }) => [
    name,
    db.prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY name').all(String(name)),
    db.prepare('SELECT name FROM pragma_index_list(?) ORDER BY name').all(String(name)),
  ])
  const version = db.prepare('PRAGMA user_version').get()
  db.close()
  return [version, ...schema]
}

describe.each(versions)('a ledger of version %i', (version) => {
  function restore(): string {
    const folder = temporaryFolder()
    const db = new DatabaseSync(join(folder, LEDGER_FILE))
    db.exec(readFileSync(new URL(`version-${version}.sql`, FIXTURES), 'utf8'))
    db.close()
    return folder
  }

  test('is brought to the schema that a new ledger has', () => {
    const folder = restore()
    Ledger.open({ folder, create: false, now }).close()
    const fresh = temporaryFolder()
    Ledger.open({ folder: fresh, create: true, now }).close()
    expect(schemaOf(folder)).toEqual(schemaOf(fresh))
  })

  test('still knows its unfinished run: what has ended, what is in flight, what is to do', async () => {
    const ledger = Ledger.open({ folder: restore(), create: false, now })
    const [unfinished] = await ledger.unfinished('acme.konstant.ly')
    const run = await ledger.run(unfinished?.id)
    expect((await allOf(run.rows())).map(({ userId, outcome }) => [userId, outcome])).toEqual([
      ['u1', 'deleted'],
      ['u2', 'not_attempted'],
      ['u3', 'not_attempted'],
    ])
    expect(
      (await allOf(run.toDo())).map(({ userId, stepsSoFar }) => [
        userId,
        stepsSoFar.deactivation,
        stepsSoFar.deletion,
      ]),
    ).toEqual([
      ['u2', 'done', 'intended'],
      ['u3', 'none', 'none'],
    ])
    await ledger.resume(run.id, '9.9.9')
    expect(await ledger.runs()).toMatchObject([{ status: 'running', version: '0.1.0' }])
    ledger.close()
  })
})

test('what a row of version 3 said in a sentence is kept, and is a value where rules and reports go by it', async () => {
  const folder = temporaryFolder()
  const db = new DatabaseSync(join(folder, LEDGER_FILE))
  db.exec(readFileSync(new URL('version-3.sql', FIXTURES), 'utf8'))
  const said: readonly [outcome: string, sentence: string, reason: Reason][] = [
    [
      'not_found',
      'deleted on 2026-11-20 by run 20261120T080000Z-12ab',
      { code: 'deleted_before', on: '2026-11-20', run: '20261120T080000Z-12ab' },
    ],
    [
      'mismatch',
      'deleted on 2026-11-20 by run 20261120T080000Z-12ab, after leaving on 2026-10-31, so this account is a newer one. If they were hired again, take the row out; if they leave again, enter the new date',
      { code: 'rehired', on: '2026-11-20', run: '20261120T080000Z-12ab', left: '2026-10-31' },
    ],
    [
      'not_attempted',
      'would be deactivated, then deleted for good',
      { code: 'would_be', action: 'deactivate_and_delete' },
    ],
    ['refused', 'the user is an "expert"', { code: 'earlier_version', words: 'the user is an "expert"' }],
  ]
  const add = db.prepare(
    `INSERT INTO rows (run, row, line, cells, outcome, detail, ended) VALUES (1, ?, 1, '[]', ?, ?, '2026-11-23T18:46:00.000Z')`,
  )
  for (const [index, [outcome, sentence]] of said.entries()) add.run(100 + index, outcome, sentence)
  db.close()
  const ledger = Ledger.open({ folder, create: false, now })
  const rows = (await allOf((await ledger.run()).rows())).filter(({ row }) => row >= 100)
  expect(rows.map(({ reasons }) => reasons)).toEqual(said.map(([, , reason]) => [reason]))
  expect(rows.map(({ reasons }) => reasonsInWords(reasons))).toEqual(said.map(([, sentence]) => sentence))
  ledger.close()
})

test('there is a dump for the newest version', () => {
  const folder = temporaryFolder()
  Ledger.open({ folder, create: true, now }).close()
  const [newest] = schemaOf(folder)
  expect(newest).toEqual({ user_version: Math.max(...versions) })
})

test.each([1, 2, 3, 4])(
  'the same list goes on with its run of version %i, whoever is protected by now',
  async (version) => {
    const folder = temporaryFolder()
    const db = new DatabaseSync(join(folder, LEDGER_FILE))
    db.exec(readFileSync(new URL(`version-${version}.sql`, FIXTURES), 'utf8'))
    db.close()
    const ledger = Ledger.open({ folder, create: false, now })
    const [{ site, list, options } = { site: '', list: undefined, options: undefined }] = await ledger.runs()
    if (list === undefined) throw new Error('the dump holds a run')
    const draft = await ledger.draft()
    const opened = await draft.commit(
      { site, list, options: { ...options, protect: ['u9'] } },
      'new',
      '9.9.9',
    )
    expect(opened).toMatchObject({ unfinished: { id: '20261123T184500Z-3f9c' } })
    ledger.close()
  },
)
