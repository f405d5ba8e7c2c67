import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { emailKey } from '../../../src/offboarding/identity/email.ts'
import { reasonsInWords, type Reason } from '../../../src/offboarding/reason.ts'
import { allOf } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'

// A dump for each version of the schema there ever was: `version-1.sql` and so on. A new version adds one and edits none.
const FIXTURES = new URL('../fixtures/', import.meta.url)
const versions = readdirSync(FIXTURES).map((file) => Number(/^version-(\d+)\.sql$/.exec(file)?.[1]))

const now = (): Date => new Date('2026-11-24T08:00:00Z')

async function openAndClose(folder: string, create = false): Promise<void> {
  await (await Ledger.open({ folder, create, now })).close()
}

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

  test('is brought to the schema that a new ledger has', async () => {
    const folder = restore()
    await openAndClose(folder)
    const fresh = temporaryFolder()
    await openAndClose(fresh, true)
    expect(schemaOf(folder)).toEqual(schemaOf(fresh))
  })

  test('still knows its unfinished run: what has ended, what is in flight, what is to do', async () => {
    const ledger = await Ledger.open({ folder: restore(), create: false, now })
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
    await ledger.close()
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
  const ledger = await Ledger.open({ folder, create: false, now })
  const rows = (await allOf((await ledger.run()).rows())).filter(({ row }) => row >= 100)
  expect(rows.map(({ reasons }) => reasons)).toEqual(said.map(([, , reason]) => [reason]))
  expect(rows.map(({ reasons }) => reasonsInWords(reasons))).toEqual(said.map(([, sentence]) => sentence))
  await ledger.close()
})

describe('the key of each address is stored', () => {
  const SPELLED = 'Ünal.Ay@MÜNCHEN.example'
  const KEY = emailKey(SPELLED)
  const account = (email: string | null, more: object = {}): string =>
    JSON.stringify({ id: 'u9', email, name: null, role: null, deactivated: false, ...more })

  /** A ledger of version 7 with another row, opened by this version: what is in the row. */
  async function migrated(values: Record<string, string | null>): Promise<Record<string, unknown>> {
    const folder = temporaryFolder()
    const path = join(folder, LEDGER_FILE)
    const before = new DatabaseSync(path)
    before.exec(readFileSync(new URL('version-7.sql', FIXTURES), 'utf8'))
    const names = Object.keys(values)
    before
      .prepare(
        `INSERT INTO rows (run, row, line, cells, ${names.join()}) VALUES (1, 9, 1, '[]', ${names.map(() => '?').join()})`,
      )
      .run(...Object.values(values))
    if (typeof values['user'] === 'string')
      before.prepare("INSERT INTO site_users (run, id, user) VALUES (1, 'u9', ?)").run(values['user'])
    before.close()
    await openAndClose(folder)
    const after = new DatabaseSync(path, { readOnly: true })
    const row = after
      .prepare(
        `SELECT email_key, account, planned, (SELECT account FROM site_users) AS found FROM rows WHERE row = 9`,
      )
      .get()
    after.close()
    return { ...row }
  }

  test.each([
    ['Anna@Example.com', 'anna@example.com'],
    [SPELLED, KEY],
    ['u9@xn--mnchen-3ya.example.', 'u9@münchen.example'],
  ])('of a row with an ID, too: %s', async (email, key) => {
    expect(await migrated({ user_id: 'u9', email })).toMatchObject({ email_key: key })
  })

  test('but not anew where it is there: that of a forgotten row is a pseudonym', async () => {
    expect(await migrated({ user_id: '~1', email_key: '~2' })).toMatchObject({
      email_key: '~2',
      account: null,
    })
  })

  test('within what was said of a user, and everywhere the same', async () => {
    const record = { record: { id: 'u9', points: 1.5, tags: ['"a"', 'é\n\u2028'], email: 'other' } }
    const user = account(SPELLED, record)
    const expected = JSON.stringify({ ...(JSON.parse(user) as object), emailKey: KEY })
    const found = await migrated({ user, planned: account('Anna@Example.com') })
    expect(found).toEqual({
      email_key: null,
      account: expected,
      planned: account('Anna@Example.com', { emailKey: 'anna@example.com' }),
      found: expected,
    })
  })

  test('and nothing of a user without an address', async () => {
    expect(await migrated({ user: account(null) })).toMatchObject({ account: account(null), planned: null })
  })
})

test('there is a dump for the newest version', async () => {
  const folder = temporaryFolder()
  await openAndClose(folder, true)
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
    const ledger = await Ledger.open({ folder, create: false, now })
    const [{ site, list, options } = { site: '', list: undefined, options: undefined }] = await ledger.runs()
    if (list === undefined) throw new Error('the dump holds a run')
    const draft = await ledger.draft()
    const opened = await draft.commit(
      { site, list, options: { ...options, protect: ['u9'] } },
      'new',
      '9.9.9',
    )
    expect(opened).toMatchObject({ unfinished: { id: '20261123T184500Z-3f9c' } })
    await ledger.close()
  },
)
