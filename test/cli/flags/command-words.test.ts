import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cli, temporaryFolder, writeList, type CliResult } from '../../support/cli.ts'

const env = { KONSTANTLY_API_KEY: 'a-key-that-stays-secret' }

/** A command that would go as far as the platform, which nobody serves: it must be refused before. */
async function run(...words: string[]): Promise<CliResult> {
  const folder = temporaryFolder()
  const list = writeList(folder, 'id\nu1\n')
  const flags = ['--site', 'acme', '--yes', '--dry-run', '--out', join(folder, 'out')]
  return cli(['run', list, ...flags, ...words], { env })
}

describe('every word of the command line counts, or is refused:', () => {
  test.each([
    [
      ['--', '--no-delete'],
      'run takes one list, and --no-delete is another one. Behind -- nothing is a flag: give it before. See',
    ],
    [['--', '--protect', 'board.txt'], '--protect is another one. Behind -- nothing is a flag'],
    [['--', '-x'], '-x is another one. Behind -- nothing is a flag'],
    [
      ['--', 'junk'],
      'junk is another one. What belongs to a flag is one word: joined with commas, or in quotes. See',
    ],
    [['--', '--'], '-- is another one.'],
    [['--', ''], '"" is another one.'],
    [['--', '-'], '- is another one. See'],
    [['--list', 'other.csv'], 'Unknown argument: --list.'],
    [['--list=other.csv'], 'Unknown argument: --list=other.csv.'],
    [['--$0', 'x'], 'Unknown argument: --$0.'],
    [['--_=x'], 'Unknown argument: --_=x.'],
    [['--get-yargs-completions'], 'Unknown argument: --get-yargs-completions.'],
    [['--no-no-delete'], '--no-no-delete is no flag of run. Do you mean --no-delete?'],
    [['--no-yes'], '--no-yes is no flag of run.'],
    [['-x'], '-x is no flag of run.'],
    [['-5'], '-5 is another one.'],
    [['--no_delete'], '--no_delete is no flag of run. Do you mean --no-delete?'],
    [['--noDelete'], '--noDelete is no flag of run. Do you mean --no-delete?'],
    [['--NO-DELETE'], '--NO-DELETE is no flag of run. Do you mean --no-delete?'],
    [['--prot', 'board.txt'], '--prot is no flag of run. Do you mean --protect?'],
    [['—no-delete'], '—no-delete begins with a dash that is none'],
    [['--\u200Bno-delete'], '--\\u200bno-delete is no flag of run.'],
    [['--max-users.x', '5'], '--max-users.x is no flag of run.'],
    [['--__proto__', 'x'], '--___proto___ is no flag of run.'],
    [['--yes=false'], '--yes is a switch and takes no value.'],
    [['--no-delete='], '--no-delete is a switch and takes no value.'],
    [['--protect='], '--protect needs a value: --protect <file>.'],
    [['--protect', ''], '--protect needs a value: --protect <file>.'],
    [['--protect', '--no-delete'], '--protect needs a value: --protect <file>.'],
    [['--protect', '--'], '--protect needs a value: --protect <file>.'],
    [['--max-users='], '--max-users needs a value: --max-users <n>.'],
    [['--max-users', '1e3'], 'not "1e3".'],
    [['--max-users', '0x10'], 'not "0x10".'],
    [['--max-users', '-5'], 'not "-5".'],
    [['--max-users', '5', '--max-users=5'], '--max-users was given 2 times; give it once.'],
    [['--max-users', '5', '6'], '6 is another one.'],
  ])('%j', async (words, message) => {
    const { exitCode, stdout, stderr } = await run(...words)
    expect(stderr).toContain(message)
    expect([exitCode, stdout]).toEqual([2, ''])
  })

  test.each([
    ['runs', '--', 'x'],
    ['demo', '--', '--out', 'x'],
    ['sandbox', '--', '--port', '0'],
    ['report', '--', '--check'],
    ['report', '--run', 'x'],
    ['plan', '--site', 'acme', '--', 'a.csv', 'b.csv'],
  ])('%s %s %s', async (...words) => {
    const { exitCode, stdout } = await cli(words, { env })
    expect([exitCode, stdout]).toEqual([2, ''])
  })
})

describe('-- ends the flags,', () => {
  let home = ''
  const before = process.cwd()
  beforeEach(() => {
    home = mkdtempSync(join(temporaryFolder(), 'home-'))
    process.chdir(home)
  })
  afterEach(() => {
    process.chdir(before)
    rmSync(home, { recursive: true })
  })
  const flags = ['--site', 'acme', '--dry-run', '--json']

  test('so that the list may have a name like a flag', async () => {
    writeList(home, 'id\nu1\n', '-l.csv')
    const { exitCode, stdout } = await cli(['run', ...flags, '--', '-l.csv'], { env })
    expect([exitCode, (JSON.parse(stdout) as { list: { name: string } }).list.name]).toEqual([0, '-l.csv'])
  })

  test('and - behind it is standard input', async () => {
    const { exitCode } = await cli(['run', ...flags, '--', '-'], { env, stdin: 'id\nu1\n' })
    expect(exitCode).toBe(0)
  })

  test.each([[['--']], [['--', '--']], [[]]])(
    'unless it stands before the command, where a wrapper has handed it on: %j',
    async (handedOn) => {
      writeList(home, 'id\nu1\n', 'l.csv')
      const { exitCode, stderr } = await cli([...handedOn, 'run', 'l.csv', ...flags, '--no-delete=1'], {
        env,
      })
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--no-delete is a switch')])
      expect((await cli([...handedOn, 'run', 'l.csv', ...flags], { env })).exitCode).toBe(0)
    },
  )

  test('and alone it names no command', async () => {
    expect(await cli(['--'], { env })).toMatchObject({ exitCode: 2, stdout: '' })
  })
})
