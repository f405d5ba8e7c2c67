import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLogFile } from '../../src/cli/inputs/log-file.ts'
import { cli, logLines, temporaryFolder, writeList, type CliResult } from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'

/** Runs a list of u1, Ann Smith, and of a row that cannot be used. */
async function run(more: readonly string[], types?: string[]): Promise<CliResult> {
  const platform = await sandbox({ users: [person('u1', { name: 'Ann Smith' })] })
  const out = temporaryFolder()
  const argv = ['run', writeList(out, 'id\nu1\nu 2\n'), '--base-url', platform.baseUrl, '--out', out]
  return cli([...argv, '--max-percent', '100', '--yes', ...more], {
    env: { KONSTANTLY_API_KEY: platform.apiKey },
    ...(types && { types }),
  })
}

const wholeLog = ['list read', 'run started', 'row ended', 'users looked up', 'work started', 'run ended']

describe('--log-file', () => {
  test('gets the log, and standard error what people read, which names somebody on a terminal only', async () => {
    const file = join(temporaryFolder(), 'logs', 'run.log')
    const watched = await run(['--log-file', file], [])
    expect(watched.stderr).toMatch(/^! row 2, u 2: invalid, column 1: the user ID holds a space/m)
    const captured = await run(['--log-file', file])
    expect(captured.stderr).toMatch(/^! row 2: invalid, user_id_character$/m)
    expect(logLines(watched.stderr + captured.stderr)).toEqual([])
    const log = readFileSync(file, 'utf8')
    const told = logLines(log).map(({ msg }) => String(msg).split(':')[0])
    expect(told).toEqual(expect.arrayContaining(wholeLog))
    // The second run was added to the first one.
    expect(told.filter((msg) => msg === 'run ended')).toHaveLength(2)
    expect(log).not.toContain('Ann')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
  })

  test('gets the log besides standard error with --log-format json', async () => {
    const file = join(temporaryFolder(), 'run.log')
    const { stderr } = await run(['--log-file', file, '--log-format', 'json'], [])
    const told = (log: string): unknown[] => logLines(log).map(({ msg }) => msg)
    expect(told(stderr)).toEqual(told(readFileSync(file, 'utf8')))
    expect(logLines(stderr).length).toBeGreaterThan(4)
  })

  test('is as full as --log-level says, however little is shown', async () => {
    const file = join(temporaryFolder(), 'run.log')
    const { stderr } = await run(['--log-file', file, '--quiet', '--log-level', 'warn'])
    expect(stderr).toBe('')
    expect(logLines(readFileSync(file, 'utf8')).map(({ level }) => level)).toEqual(['warn', 'warn'])
  })

  test.each<[told: string, name: string, make: (folder: string) => unknown]>([
    ['is a folder', 'run.log', (folder) => mkdirSync(join(folder, 'run.log'), { recursive: true })],
    [
      'is a link',
      'run.log',
      (folder) => {
        symlinkSync('/etc/passwd', join(folder, 'run.log'))
      },
    ],
    ['cannot be opened', 'x/run.log', (folder) => writeList(folder, '', 'x')],
  ])('that %s is refused before anything else', async (told, name, make) => {
    const folder = temporaryFolder()
    make(folder)
    const [path, out] = [join(folder, name), join(folder, 'out')]
    const { exitCode, stderr } = await cli(
      ['run', 'none.csv', '--site', 'acme', '--log-file', path, '--out', out],
      { env: { KONSTANTLY_API_KEY: 'key' } },
    )
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`--log-file ${path} ${told}`)
    expect(existsSync(out)).toBe(false)
  })

  test('that cannot be written any more is told of once', () => {
    const told: string[] = []
    const file = openLogFile(join(temporaryFolder(), 'run.log'), (why) => told.push(why))
    file.close()
    expect(file.write('one\n')).toBe(false)
    expect(file.write('two\n')).toBe(false)
    expect(told).toEqual([expect.stringContaining('run.log cannot be written any more (EBADF)')])
  })

  test('keeps the rights that somebody gave it', async () => {
    const file = writeList(temporaryFolder(), '', 'run.log')
    chmodSync(file, 0o640)
    await run(['--log-file', file])
    expect(statSync(file).mode & 0o777).toBe(0o640)
  })
})

describe('--quiet and --verbose', () => {
  test('contradict each other', async () => {
    const { exitCode, stderr } = await run(['--quiet', '--verbose'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--quiet and --verbose contradict each other')
  })

  test('without a terminal, the log has errors only, or each row', async () => {
    expect((await run(['--quiet'])).stderr).toBe('')
    const { stderr } = await run(['--verbose'])
    expect(logLines(stderr).filter(({ msg }) => msg === 'row ended')).toHaveLength(2)
  })
})

test('the summary is on a terminal once, wherever standard output goes', async () => {
  const summaries = (text: string): number => text.split(/^Run \S+ on \S+: finished$/m).length - 1
  const elsewhere = await run([], [])
  expect([summaries(elsewhere.stderr), summaries(elsewhere.stdout)]).toEqual([1, 1])
  const json = await run(['--json'], [])
  expect(summaries(json.stderr)).toBe(1)
  const nowhere = await run([])
  expect([summaries(nowhere.stderr), summaries(nowhere.stdout)]).toEqual([0, 1])
})
