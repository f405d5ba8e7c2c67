import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ledgerFlags, ledgerSecrets } from '../../../src/cli/flags/ledger-flags.ts'
import { readLedgerPlace } from '../../../src/cli/ledger-place.ts'
import { cli, temporaryFolder } from '../../support/cli.ts'
import { testOnSqlite } from '../../support/ledger.ts'

const PASSWORD = 'hush-hush'
const WITH_PASSWORD = `postgres://hr:${PASSWORD}@db.example.com:6432/offboarding`
const SITE = ['--site', 'acme']

const place = (flags: Partial<Parameters<typeof readLedgerPlace>[0]>): ReturnType<typeof readLedgerPlace> =>
  readLedgerPlace({
    ...{ out: '/data', ledger: undefined, 'ledger-file': undefined, 'ledger-schema': 'konstantly_offboard' },
    ...flags,
  })

describe('where the ledger is', () => {
  test('in a file, unless somebody says something else', () => {
    expect(place({})).toEqual({
      ...{ folder: '/data', server: null, name: join('/data', 'ledger.sqlite'), secrets: [], warning: null },
    })
  })

  test('on a server, by its address, of which people see no user and no password', () => {
    const { server, name, secrets } = place({ ledger: WITH_PASSWORD })
    expect(server).toEqual({ url: WITH_PASSWORD, schema: 'konstantly_offboard' })
    expect(name).toBe('postgres://db.example.com:6432/offboarding, schema konstantly_offboard')
    expect(secrets).toEqual([PASSWORD, `hr:${PASSWORD}`])
    expect(place({ ledger: 'postgresql:///hr?host=/run/postgresql', 'ledger-schema': 'acme' }).name).toBe(
      'postgres:///run/postgresql/hr, schema acme',
    )
  })

  test('on a server whose address is in a file', () => {
    const file = join(temporaryFolder(), 'ledger')
    writeFileSync(file, `${WITH_PASSWORD}\n`, { mode: 0o600 })
    expect(place({ 'ledger-file': file }).server?.url).toBe(WITH_PASSWORD)
    expect(() => place({ 'ledger-file': file, ledger: WITH_PASSWORD })).toThrow('give one of them')
  })

  test('knows a password wherever it stands', () => {
    expect(ledgerSecrets(WITH_PASSWORD)).toContain(PASSWORD)
    expect(ledgerSecrets(`postgres://db.example.com/hr?user=hr&password=${PASSWORD}`)).toContain(PASSWORD)
    expect(ledgerSecrets('postgres://u:p%40ss-w0rd@h/d')).toContain('p@ss-w0rd')
    const both = ledgerSecrets(`postgres://u:${PASSWORD}@h/d?password=another-one`)
    expect(both).toEqual(expect.arrayContaining([PASSWORD, 'another-one']))
    for (const none of ['', 'ledger.sqlite', 'postgres://hr@db.example.com/hr'])
      expect(ledgerSecrets(none)).toEqual([])
  })
})

test.each([
  'postgres://db.example.com/offboarding',
  'postgresql://hr@db.example.com:6432/offboarding?sslmode=verify-full',
  'postgres:///offboarding?host=/run/postgresql',
])('--ledger takes %s', (address) => {
  expect(ledgerFlags.ledger.parse(address, '--ledger')).toBe(address)
})

test.each([
  'ledger.sqlite',
  '/data/ledger.sqlite',
  'sqlite:///data',
  'mysql://db/hr',
  'https://db.example.com',
  'postgres',
])('--ledger %s is refused with 2, and told where a ledger in a file is named', async (address) => {
  const { exitCode, stderr } = await cli(['runs', '--ledger', address])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(
    /--ledger must be the address of a PostgreSQL server, like .* name the folder with --out/,
  )
})

test.each(['1st', 'pg_own', 'Acme', 'a-b', 'a;b', 'x'.repeat(64), '"a"'])(
  '--ledger-schema %s is refused with 2',
  async (schema) => {
    const { exitCode, stderr } = await cli(['runs', '--ledger-schema', schema])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--ledger-schema must be the name')])
  },
)

describe('a password', () => {
  test.each([
    ['on the command line', ['--ledger', WITH_PASSWORD], {}],
    ['on the command line, as a parameter', ['--ledger', `postgres://db/hr?password=${PASSWORD}`], {}],
    ['in place of the file that holds it', ['--ledger-file', WITH_PASSWORD], {}],
    ['as one word too many', [WITH_PASSWORD], {}],
    ['in an address that cannot be read', [], { KONSTANTLY_LEDGER: `postgres//hr:${PASSWORD}@db/hr` }],
    ['beside a file', ['--ledger-file', '/etc/hosts'], { KONSTANTLY_LEDGER: WITH_PASSWORD }],
  ])('%s is refused with 2, and not shown', async (_, words, env) => {
    const { exitCode, stderr, stdout } = await cli(['runs', ...words, '--json'], { env })
    expect(exitCode).toBe(2)
    expect(stderr + stdout).not.toContain(PASSWORD)
  })

  test.each([
    ['has a slash that is not encoded', `postgres://hr:123/${PASSWORD}@db.example.com/hr`],
    ['has a # that is not encoded', `postgres://hr:123#${PASSWORD}@db.example.com/hr`],
    ['has a ? that is not encoded', `postgres://hr:123?${PASSWORD}@db.example.com/hr`],
    ['stands in the second of two lines', `postgres://hr@db.example.com/hr\n${WITH_PASSWORD}`],
    ['stands behind another address', `postgres://hr@db.example.com/hr${WITH_PASSWORD}`],
  ])('that %s is refused with 2, and not shown', async (_, address) => {
    const file = join(temporaryFolder(), 'address')
    writeFileSync(file, address, { mode: 0o600 })
    for (const [words, env] of [
      [['--ledger-file', file], {}],
      [[], { KONSTANTLY_LEDGER: address }],
    ] as const) {
      const { exitCode, stderr, stdout } = await cli(['runs', ...words, '--json'], { env })
      expect([exitCode, stderr + stdout]).toEqual([2, expect.stringContaining('%40 for @')])
      expect(stderr + stdout).not.toContain(PASSWORD)
    }
  })

  test('on a command line is sent where it belongs', async () => {
    const { stderr } = await cli(['runs', '--ledger', WITH_PASSWORD])
    for (const way of ['KONSTANTLY_LEDGER', '--ledger-file', 'PGPASSWORD']) expect(stderr).toContain(way)
  })

  test('is not shown by a command whose server is not there', async () => {
    const env = { KONSTANTLY_LEDGER: `postgres://hr:${PASSWORD}@127.0.0.1:1/hr`, KONSTANTLY_API_KEY: 'key' }
    const out = temporaryFolder()
    for (const argv of [['runs'], ['check', ...SITE], ['purge', ...SITE, '--patience', '2s', '--yes']]) {
      const { exitCode, stderr, stdout } = await cli([...argv, '--json', '--out', out], { env })
      expect(exitCode).toBe(6)
      expect(stderr + stdout).toContain('127.0.0.1:1')
      expect(stderr + stdout).not.toContain(PASSWORD)
    }
  })
})

test('a variable that a template left empty is refused: nobody means to do without the ledger', async () => {
  const { exitCode, stderr } = await cli(['runs'], { env: { KONSTANTLY_LEDGER: '' } })
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('KONSTANTLY_LEDGER is set to nothing')])
})

testOnSqlite(
  'the configuration file names the file that holds the address, and the schema, and never the address',
  async () => {
    const out = temporaryFolder()
    const settings = (text: unknown): void => {
      writeFileSync(join(out, 'konstantly-offboard.json'), JSON.stringify(text))
    }
    settings({ ledger: WITH_PASSWORD })
    const refused = await cli(['runs', '--out', out])
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('"ledger-file"')])
    expect(refused.stderr).not.toContain(PASSWORD)

    writeFileSync(join(out, 'address'), 'postgres://hr@127.0.0.1:1/hr', { mode: 0o600 })
    settings({ 'ledger-file': 'address', 'ledger-schema': 'acme' })
    const { exitCode, stderr } = await cli(['runs', '--out', out], { env: {} })
    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('127.0.0.1:1')])
  },
)
