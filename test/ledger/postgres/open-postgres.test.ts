import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { LedgerLostError, LedgerUnusableError } from '../../../src/ledger/errors.ts'
import { NEWEST } from '../../../src/ledger/postgres/migrations.ts'
import { describeOnServer, forTests, serverUrl } from './server.ts'

const ROLE_SQL = fileURLToPath(new URL('../../../deploy/postgres/role.sql', import.meta.url))

describeOnServer('opening a ledger on a server', () => {
  const { newSchema, open, onServer } = forTests()

  /** What is said where the ledger cannot be opened. */
  async function refusal(...given: Parameters<typeof open>): Promise<Error> {
    try {
      await open(...given)
    } catch (error) {
      return error as Error
    }
    throw new Error('the ledger was opened')
  }

  test('makes it once, also for two processes at the same moment', async () => {
    const schema = newSchema()
    const opened = await Promise.all([open(schema), open(schema), open(schema, { site: 'a' })])
    for (const { db } of opened) expect(await db.all('SELECT run FROM runs')).toEqual([])
    expect(await onServer(`SELECT version, made FROM ${schema}.ledger`)).toEqual([
      { version: String(NEWEST), made: '2026-07-01T10:00:00.000Z' },
    ])
    expect(opened.map(({ notices }) => notices)).toEqual([[], [], []])
  })

  test('does not make it for a command that works on what is there', async () => {
    const schema = newSchema()
    const error = await refusal(schema, { create: false })
    expect(error).toBeInstanceOf(LedgerUnusableError)
    expect(error.message).toMatch(
      /^there is no ledger in the schema "t_\w+" of the database "postgres" on 127.0.0.1:\d+\. Name the ledger/,
    )
    expect(await onServer(`SELECT 1 FROM pg_namespace WHERE nspname = '${schema}'`)).toEqual([])
  })

  test('makes it in a schema that is there and empty', async () => {
    const schema = newSchema()
    await onServer(`CREATE SCHEMA ${schema}`)
    expect((await refusal(schema, { create: false })).message).toMatch(/^there is no ledger in/)
    await open(schema)
  })

  test('refuses a schema of somebody else, and one of a newer version', async () => {
    const [others, alike, newer] = [newSchema(), newSchema(), newSchema()]
    await onServer(`CREATE SCHEMA ${others}; CREATE TABLE ${others}.invoices (id int)`)
    expect((await refusal(others)).message).toMatch(/holds something else \("invoices"\), and no ledger/)
    await onServer(`CREATE SCHEMA ${alike}; CREATE TABLE ${alike}.ledger (amount int)`)
    expect((await refusal(alike)).message).toMatch(/holds something else \("ledger"\)/)
    await open(newer)
    await onServer(`UPDATE ${newer}.ledger SET version = version + 1`)
    const error = await refusal(newer)
    expect(error).toBeInstanceOf(LedgerUnusableError)
    expect(error.message).toMatch(/was written by a newer version/)
  })

  test.for(['', 'Big', 'a"b', 'a b', '1a', 'x'.repeat(64)])('refuses "%s" as a schema', async (schema) => {
    expect((await refusal(schema)).message).toContain('is no name of a schema')
  })

  test('can be worked on by a role with the least rights, once it is there', async () => {
    const schema = newSchema()
    const worker = `${schema}_worker`
    const url = serverUrl((to) => (to.username = worker))
    await open(schema)
    const args = ['--set', 'ON_ERROR_STOP=1', '--set', `schema=${schema}`, '--set', `worker=${worker}`]
    const psql = spawnSync('psql', [process.env['TEST_POSTGRES_URL'] ?? '', ...args, '--file', ROLE_SQL])
    expect(psql.stderr.toString()).toBe('')
    await onServer(`ALTER ROLE ${worker} PASSWORD '${new URL(url).password}'`)
    const { db, keys, hold } = await open(schema, { url, site: 'a' })
    await hold('b')
    await db.transaction(async () => {
      await db.script('CREATE TEMP TABLE found (id text)')
      await db.insert('found', ['id'], [['x']])
      const run = await db.nextRun()
      await db.insert('layouts', ['site', 'layout', 'run', 'settings'], [['a', 'b', run, '{}']])
      await db.run("UPDATE layouts SET settings = '{\"a\":1}' WHERE site = 'a'")
      expect(await db.get("SELECT settings ->> 'a' AS a FROM layouts")).toEqual({ a: '1' })
      await db.run('DELETE FROM layouts')
      // Only the owner may analyze a table, but whoever fills one has to tell the planner.
      const many = Array.from({ length: 1_000 }, (_, index) => ['a', String(index), run, '{}'])
      await db.insert('layouts', ['site', 'layout', 'run', 'settings'], many)
      await db.analyze('layouts')
      const known = "SELECT 1 AS known FROM pg_stats WHERE tablename = 'layouts' AND attname = 'layout'"
      expect(await db.get(`${known} AND schemaname = current_schema()`)).toEqual({ known: 1 })
    })
    await db.clearFreeSpace()
    await keys.write(Buffer.alloc(32, 1))
    expect(await keys.read()).toEqual(Buffer.alloc(32, 1))
    const error = await refusal(newSchema(), { url })
    expect(error).toBeInstanceOf(LedgerUnusableError)
    expect(error.message).toContain(`the role "${worker}" lacks a right`)
    // Neither a ledger that it may not see nor a schema that it may not use is taken for something else.
    const unused = newSchema()
    await onServer(`REVOKE USAGE ON SCHEMA ${schema} FROM ${worker}; CREATE SCHEMA ${unused}`)
    for (const name of [schema, unused])
      expect((await refusal(name, { url })).message).toContain(`the role "${worker}" lacks a right`)
    await onServer(`DROP SCHEMA ${schema} CASCADE; DROP OWNED BY ${worker}; DROP ROLE ${worker}`)
  })

  test('refuses a server that is only read, and a database that cannot hold every name', async () => {
    const schema = newSchema()
    await onServer(`CREATE ROLE ${schema} SUPERUSER LOGIN PASSWORD 'secret';
      ALTER ROLE ${schema} SET default_transaction_read_only = on`)
    const readOnly = serverUrl((to) => {
      to.username = schema
      to.password = 'secret'
    })
    expect((await refusal(schema, { url: readOnly })).message).toContain('it is set to be only read')
    await onServer(`DROP ROLE ${schema}`)
    await onServer(`CREATE DATABASE ${schema} ENCODING 'SQL_ASCII' TEMPLATE template0`)
    const ascii = serverUrl((to) => (to.pathname = schema))
    expect((await refusal(schema, { url: ascii })).message).toContain('it stores texts as SQL_ASCII')
    await onServer(`DROP DATABASE ${schema}`)
  })

  test('has a session as it needs one, whatever the role says', async () => {
    const schema = newSchema()
    await onServer(`CREATE ROLE ${schema} SUPERUSER LOGIN PASSWORD 'secret'; ALTER ROLE ${schema} SET synchronous_commit = local;
      ALTER ROLE ${schema} SET statement_timeout = '1s'; ALTER ROLE ${schema} SET idle_in_transaction_session_timeout = '1s';
      ALTER ROLE ${schema} SET search_path = pg_catalog; ALTER ROLE ${schema} SET default_transaction_isolation = serializable`)
    const url = serverUrl((to) => {
      to.username = schema
      to.password = 'secret'
    })
    const names = [
      'application_name',
      'synchronous_commit',
      'statement_timeout',
      'idle_in_transaction_session_timeout',
      'transaction_isolation',
      'tcp_user_timeout',
    ]
    const settings = async (): Promise<unknown> => {
      const { db, close } = await open(schema, { url })
      const found = await db.arrays<[string]>(
        `SELECT current_setting(name) FROM unnest(ARRAY['${names.join("','")}']) WITH ORDINALITY AS of (name, number) ORDER BY number`,
      )
      await close()
      return found.map(([value]) => value)
    }
    expect(await settings()).toEqual(['konstantly-offboard', 'on', '0', '0', 'read committed', '50000'])
    await onServer(`ALTER ROLE ${schema} SET synchronous_commit = remote_apply`)
    expect(await settings()).toEqual([
      'konstantly-offboard',
      'remote_apply',
      '0',
      '0',
      'read committed',
      '50000',
    ])
    await onServer(`DROP SCHEMA ${schema} CASCADE; DROP ROLE ${schema}`)
  })

  test('never tells the password, whatever is wrong', async () => {
    const schema = newSchema()
    const wrong: readonly ((url: URL) => void)[] = [
      (url) => (url.password = 'n0t-it'),
      (url) => (url.username = 'nobody_here'),
      (url) => (url.pathname = 'no_such_database'),
      (url) => (url.port = '1'),
      (url) => (url.host = 'no-such-host.invalid'),
      (url) => (url.search = '?sslmode=verify-full'),
      (url) => (url.search = '?sslrootcert=/no/such/file'),
    ]
    const errors: Error[] = []
    for (const change of wrong) errors.push(await refusal(schema, { url: serverUrl(change) }))
    errors.push(await refusal(schema, { url: 'postgres://a:n0t-it@[bad/db' }))
    const { password, port } = new URL(serverUrl(() => undefined))
    for (const { message } of errors) expect(message).not.toMatch(new RegExp(`${password}|n0t-it`))
    const [badPassword, , noDatabase, noServer, noHost, noTls] = errors.map(({ message }) => message)
    expect(badPassword).toBe(
      `the ledger's server 127.0.0.1:${port} does not let the user "postgres" in to the database "postgres" (password authentication failed for user "postgres"). Correct the URL of the ledger, its password, or the rights there.`,
    )
    expect(noDatabase).toContain('database "no_such_database" does not exist')
    expect(noServer).toMatch(
      /cannot be reached .*ECONNREFUSED.* Once it can be, run the same command again\.$/,
    )
    expect(noHost).toContain('cannot be reached')
    expect(noTls).toContain('The server does not support SSL connections')
    const kinds = errors.map((error) =>
      error instanceof LedgerLostError
        ? 'lost'
        : error instanceof LedgerUnusableError
          ? 'unusable'
          : error.name,
    )
    expect(kinds).toEqual([
      'unusable',
      'unusable',
      'unusable',
      'lost',
      'lost',
      'unusable',
      'unusable',
      'unusable',
    ])
  })
})
