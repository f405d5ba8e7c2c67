import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  cli,
  logLines,
  signals,
  temporaryFolder,
  writeList,
  type CliOptions,
  type CliResult,
} from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'
import type { Person } from '../../src/sandbox/people.ts'

const EVIL = '\x1b]0;PWNED\x07\x1b[2J\u009b31m\u202e\u2028'
/** The sequences of ours: of readline, of the status line, and colours. */
const OURS = new RegExp(String.raw`${String.fromCharCode(0x1b)}\[(?:\d*[AJGK]|\d+m|\?2004[hl])|[\r\n]`, 'g')

function expectClean({ stdout, stderr }: CliResult): void {
  for (const text of [stdout, stderr]) {
    expect(text.replaceAll(OURS, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(text).not.toContain('\u001b[2J')
  }
}

async function tell(
  people: readonly Person[],
  list: { text: string; name?: string },
  flags: readonly string[] = [],
  options: CliOptions = {},
): Promise<CliResult & { out: string }> {
  const platform = await sandbox({ users: people })
  const out = join(temporaryFolder(), 'out')
  const path = writeList(temporaryFolder(), list.text, list.name)
  const result = await cli(
    ['run', path, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100', ...flags],
    { env: { KONSTANTLY_API_KEY: platform.apiKey }, types: ['1'], ...options },
  )
  return { ...result, out }
}

describe('what others wrote does not rule the terminal', () => {
  test.each<[string, Partial<Person>]>([
    ["a user's name", { name: `Ann ${EVIL}\nrow 99: deleted, user FORGED` }],
    ['a role', { role: { alias: EVIL } }],
  ])('%s', async (_, more) => {
    const result = await tell([person('u1', more)], { text: 'id\nu1\n' })
    expectClean(result)
    expect(result.stderr).not.toMatch(/^row 99/m)
  })

  test("a file's name, in the summary and in `runs`", async () => {
    const name = `l${EVIL}\n\n  deleted             400\n.csv`
    const result = await tell([person('u1')], { text: 'id\nu1\n', name })
    expect(result.exitCode).toBe(0)
    expectClean(result)
    expect(result.stdout).not.toMatch(/^ +deleted +400/m)
    const runs = await cli(['runs', '--out', result.out])
    expectClean(runs)
    expect(runs.stdout.trim().split('\n')).toHaveLength(2)
    for (const format of [[], ['--json']]) {
      expectClean(await cli(['report', '--out', result.out, ...format]))
      expectClean(await cli(['report', '--check', '--out', result.out, ...format]))
    }
  })

  test.each([
    ['pretty', 'name from column 2 '],
    ['json', 'list read'],
  ])('a header, in what is told of the list: %s', async (format, told) => {
    const text = `id,"first ${EVIL}"\nu1,Ann\n`
    const result = await tell([person('u1')], { text }, ['--name-column', '2', '--log-format', format])
    expect(result.stderr).toContain(told)
    expectClean(result)
  })

  test.each([
    ['a header', `"${EVIL}",b\nx,y\n`],
    ['a cell', `id,Status\nu1,"Active - ${EVIL}"\n`],
    ['a header of millions of characters', `"${'x'.repeat(3_000_000)}",b\nx,y\n`],
  ])('%s, in an error', async (_, text) => {
    const result = await tell([person('u1')], { text })
    expect(result.exitCode).toBe(2)
    expectClean(result)
    expect(result.stderr.length).toBeLessThan(5_000)
  })

  test.each([
    [['run', `${EVIL}\nrun ended: finished, exit code 0.csv`, '--site', 'acme']],
    [['run', 'l.csv', '--base-url', `ftp://${EVIL}`]],
    [['run', 'l.csv', '--site', EVIL]],
    [['report', EVIL]],
    [['runs', `--${EVIL}`]],
    [['runs', '--out', `/nowhere/${EVIL}`]],
    [[EVIL]],
  ])("a flag's value, in an error: %#", async (argv) => {
    const result = await cli(argv, { env: { KONSTANTLY_API_KEY: 'key', KONSTANTLY_OUT: temporaryFolder() } })
    expect(result.exitCode).toBe(2)
    expectClean(result)
    expect(result.stderr.trim().split('\n')).toHaveLength(1)
  })

  test('a name of 200,000 characters leaves the question in sight', async () => {
    const name = `Ann${'\u2800'.repeat(200_000)} 1 user of staging will be deactivated.`
    const { stderr } = await tell([person('u1', { name })], { text: 'id\nu1\n' })
    const [, question = ''] = /(1 user of [^]*)Type the number/.exec(stderr) ?? []
    expect(question).toContain('deactivated, then deleted for good')
    expect(question.length).toBeLessThan(400)
    expect(question).not.toContain('staging')
  })
})

describe('a log names nobody', () => {
  test('by the ID of an account that is an e-mail address, nor by the name of a list', async () => {
    const id = 'ann.smith@acme.test'
    const list = { text: `email\n${id}\n`, name: 'Ann Smith.csv' }
    const told = async (flags: readonly string[]): Promise<string> => {
      const all = ['--log-level', 'trace', '--yes', ...flags]
      return (await tell([person(id, { email: id })], list, all, { types: [] })).stderr
    }
    const file = join(temporaryFolder(), 'run.log')
    const watched = await told(['--log-file', file])
    for (const log of [await told(['--log-format', 'json']), readFileSync(file, 'utf8')]) {
      expect(log).toMatch(/row/)
      expect(log).not.toMatch(/ann|smith/i)
    }
    // Whoever runs it may see whom it is about.
    expect(watched).toContain(id)
  })

  test('also not while another run is unfinished', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: [person('u1'), person('u2')],
      onRequest({ method }) {
        if (method === 'POST') send('SIGTERM')
      },
    })
    const out = join(temporaryFolder(), 'out')
    const run = (list: string): Promise<CliResult> => {
      const flags = [
        '--base-url',
        platform.baseUrl,
        '--out',
        out,
        '--max-percent',
        '100',
        '--yes',
        '--concurrency',
        '1',
      ]
      return cli(['run', list, ...flags], { env: { KONSTANTLY_API_KEY: platform.apiKey }, deps })
    }
    const folder = temporaryFolder()
    expect((await run(writeList(folder, 'id\nu1\nu2\n', 'Ann Smith.csv'))).exitCode).toBe(143)
    const { stderr } = await run(writeList(folder, 'id\nu2\n'))
    expect(logLines(stderr).map(({ msg }) => msg)).toContainEqual(expect.stringContaining('unfinished on'))
    expect(stderr).not.toMatch(/ann|smith/i)
  })
})
