import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runMeta } from '../../src/cli/commands/run.meta.ts'
import { keptByNpm } from '../../src/cli/flags/npm-flags.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { sandbox } from '../support/sandbox.ts'
import { parseBaseUrl } from '../../src/konstantly/base-url.ts'
import { openLedger, serverOf, testOnSqlite } from '../support/ledger.ts'

const KEY = { KONSTANTLY_API_KEY: 'a-key-that-stays-secret' }

/** Runs `run` on a good list with a site that must not be asked, and expects one line that says what to do. */
async function refused(
  argv: string[],
  options: { env?: Record<string, string>; list?: string } = {},
): Promise<string> {
  const out = temporaryFolder()
  const list = options.list ?? writeList(out, 'id\nu1\n')
  const site = argv.some((word) => /^--(site|base-url)/.test(word)) ? [] : ['--site', 'acme']
  const { exitCode, stdout, stderr } = await cli(
    ['run', list, ...site, '--yes', '--out', join(out, 'runs'), ...argv],
    {
      env: options.env ?? KEY,
    },
  )
  expect(stdout).toBe('')
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).not.toMatch(/ {4}at /)
  expect(stderr).not.toContain(KEY.KONSTANTLY_API_KEY)
  expect(exitCode, stderr).toBe(2)
  return stderr.trimEnd().replace('konstantly-offboard: ', '').replaceAll(out, '…')
}

describe('the command line refuses, with exit 2 and one line,', () => {
  test.each([
    [{ npm_config_delete: '' }, '--no-delete'],
    [{ npm_config_dry_run: 'true' }, '--dry-run'],
    [{ npm_config_max_percent: '1' }, '--max-percent'],
  ])('flags that npm kept for itself: %j', async (env, flag) => {
    expect(await refused([], { env: { ...KEY, npm_lifecycle_event: 'offboard', ...env } })).toContain(
      `npm kept ${flag} for itself: put -- before the command`,
    )
  })

  test("nothing of npm's own", () => {
    const env = {
      npm_lifecycle_event: 'npx',
      npm_config_yes: 'true',
      npm_config_json: 'true',
      npm_config_before: '2026-11-01',
      npm_config_loglevel: 'silent',
    }
    const names = Object.keys(runMeta.flags)
    expect(keptByNpm(names, env)).toEqual([])
    expect(keptByNpm(names, { npm_config_dry_run: 'true' })).toEqual([])
  })

  test('a key among the words, and does not repeat it', async () => {
    // As a file of variables may have it, with the end of its line.
    const env = { KONSTANTLY_API_KEY: `${KEY.KONSTANTLY_API_KEY}\n` }
    expect(await refused([KEY.KONSTANTLY_API_KEY], { env })).toContain('and [redacted] is another one')
  })

  test.each([
    [
      ['--concurency', '3'],
      '--concurency is no flag of run. Do you mean --concurrency? See konstantly-offboard help run.',
    ],
    [['second.csv'], 'run takes one list, and second.csv is another one. See konstantly-offboard help run.'],
    [['--dry-run=1'], '--dry-run is a switch and takes no value.'],
    [['--no-delete=yes'], '--no-delete is a switch and takes no value.'],
    [['--dry-run', 'true'], 'run takes one list, and true is another one. See konstantly-offboard help run.'],
    [['--concurrency='], '--concurrency needs a value: --concurrency <n>. See konstantly-offboard help run.'],
    [
      ['--protect', '--preflight', 'auto'],
      '--protect needs a value: --protect <file>. See konstantly-offboard help run.',
    ],
    [
      ['--max-user', '5'],
      '--max-user is no flag of run. Do you mean --max-users? See konstantly-offboard help run.',
    ],
    [
      ['-f'],
      '-f is no flag of run. Flags are whole words, such as --site. See konstantly-offboard help run.',
    ],
    [
      ['--api-key', 'x'],
      'No flag takes the API key, since command lines end up in histories: set KONSTANTLY_API_KEY, or name a file that holds it with --api-key-file. See konstantly-offboard help run.',
    ],
    [['--concurrency', '0'], '--concurrency must be a whole number from 1 to 100, not "0".'],
    [['--concurrency', 'many'], '--concurrency must be a whole number from 1 to 100, not "many".'],
    [['--concurrency', '2.5'], '--concurrency must be a whole number from 1 to 100, not "2.5".'],
    [['--concurrency'], '--concurrency needs a value: --concurrency <n>. See konstantly-offboard help run.'],
    [['--max-users', '10', '--max-users', '1000'], '--max-users was given 2 times; give it once.'],
    [['--timeout', '30'], '--timeout needs a unit: 30s, 30m, 30h or 30d.'],
    [
      ['--log-level', 'loud'],
      '--log-level must be one of trace, debug, info, warn, error, silent, not "loud".',
    ],
    [['--roles', 'learner,'], '--roles takes roles separated by commas, or any, not "learner,".'],
    [['--delimiter', ';;'], '--delimiter must be one character, or tab, not ";;".'],
    [
      ['--no-delete', '--no-deactivate'],
      '--no-delete and --no-deactivate together leave nothing to do; give one of them.',
    ],
    [
      ['--site', 'acme', '--base-url', 'https://acme.konstant.ly/openapi/v1'],
      '--site and --base-url both say where the platform is, be it as variables; give one of them.',
    ],
    [
      ['--site', 'acme.konstant.ly'],
      '--site takes the first part of the site\'s address (acme for https://acme.konstant.ly), not "acme.konstant.ly". For any other address use --base-url.',
    ],
    [
      ['--base-url', 'http://acme.konstant.ly/openapi/v1'],
      '--base-url must begin with https: plain http is accepted for this machine only, and acme.konstant.ly is another one.',
    ],
    [
      ['--base-url', 'ftp://acme'],
      '--base-url must be the address of the API, like https://acme.konstant.ly/openapi/v1, not "ftp://acme".',
    ],
    [
      ['--api-key-file', '/nowhere/key'],
      '--api-key-file and KONSTANTLY_API_KEY both hold a key; give one of them.',
    ],
  ])('%j', async (argv, message) => {
    expect(await refused(argv)).toBe(message)
  })

  test('no command, two commands and an unknown one', async () => {
    for (const [argv, message] of [
      [
        ['runs', 'sandbox'],
        'runs takes nothing but flags: leave sandbox out. See konstantly-offboard help runs.',
      ],
      [['rum', 'x.csv'], 'rum is no command. Do you mean run? See konstantly-offboard help.'],
      [['rm', 'x.csv'], 'rm is no command. Do you mean run? See konstantly-offboard help.'],
      [['frobnicate'], 'frobnicate is no command. See konstantly-offboard help.'],
      [
        ['undo'],
        'undo needs a run: konstantly-offboard undo <run>. `runs` lists them. See konstantly-offboard help undo.',
      ],
      [['plan'], 'plan needs a list: konstantly-offboard plan <list>. See konstantly-offboard help plan.'],
      [['--site', 'acme'], 'Name a command. See konstantly-offboard help.'],
    ] as const) {
      const { exitCode, stderr, stdout } = await cli(argv, { env: KEY })
      expect({ exitCode, stderr, stdout }).toEqual({
        exitCode: 2,
        stderr: `konstantly-offboard: ${message}\n`,
        stdout: '',
      })
    }
  })

  test('no word at all, with the commands in short', async () => {
    const { exitCode, stderr, stdout } = await cli([])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toBe((await cli(['help'])).stdout)
  })

  test('with --json, in JSON as well', async () => {
    for (const [argv, env] of [
      [['run', 'x.csv', '--json'], {}],
      [['plan', '--json'], {}],
      [['runs', '--out', '/nowhere'], { KONSTANTLY_JSON: '1' }],
    ] as const) {
      const { exitCode, stderr, stdout } = await cli(argv, { env: { ...KEY, ...env } })
      expect(exitCode).toBe(2)
      const { error } = JSON.parse(stdout) as { error: unknown }
      expect(error).toEqual({
        exitCode: 2,
        message: stderr.replace('konstantly-offboard: ', '').trimEnd(),
      })
    }
    // Behind -- nothing is a flag.
    expect((await cli(['plan', '--', '--json'], { env: KEY })).stdout).toBe('')
  })

  test('a missing site', async () => {
    const { exitCode, stderr } = await cli(['run', 'x.csv'], { env: KEY })
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      'konstantly-offboard: say which site is meant: --site acme for https://acme.konstant.ly, or --base-url.\n',
    )
  })

  test('a missing key, one that is none, and a key file that cannot be read', async () => {
    expect(await refused([], { env: {} })).toContain('set KONSTANTLY_API_KEY')
    expect(await refused([], { env: { KONSTANTLY_API_KEY: 'two words' } })).toBe(
      'KONSTANTLY_API_KEY does not hold an API key: one word of plain characters.',
    )
    expect(await refused(['--api-key-file', '/nowhere/key'], { env: {} })).toContain('/nowhere/key')
  })

  test('a variable that cannot be a value of its flag, named as the variable', async () => {
    expect(await refused([], { env: { ...KEY, KONSTANTLY_MAX_USERS: 'lots' } })).toBe(
      'KONSTANTLY_MAX_USERS must be a whole number from 0 to 100000000, not "lots".',
    )
  })
})

describe('a leaver list that cannot be used is refused, with exit 2 and one line:', () => {
  test.each([
    ['', "leavers.csv is empty. An empty leaver list is somebody's mistake: export it again."],
    [
      'id,name\n',
      "leavers.csv has a header and no rows. An empty leaver list is somebody's mistake: export it again.",
    ],
    [
      'Employee,Badge\nu1,x\n',
      'leavers.csv: no column is known to hold user IDs or e-mail addresses; the columns are "Employee", "Badge". Name the right one with --id-column or --email-column; or, if the header stands further down, leave out the lines above it with --skip-lines.',
    ],
    [
      'id,User ID\nu1,u2\n',
      'leavers.csv: columns 1 "id" and 2 "User ID" could both hold the user IDs. Name the right one, for example --id-column "id".',
    ],
    [
      'id,name\nu1,One\nu2,"Two\nu3,Three\n',
      'leavers.csv: the row that begins on line 3 opens a quote that is never closed. Correct the list, or export it again.',
    ],
  ])('%j', async (text, message) => {
    const out = temporaryFolder()
    expect(await refused([], { list: writeList(out, text) })).toContain(message)
  })

  test('a column that does not exist', async () => {
    expect(await refused(['--id-column', 'Key'])).toContain(
      'there is no column "Key"; the columns are "id". Correct --id-column.',
    )
  })

  test('a file that is not there, a folder, and a file that is not UTF-8', async () => {
    const folder = temporaryFolder()
    expect(await refused([], { list: join(folder, 'gone.csv') })).toContain('gone.csv')
    expect(await refused([], { list: folder })).toContain('is a folder; name the leaver list in it.')
    const list = writeList(
      folder,
      Buffer.concat([Buffer.from('id,name\nu1,a\nu2,Kami'), Buffer.from([0xf1]), Buffer.from('ski\n')]),
    )
    expect(await refused([], { list })).toContain('line 3 is not UTF-8')
  })

  test('nothing of a broken list is left in the ledger', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\n"u2\n')
    const { exitCode } = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    expect(exitCode).toBe(2)
    expect(platform.requests).toEqual([])
    expect((await cli(['report', '--out', out])).stderr).toContain('the ledger holds no run yet')
    const ledger = serverOf(out) === null ? ['ledger.sqlite', 'ledger.sqlite.lock'] : []
    expect(readdirSync(out).sort()).toEqual(['leavers.csv', ...ledger])
  })
})

describe('the environment', () => {
  test('sets every flag, and the command line comes first', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const list = writeList(
      out,
      `id\n${platform.site
        .people()
        .slice(0, 3)
        .map(({ id }) => id)
        .join('\n')}\n`,
    )
    const env = {
      KONSTANTLY_API_KEY: platform.apiKey,
      KONSTANTLY_BASE_URL: platform.baseUrl,
      KONSTANTLY_OUT: out,
      KONSTANTLY_MAX_USERS: '1',
      KONSTANTLY_NO_DELETE: 'true',
      KONSTANTLY_YES: '1',
      KONSTANTLY_JSON: 'true',
      // Neither a flag of ours nor of any command: somebody else's business.
      KONSTANTLY_SOMETHING_ELSE: 'x',
      // As an unset variable arrives from a compose file.
      KONSTANTLY_ID_COLUMN: '',
    }
    expect((await cli(['run', list], { env })).exitCode).toBe(4)
    const { exitCode, stdout } = await cli(['run', list, '--max-users', '3'], { env })
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ outcomes: { deactivated: 3 }, options: { delete: false } })
  })

  test('the key may come from a file', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const file = join(out, 'key')
    writeFileSync(file, `${platform.apiKey}\n`)
    const list = writeList(out, 'id\nnobody\n')
    const { exitCode } = await runAgainst(platform, list, out, ['--api-key-file', file], {
      env: { KONSTANTLY_API_KEY: '' },
    })
    expect(exitCode).toBe(0)
  })
})

describe('a ledger that cannot be used', () => {
  test('in use by another process is exit 6 for every command that opens it', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const holder = await openLedger({
      folder: out,
      site: parseBaseUrl(platform.baseUrl).site,
      create: true,
      now: () => new Date('2026-11-23T08:00:00Z'),
    })
    try {
      const list = writeList(out, 'id\nu1\n')
      const run = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes'], {
        env: { KONSTANTLY_API_KEY: platform.apiKey },
      })
      expect(run.exitCode).toBe(6)
      expect(run.stderr).toContain(`process ${process.pid} on`)
      expect(run.stderr).toContain('since 2026-11-23T08:00:00.000Z')
      // On a server whoever only looks is not kept away.
      expect((await cli(['runs', '--out', out])).exitCode).toBe(serverOf(out) === null ? 6 : 0)
    } finally {
      await holder.close()
    }
    expect(platform.requests).toEqual([])
  })

  test('in a place where no folder can be made is exit 6', async () => {
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\n')
    const { exitCode, stderr } = await cli(['run', list, '--site', 'acme', '--out', join(list, 'runs')], {
      env: KEY,
    })
    expect(exitCode).toBe(6)
    expect(stderr).toContain('cannot be written')
  })

  testOnSqlite('whose place is taken by a folder or by another file is exit 2, untouched', async () => {
    const out = temporaryFolder()
    mkdirSync(join(out, 'a', 'ledger.sqlite'), { recursive: true })
    const list = writeList(out, 'id\nu1\n')
    const inFolder = await cli(['run', list, '--site', 'acme', '--yes', '--out', join(out, 'a')], {
      env: KEY,
    })
    expect(inFolder.exitCode).toBe(2)
    expect(inFolder.stderr).toContain('ledger.sqlite is a folder')

    mkdirSync(join(out, 'b'))
    const file = writeList(join(out, 'b'), 'This is a letter, and no database at all.', 'ledger.sqlite')
    const inFile = await cli(['run', list, '--site', 'acme', '--yes', '--out', join(out, 'b')], { env: KEY })
    expect(inFile.exitCode).toBe(2)
    expect(inFile.stderr).toContain('damaged or not a ledger')
    expect(readFileSync(file, 'utf8')).toBe('This is a letter, and no database at all.')
  })

  test('and is not there is exit 2 for the commands that only look', async () => {
    const out = temporaryFolder()
    for (const command of ['runs', 'report']) {
      const { exitCode, stderr } = await cli([command, '--out', out])
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/there is no ledger (?:at|in the schema)/)
    }
  })
})

test('the demo keeps away from where a variable says that real runs are, as in the image', async () => {
  const out = temporaryFolder()
  const { exitCode, stdout } = await cli(['demo', '--log-level', 'silent'], { env: { KONSTANTLY_OUT: out } })
  expect(exitCode).toBe(0)
  expect(readdirSync(out)).toEqual([])
  const folder = /^ *(\S+offboarding-demo-\w+)\/.*results\.csv$/m.exec(stdout)?.[1] ?? ''
  expect(readdirSync(folder)).toContain('ledger.sqlite')
  rmSync(folder, { recursive: true })
})

testOnSqlite('the demo stays out of a ledger of real runs, and may be repeated in its own', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'id\nu1\n')
  await cli(['run', list, '--site', 'acme', '--out', out, '--dry-run'], { env: KEY })
  const { exitCode, stderr } = await cli(['demo', '--out', out])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`${out} holds the ledger of real runs`)
  const { stdout } = await cli(['runs', '--out', out])
  expect(stdout.trimEnd().split('\n')).toHaveLength(2)
  const own = join(out, 'demo')
  for (let time = 0; time < 2; time += 1) {
    expect((await cli(['demo', '--out', own, '--log-level', 'silent'])).exitCode).toBe(0)
  }
})
