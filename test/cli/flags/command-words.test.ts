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
    [['--', '--no-delete'], 'Unknown argument: --no-delete. Behind -- nothing is a flag; give it before.'],
    [
      ['--', '--protect', 'board.txt'],
      'Unknown arguments: --protect, board.txt. Behind -- nothing is a flag',
    ],
    [['--', '-x'], 'Unknown argument: -x. Behind -- nothing is a flag'],
    [['--', 'junk'], 'Unknown argument: junk. See'],
    [['--', '--'], 'Unknown argument: --.'],
    [['--', ''], 'Unknown argument: "".'],
    [['--', '-'], 'Unknown argument: -. See'],
    [['--list', 'other.csv'], 'Unknown argument: --list.'],
    [['--list=other.csv'], 'Unknown argument: --list=other.csv.'],
    [['--$0', 'x'], 'Unknown argument: --$0.'],
    [['--_=x'], 'Unknown argument: --_=x.'],
    [['--get-yargs-completions'], 'Unknown argument: --get-yargs-completions.'],
    [['--no-no-delete'], 'Unknown argument: no-no-delete.'],
    [['--no-yes'], 'Unknown argument: no-yes.'],
    [['-x'], 'Unknown argument: x.'],
    [['-5'], 'Unknown argument: -5.'],
    [['--no_delete'], 'Unknown argument: no_delete.'],
    [['--noDelete'], 'Unknown argument: noDelete.'],
    [['--NO-DELETE'], 'Unknown argument: NO-DELETE.'],
    [['--prot', 'board.txt'], 'Unknown argument: prot.'],
    [['—no-delete'], 'Unknown argument: —no-delete.'],
    [['--\u200Bno-delete'], 'Unknown argument: \\u200bno-delete.'],
    [['--max-users.x', '5'], 'Unknown argument: max-users.x.'],
    [['--__proto__', 'x'], 'Unknown argument: ___proto___.'],
    [['--yes=false'], '--yes is a switch and takes no value.'],
    [['--no-delete='], '--no-delete is a switch and takes no value.'],
    [['--protect='], '--protect needs a value.'],
    [['--protect', ''], '--protect needs a value.'],
    [['--protect', '--no-delete'], 'Not enough arguments following: protect.'],
    [['--protect', '--'], 'Not enough arguments following: protect.'],
    [['--max-users='], '--max-users must be a whole number from 0 to 100000000, not "".'],
    [['--max-users', '1e3'], 'not "1e3".'],
    [['--max-users', '0x10'], 'not "0x10".'],
    [['--max-users', '-5'], 'not "-5".'],
    [['--max-users', '5', '--max-users=5'], '--max-users was given 2 times; give it once.'],
    [['--max-users', '5', '6'], 'Unknown argument: 6.'],
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
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('run --help')])
      expect((await cli([...handedOn, 'run', 'l.csv', ...flags], { env })).exitCode).toBe(0)
    },
  )

  test('and alone it names no command', async () => {
    expect(await cli(['--'], { env })).toMatchObject({ exitCode: 2, stdout: '' })
  })
})
