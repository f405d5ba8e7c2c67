import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../../src/report/summary.ts'
import { check } from '../check/support.ts'
import {
  cli,
  logLines,
  readResults,
  temporaryFolder,
  writeList,
  type CliOptions,
  type CliResult,
} from '../../support/cli.ts'
import { changes, person, sandbox, type WatchedSandbox } from '../../support/sandbox.ts'

const FILE = 'konstantly-offboard.json'
const PEOPLE = ['u1', 'u2', 'u3'].map((id) => person(id))

/** Writes a configuration file into a folder; returns its path. */
function configure(folder: string, settings: unknown, name = FILE): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(settings))
  return path
}

/** A site, an empty folder for the ledger, and a list of everybody on the site. */
async function arrange(): Promise<{
  site: WatchedSandbox
  out: string
  list: string
  env: Record<string, string>
}> {
  const site = await sandbox({ users: PEOPLE })
  const list = writeList(temporaryFolder(), 'User ID\nu1\nu2\nu3\n')
  return { site, out: temporaryFolder(), list, env: { KONSTANTLY_API_KEY: site.apiKey } }
}

const messages = ({ stderr }: CliResult): unknown[] => logLines(stderr).map(({ msg }) => msg)
const summaryOf = ({ stdout }: CliResult): Summary => JSON.parse(stdout) as Summary

/** `run`, confirmed, with these arguments. Its site is the one section of the configuration file. */
const run = (argv: readonly string[], options: CliOptions): Promise<CliResult> =>
  cli(['run', ...argv, '--yes', '--json'], options)

test('a file of one site is for that site, and for no other', async () => {
  const { site, out, list, env } = await arrange()
  configure(out, { 'base-url': site.baseUrl, 'no-delete': true, 'max-percent': 100 })
  const done = await run([list, '--out', out], { env })
  expect(summaryOf(done).outcomes, done.stderr).toMatchObject({ deactivated: 3 })
  const other = await run([list, '--out', out, '--site', 'acme'], { env })
  expect([other.exitCode, other.stdout]).toEqual([2, expect.stringContaining('no section for the site')])
})

test('protected list, columns, limits, grace and key come from the file beside the ledger, relative to it', async () => {
  const { site, out } = await arrange()
  const list = writeList(temporaryFolder(), 'Login;Wer\nu1;x\nu2;y\n')
  writeFileSync(join(out, 'board.txt'), 'u2\n')
  writeFileSync(join(out, 'key'), site.apiKey, { mode: 0o600 })
  const path = configure(out, {
    sites: {
      [site.baseUrl]: {
        protect: 'board.txt',
        'api-key-file': 'key',
        'id-column': 'Wer',
        delimiter: ';',
        'max-percent': 100,
        grace: '30d',
      },
    },
  })
  writeFileSync(list, 'Login;Wer\nx;u1\ny;u2\n')
  const result = await run([list, '--out', out], {})
  const { run: id, list: read, sessions, options } = summaryOf(result)
  expect(readResults(out, id, 'results.csv', read.delimiter).map((row) => row['offboard_outcome'])).toEqual([
    'waiting',
    'protected',
  ])
  expect(options.grace).toBe(30 * 86_400_000)
  expect(changes(site)).toHaveLength(1)
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  expect(sessions.map(({ configurationSha256 }) => configurationSha256)).toEqual([sha256])
  expect(logLines(result.stderr)[0]).toMatchObject({
    configuration: path,
    section: site.baseUrl,
    configurationSha256: sha256,
    msg: `settings: ${path}, section ${site.baseUrl}: protect, api-key-file, id-column, delimiter, max-percent, grace`,
  })
})

test('roles and archive come from the file', async () => {
  const site = await sandbox({ users: [person('u1'), person('u2', { role: { alias: 'manager' } })] })
  const out = temporaryFolder()
  const list = writeList(temporaryFolder(), 'User ID\nu1\nu2\n')
  configure(out, { sites: { [site.baseUrl]: { roles: 'manager', archive: true, 'max-percent': 100 } } })
  const result = await run([list, '--out', out], { env: { KONSTANTLY_API_KEY: site.apiKey } })
  const { options, outcomes } = summaryOf(result)
  expect(options).toMatchObject({ roles: ['manager'], archive: 'records' })
  expect(outcomes).toMatchObject({ deleted: 1, refused: 1 })
  expect(messages(result)).toContain(
    'set by the configuration file, and allowing more than the defaults: "max-percent": 100, "roles": manager',
  )
})

test('a flag comes before a variable, a variable before the file, and the file before the default', async () => {
  const { site, out, list, env } = await arrange()
  configure(out, { 'max-users': 1, 'max-percent': 100 })
  const tried = async (argv: readonly string[], more: Record<string, string> = {}): Promise<CliResult> =>
    cli(['plan', list, '--base-url', site.baseUrl, '--out', out, '--json', ...argv], {
      env: { ...env, ...more },
    })
  const ofFile = await tried([])
  expect(ofFile.stderr).toContain('--max-users allows 1')
  expect((await tried([], { KONSTANTLY_MAX_USERS: '2' })).stderr).toContain('--max-users allows 2')
  const ofFlag = await tried(['--max-users', '3'], { KONSTANTLY_MAX_USERS: '2' })
  expect(ofFlag.exitCode).toBe(0)
  expect(messages(ofFlag)[0]).toMatch(/: max-percent; by a flag or variable instead: max-users$/)
})

describe('the file', () => {
  test.each(['flag', 'variable'])(
    'that a %s names is read, and not the one beside the ledger',
    async (by) => {
      const { site, out, list, env } = await arrange()
      configure(out, { protct: 'would be refused' })
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'board.txt'), 'u1\nu2\nu3\n')
      const path = configure(folder, { protect: 'board.txt', sites: { [site.baseUrl]: {} } }, 'mine.json')
      const result = await run([list, '--out', out, ...(by === 'flag' ? ['--config', path] : [])], {
        env: { ...env, ...(by === 'variable' && { KONSTANTLY_CONFIG: path }) },
      })
      expect(summaryOf(result).outcomes.protected).toBe(3)
    },
  )

  test('may say where the ledger is if it is named, and report, runs and forget go there, and say so', async () => {
    const { site, list, env } = await arrange()
    const folder = temporaryFolder()
    const path = configure(
      folder,
      { out: 'ledger', 'max-percent': 100, sites: { [site.baseUrl]: {} } },
      'mine.json',
    )
    const { run: id } = summaryOf(await run([list, '--config', path], { env }))
    expect(readResults(join(folder, 'ledger'), id)).toHaveLength(3)
    const told = await cli(['runs', '--config', path])
    expect(told.stdout).toContain(id)
    expect(told.stderr).toBe(`konstantly-offboard: settings: ${path}: out\n`)
    expect((await cli(['report', '--check', '--config', path])).exitCode).toBe(0)
    expect((await cli(['forget', '--dry-run', '--config', path])).exitCode).toBe(0)
  })

  test('beside the ledger cannot say that the ledger is elsewhere', async () => {
    const out = temporaryFolder()
    configure(out, { out: 'other' })
    const { exitCode, stderr } = await cli(['runs', '--out', out])
    expect(stderr).toContain('Leave "out" out of it, or name the file with --config.')
    expect(exitCode).toBe(2)
  })

  test.each<[what: string, settings: string | null, says: string]>([
    ['is not there', null, 'the configuration file cannot be read (ENOENT'],
    ['is empty', '', 'is empty'],
    ['is broken', '{"protect": }', 'line 1, column 13: a value is missing before }.'],
    [
      'has a mistake in the section of another site',
      '{"sites": {"beta": {"protct": "x"}}}',
      'did you mean "protect"?',
    ],
  ])('that %s ends a run with 2 before anything is asked', async (_, settings, says) => {
    const { site, out, list, env } = await arrange()
    const path = join(temporaryFolder(), 'mine.json')
    if (settings !== null) writeFileSync(path, settings)
    const { exitCode, stderr, stdout } = await run(
      [list, '--base-url', site.baseUrl, '--out', join(out, 'new'), '--config', path],
      { env },
    )
    expect(stderr).toContain(says)
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ error: { exitCode: 2 } })
    expect(site.requests).toEqual([])
  })

  test('is not named by a variable that a template sets to nothing', async () => {
    const { exitCode, stderr } = await cli(['runs'], { env: { KONSTANTLY_CONFIG: '' } })
    expect(stderr).toContain('KONSTANTLY_CONFIG is set to nothing')
    expect(exitCode).toBe(2)
  })

  test('is named where a flag that it sets stands in the way', async () => {
    const { site, out, list, env } = await arrange()
    const path = configure(out, { 'no-delete': true, sites: { [site.baseUrl]: {} } })
    const { exitCode, stderr } = await run([list, '--out', out, '--grace', '30d'], { env })
    expect(stderr).toContain(`leave --no-delete and --no-deactivate out. Set in ${path}: "no-delete".\n`)
    expect(exitCode).toBe(2)
  })
})

describe('the section', () => {
  const sections = (out: string, baseUrl: string): string =>
    configure(out, { sites: { [baseUrl]: { 'max-users': 1, 'max-percent': 100 }, acme: { 'max-users': 2 } } })

  test('is that of the site, however it is spelled', async () => {
    const { site, out, list, env } = await arrange()
    sections(out, site.baseUrl)
    const address = site.baseUrl.replace('127.0.0.1', 'localhost')
    const result = await cli(['plan', list, '--base-url', address, '--out', out], { env })
    expect(result.stderr).toContain('--max-users allows 1')
  })

  test.each([
    [[], 'say which site is meant, with --site or --base-url: FILE has sections for "URL", "acme".'],
    [
      ['--site', 'acmee'],
      'FILE has no section for the site "acmee", only for "URL", "acme"; did you mean "acme"? Name one of them, or add a section; it may be empty: "acmee": {}.',
    ],
  ])('has to be there, and to be named if there are several: %j', async (argv, says) => {
    const { site, out, list, env } = await arrange()
    const path = sections(out, site.baseUrl)
    const { exitCode, stderr } = await cli(['plan', list, '--out', out, ...argv], { env })
    expect(stderr).toBe(`konstantly-offboard: ${says.replace('FILE', path).replace('URL', site.baseUrl)}\n`)
    expect(exitCode).toBe(2)
    expect(site.requests).toEqual([])
  })

  test('may be missing where a file has none at all', async () => {
    const { site, out, list, env } = await arrange()
    configure(out, { 'max-percent': 100 })
    expect((await run([list, '--base-url', site.baseUrl, '--out', out], { env })).exitCode).toBe(0)
  })
})

test('a run that was begun with flags goes on with the same settings from a file', async () => {
  let isDown = true
  const users = [...PEOPLE, person('boss', { role: { alias: 'manager' } })]
  const site = await sandbox({ users, fault: () => (isDown ? 'unavailable' : null) })
  const out = temporaryFolder()
  const list = writeList(temporaryFolder(), 'User ID\nu1\nu2\nu3\n')
  const env = { KONSTANTLY_API_KEY: site.apiKey }
  const settings = { roles: 'learner,manager', grace: '30d', 'max-percent': 100 }
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const begun = await run([list, '--out', out, '--base-url', site.baseUrl, ...flags], { env })
  expect(begun.exitCode).toBe(6)
  isDown = false
  configure(out, { sites: { [site.baseUrl]: settings } })
  const resumed = await run([list, '--out', out], { env })
  expect(summaryOf(resumed)).toMatchObject({
    run: summaryOf(begun).run,
    outcomes: { waiting: 3 },
    sessions: [
      { configurationSha256: null },
      { configurationSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    ],
  })
  // With other settings it is another run.
  configure(out, { sites: { [site.baseUrl]: { ...settings, roles: 'learner' } } })
  expect(summaryOf(await run([list, '--out', out], { env })).run).not.toBe(summaryOf(begun).run)
})

test('what allows more stands in the question, with where it was set', async () => {
  const { site, out, list, env } = await arrange()
  configure(out, { 'max-percent': 100, sites: { [site.baseUrl]: { roles: 'any' } } })
  const { exitCode, stderr } = await cli(['run', list, '--out', out], { env, types: ['no'] })
  expect(stderr).toContain('More is allowed by the configuration file: "max-percent": 100, "roles": any\n')
  expect(stderr).toContain(`Settings  ${join(out, FILE)}, section ${site.baseUrl}: max-percent, roles\n`)
  expect(exitCode).toBe(4)
})

test('the next command names the file that was named', async () => {
  const { site, out, list, env } = await arrange()
  const path = configure(temporaryFolder(), { 'max-percent': 100, grace: '30d' }, 'mine.json')
  const argv = ['run', list, '--base-url', site.baseUrl, '--out', out, '--config', path, '--yes']
  expect((await cli(argv, { env })).stdout).toContain(
    `purge --base-url ${site.baseUrl} --config ${path} --out ${out}`,
  )
})

test('every command that works on a site takes its site and its settings from the file, and leaves the rest', async () => {
  const { site, out, list, env } = await arrange()
  const path = configure(out, {
    sites: { [site.baseUrl]: { grace: '30d', 'max-percent': 100, roles: 'any', rate: 90 } },
  })
  const { run: id } = summaryOf(await run([list, '--out', out], { env }))
  const used = async (...argv: string[]): Promise<unknown> => {
    const result = await cli([...argv, '--out', out], { env })
    expect([argv[0], result.exitCode]).toEqual([argv[0], 0])
    return messages(result)[0]
  }
  const roster = writeList(temporaryFolder(), 'User ID\nu1\nu2\nu3\n')
  const settings = `settings: ${path}, section ${site.baseUrl}: `
  expect(await used('purge', '--dry-run')).toBe(`${settings}max-percent, rate`)
  expect(await used('undo', id, '--yes')).toBe(`${settings}max-percent, rate`)
  expect(await used('verify')).toBe(`${settings}rate`)
  expect(await used('compare', roster)).toBe(`${settings}roles, rate`)
})

test('a demo takes no settings, whatever lies in its folder', async () => {
  const out = temporaryFolder()
  const path = configure(out, { protct: 'x' })
  const { exitCode } = await cli(['demo', '--out', out, '--quiet'], { env: { KONSTANTLY_CONFIG: path } })
  expect(exitCode).toBe(0)
})

describe('check', () => {
  test('says which file and which section sets what', async () => {
    const { site, out, env } = await arrange()
    writeFileSync(join(out, 'board.txt'), 'u1\n')
    const path = configure(out, { sites: { [site.baseUrl]: { protect: 'board.txt', grace: '30d' } } })
    const { of, exitCode } = await check(['--out', out], { env })
    expect(of('configuration')).toMatchObject({
      result: 'ok',
      found: `${path}, section ${site.baseUrl}: protect; for other commands: grace`,
      facts: { path, section: site.baseUrl, used: ['protect'] },
    })
    expect(of('protected_list').found).toBe('1 entry, all of them on the site')
    expect(exitCode).toBe(0)
  })

  test('says that there is none', async () => {
    const { of } = await check([])
    expect(of('configuration')).toMatchObject({ result: 'ok', facts: { path: null } })
  })

  test('says what is wrong with it, and checks everything else without it', async () => {
    const { site, out, env } = await arrange()
    mkdirSync(join(out, FILE))
    const { of, exitCode } = await check(['--out', out, '--base-url', site.baseUrl], { env })
    expect(of('configuration')).toMatchObject({ result: 'failed', exitCode: 2 })
    expect(of('configuration').found).toContain('is a folder: name a plain file.')
    expect(of('connection').result).toBe('ok')
    expect(exitCode).toBe(2)
  })
})
