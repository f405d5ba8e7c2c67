import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CheckOutput } from '../../../src/cli/commands/check.ts'
import type { RunsOfAll } from '../../../src/cli/commands/runs.ts'
import type { Finding } from '../../../src/cli/check/finding.ts'
import { parseBaseUrl } from '../../../src/konstantly/base-url.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import { cli, runAgainst, temporaryFolder, writeList, type CliResult } from '../../support/cli.ts'
import { query } from '../../support/postgres.ts'
import { person, sandbox, type WatchedSandbox } from '../../support/sandbox.ts'
import { brokenRules } from '../../support/schemas.ts'

const SERVER = process.env['TEST_POSTGRES_URL'] ?? ''
const PEOPLE = ['u1', 'u2', 'u3'].map((id) => person(id))

const schemas: string[] = []
afterAll(async () => {
  for (const schema of schemas) await query(SERVER, `DROP SCHEMA IF EXISTS ${schema} CASCADE`)
})

/** The variables that lead to a new ledger on the server. */
function newLedger(): { KONSTANTLY_LEDGER: string; KONSTANTLY_LEDGER_SCHEMA: string } {
  const schema = `t_${randomUUID().slice(0, 8)}`
  schemas.push(schema)
  return { KONSTANTLY_LEDGER: SERVER, KONSTANTLY_LEDGER_SCHEMA: schema }
}

const site = (): Promise<WatchedSandbox> => sandbox({ users: PEOPLE })

/** A run of some users, with its files in a new folder. */
async function runOf(
  platform: WatchedSandbox,
  ids: readonly string[],
  env: Record<string, string>,
  more: readonly string[] = [],
): Promise<{ out: string; run: string; exitCode: number }> {
  const out = temporaryFolder()
  const list = writeList(out, `id\n${ids.join('\n')}\n`)
  const { exitCode, summary } = await runAgainst(platform, list, out, more, { env })
  return { out, run: summary.run, exitCode }
}

/** Keeps the site of a platform to this process, as another one that works on it would. */
const hold = (platform: WatchedSandbox, env: ReturnType<typeof newLedger>): Promise<Ledger> =>
  Ledger.open({
    folder: temporaryFolder(),
    server: { url: env.KONSTANTLY_LEDGER, schema: env.KONSTANTLY_LEDGER_SCHEMA },
    site: parseBaseUrl(platform.baseUrl).site,
    create: false,
    now: () => new Date(),
  })

describe.skipIf(SERVER === '')('a ledger on a server', () => {
  test('is there for commands in any folder, of any machine: nothing of it is in --out', async () => {
    const env = newLedger()
    const platform = await site()
    const { out, run, exitCode } = await runOf(platform, ['u1', 'u2'], env)
    expect(exitCode).toBe(0)
    expect(existsSync(join(out, 'ledger.sqlite'))).toBe(false)
    rmSync(out, { recursive: true })

    const elsewhere = temporaryFolder()
    const report = await cli(['report', run, '--out', elsewhere, '--json'], { env })
    expect([report.exitCode, JSON.parse(report.stdout)]).toMatchObject([0, { run, outcomes: { deleted: 2 } }])
    expect(existsSync(join(elsewhere, run, 'results.csv'))).toBe(true)
    expect((await cli(['report', run, '--out', elsewhere, '--check'], { env })).exitCode).toBe(0)
    const verify = ['verify', '--base-url', platform.baseUrl, '--out', temporaryFolder()]
    expect((await cli(verify, { env: { ...env, KONSTANTLY_API_KEY: platform.apiKey } })).exitCode).toBe(0)
    const who = await cli(['runs', '--user', 'u1', '--json'], { env })
    expect(JSON.parse(who.stdout)).toMatchObject({ rows: [{ run, outcome: 'deleted' }] })
  })

  test('counts for the limits what was done from another folder', async () => {
    const env = newLedger()
    const platform = await site()
    await runOf(platform, ['u1', 'u2'], env)
    const { exitCode } = await runOf(platform, ['u3'], env, ['--max-users', '2'])
    expect(exitCode).toBe(4)
  })

  test('purges and undoes from another folder', async () => {
    const env = newLedger()
    const platform = await site()
    const { run } = await runOf(platform, ['u1', 'u2'], env, ['--grace', '30d'])
    const key = { ...env, KONSTANTLY_API_KEY: platform.apiKey }
    const flags = ['--base-url', platform.baseUrl, '--yes', '--json', '--max-percent', '100']
    const undo = await cli(['undo', run, ...flags, '--out', temporaryFolder()], { env: key })
    expect(JSON.parse(undo.stdout)).toMatchObject({ outcomes: { reactivated: 2 } })
    const purge = await cli(['purge', ...flags, '--out', temporaryFolder()], { env: key })
    expect(JSON.parse(purge.stdout)).toMatchObject({ exitCode: 0, list: { rows: 0 } })
  })

  test('carries out a plan where its files were written anew, and an inbox does that by itself', async () => {
    const env = newLedger()
    const platform = await site()
    const key = { ...env, KONSTANTLY_API_KEY: platform.apiKey }
    const flags = ['--base-url', platform.baseUrl, '--max-percent', '100', '--json']
    const planned = await cli(
      ['plan', writeList(temporaryFolder(), 'id\nu1\n'), ...flags, '--out', temporaryFolder()],
      { env: key },
    )
    const { run } = JSON.parse(planned.stdout) as { run: string }
    const out = temporaryFolder()
    const carryOut = (): Promise<CliResult> =>
      cli(['run', '--plan', run, '--yes', ...flags, '--out', out], { env: key })
    // Somebody may have taken its table away to change it.
    expect((await carryOut()).exitCode).toBe(4)
    await cli(['report', run, '--out', out], { env })
    expect(JSON.parse((await carryOut()).stdout)).toMatchObject({ exitCode: 0, outcomes: { deleted: 1 } })

    const folder = temporaryFolder()
    writeList(folder, 'id\nu2\n', 'b.csv')
    const job = (): Promise<CliResult> =>
      cli(['inbox', folder, '--settle', '1ms', ...flags, '--out', temporaryFolder()], { env: key })
    const are = async (): Promise<unknown> =>
      (JSON.parse((await job()).stdout) as { lists: { is: string }[] }).lists.map(({ is }) => is)
    expect(await are()).toEqual(['planned'])
    expect(await are()).toEqual(['waiting'])
    for (const name of readdirSync(folder).filter((one) => one.startsWith('b.')))
      renameSync(join(folder, name), join(folder, 'approved', name))
    expect(await are()).toEqual(['done'])
  })

  test('lists all sites at once', async () => {
    const env = newLedger()
    const runs = [(await runOf(await site(), ['u1'], env)).run, (await runOf(await site(), ['u2'], env)).run]
    const { exitCode, stdout } = await cli(['runs', '--all', '--json'], { env })
    const all = JSON.parse(stdout) as RunsOfAll
    expect(exitCode).toBe(0)
    expect(brokenRules('runs-of-all', all)).toEqual([])
    expect(all.ledgers.flatMap((one) => one.runs.map(({ run }) => run)).sort()).toEqual(runs.sort())
    const text = (await cli(['runs', '--all'], { env })).stdout
    for (const run of runs) expect(text).toContain(run)
    expect((await cli(['runs', '--all', '/data/sites'], { env })).exitCode).toBe(2)
    expect((await cli(['runs', '--all', '--ledger-schema', 'x'])).exitCode).toBe(2)
  })

  test('of which another process has the site is exit 6 for whoever would write; others look all the same', async () => {
    const env = newLedger()
    const [platform, other] = [await site(), await site()]
    const { run } = await runOf(platform, ['u1'], env)
    const holder = await hold(platform, env)
    const key = { ...env, KONSTANTLY_API_KEY: platform.apiKey }
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu2\n')
    // By then the run is old enough to be forgotten.
    const now = (): Date => new Date(Date.now() + 100 * 24 * 3_600_000)
    const ask = (...argv: string[]): Promise<CliResult> =>
      cli([...argv, '--out', out], { env: key, deps: { now } })
    const requests = platform.requests.length
    for (const argv of [
      ['run', list, '--base-url', platform.baseUrl, '--yes'],
      ['report', run],
      ['forget', '--yes'],
    ]) {
      const { exitCode, stderr } = await ask(...argv)
      expect([argv[0], exitCode]).toEqual([argv[0], 6])
      expect(stderr).toMatch(new RegExp(`in use by process ${process.pid} on .*, since 20`))
    }
    expect(platform.requests.length).toBe(requests)
    expect((await ask('runs')).exitCode).toBe(0)
    expect((await ask('report', run, '--check')).exitCode).toBe(3)
    expect((await runOf(other, ['u1'], env)).exitCode).toBe(0)
    await holder.close()
    expect((await ask('report', run)).exitCode).toBe(0)
    expect((await ask('forget', '--yes')).exitCode).toBe(0)
  })

  test('names itself in the command that goes on, without what the environment says', async () => {
    const { KONSTANTLY_LEDGER_SCHEMA: schema } = newLedger()
    const [platform, out] = [await site(), temporaryFolder()]
    const bare = new URL(SERVER)
    vi.stubEnv('PGPASSWORD', decodeURIComponent(bare.password))
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    bare.password = ''
    const argv = ['run', writeList(out, 'id\nu1\n'), '--out', out, '--base-url', platform.baseUrl, '--yes']
    const ledger = ['--ledger', bare.href, '--ledger-schema', schema]
    const { stdout } = await cli([...argv, ...ledger, '--grace', '30d', '--max-percent', '100'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    expect(stdout).toContain(`--ledger ${bare.href} --ledger-schema ${schema}`)
  })
})

describe.skipIf(SERVER === '')('check, of a ledger on a server,', () => {
  async function check(
    env: Record<string, string>,
    more: readonly string[] = [],
  ): Promise<{ exitCode: number; of: (name: string) => Finding | undefined }> {
    const { exitCode, stdout } = await cli(['check', '--json', '--out', temporaryFolder(), ...more], { env })
    const { checks } = JSON.parse(stdout) as CheckOutput
    return { exitCode, of: (name) => checks.find((one) => one.name === name) }
  }

  test('says that there is none yet, and makes none', async () => {
    const env = newLedger()
    const { of } = await check(env)
    expect(of('ledger')).toMatchObject({ result: 'ok', facts: { exists: false } })
    expect(of('file_locks')).toMatchObject({ result: 'skipped', found: 'the ledger is on a server' })
    const made = await query(
      SERVER,
      `SELECT 1 FROM pg_namespace WHERE nspname = '${env.KONSTANTLY_LEDGER_SCHEMA}'`,
    )
    expect(made).toEqual([])
  })

  test('says which server that is, and what the ledger holds', async () => {
    const env = newLedger()
    await runOf(await site(), ['u1'], env)
    const { of } = await check(env)
    const ledger = of('ledger')
    expect(ledger).toMatchObject({ result: 'ok', facts: { exists: true, runs: 1, unfinished: [] } })
    expect(ledger?.found).toMatch(
      new RegExp(
        `^PostgreSQL \\d+\\.\\d+, postgres://.*, schema ${env.KONSTANTLY_LEDGER_SCHEMA}; 1 run, none unfinished$`,
      ),
    )
  })

  test('says who has the site', async () => {
    const env = newLedger()
    const platform = await site()
    await runOf(platform, ['u1'], env)
    const holder = await hold(platform, env)
    const { of } = await check(env, ['--base-url', platform.baseUrl])
    expect(of('ledger')).toMatchObject({ result: 'failed', exitCode: 6, facts: { inUse: true } })
    expect(of('ledger')?.found).toContain(`in use by process ${process.pid} on`)
    const other = await check(env, ['--site', 'acme'])
    expect(other.of('ledger')?.result).toBe('ok')
    await holder.close()
    expect((await check(env, ['--base-url', platform.baseUrl])).of('ledger')?.result).toBe('ok')
  })

  test('names the rights that the role lacks', async () => {
    const env = newLedger()
    await runOf(await site(), ['u1'], env)
    const schema = env.KONSTANTLY_LEDGER_SCHEMA
    const role = `r_${schema}`
    await query(SERVER, `CREATE ROLE ${role} LOGIN PASSWORD 'pg-s3cret'`)
    const url = new URL(SERVER)
    url.username = role
    url.password = 'pg-s3cret'
    const asRole = { ...env, KONSTANTLY_LEDGER: url.href }
    const failed = { result: 'failed', exitCode: 2 }
    try {
      const hidden = (await check(asRole)).of('ledger')
      expect(hidden).toMatchObject(failed)
      expect(hidden?.found).toContain('USAGE on the schema')
      await query(
        SERVER,
        `GRANT USAGE ON SCHEMA ${schema} TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
      )
      const partly = (await check(asRole)).of('ledger')
      expect(partly).toMatchObject(failed)
      expect(partly?.found).toContain('INSERT, UPDATE, DELETE on the table rows')
      await query(SERVER, `GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`)
      expect((await check(asRole)).of('ledger')?.found).toContain('USAGE on the sequence run_numbers')
      await query(SERVER, `GRANT USAGE ON SEQUENCE ${schema}.run_numbers TO ${role}`)
      expect((await check(asRole)).of('ledger')?.result).toBe('ok')
    } finally {
      await query(SERVER, `DROP OWNED BY ${role}; DROP ROLE ${role}`)
    }
  })

  test('says that it holds something else, and that the server is not there', async () => {
    const env = newLedger()
    const schema = env.KONSTANTLY_LEDGER_SCHEMA
    await query(SERVER, `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.payroll (salary integer)`)
    const other = await check(env)
    expect(other.of('ledger')).toMatchObject({ result: 'failed', exitCode: 2 })
    expect(other.of('ledger')?.found).toContain('payroll')
    const gone = await check({ KONSTANTLY_LEDGER: 'postgres://hr:pg-s3cret@127.0.0.1:1/hr' })
    expect(gone.of('ledger')).toMatchObject({ result: 'failed', exitCode: 6 })
    expect(gone.of('ledger')?.found).not.toContain('pg-s3cret')
  })
})
