import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runFlags } from '../../src/cli/commands/run.meta.ts'
import { looseningSources } from '../../src/cli/flags/loosening-sources.ts'
import { readFlags } from '../../src/cli/flags/read-flags.ts'
import {
  cli,
  COMMAND_LINE,
  logLines,
  runAgainst,
  temporaryFolder,
  writeList,
  type CliResult,
} from '../support/cli.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'

const messages = ({ stderr }: CliResult): unknown[] => logLines(stderr).map(({ msg }) => msg)

function oneLeaver(platform: WatchedSandbox, out: string): string {
  const learner = platform.site.people().find(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
  return writeList(out, `id\n${learner?.id ?? ''}\n`)
}

describe('a variable that a template sets to nothing', () => {
  test.each([
    'KONSTANTLY_PROTECT',
    'KONSTANTLY_MAX_USERS',
    'KONSTANTLY_MAX_PERCENT',
    'KONSTANTLY_MAX_UNKNOWN',
    'KONSTANTLY_MATCH',
    'KONSTANTLY_ROLES',
    'KONSTANTLY_PREFLIGHT',
    'KONSTANTLY_NO_DELETE',
    'KONSTANTLY_NO_DEACTIVATE',
    'KONSTANTLY_DRY_RUN',
    'KONSTANTLY_PLAN_MAX_AGE',
    'KONSTANTLY_EMAIL_COLUMN',
    'KONSTANTLY_LEAVE_DATE_COLUMN',
    'KONSTANTLY_NAME_COLUMN',
  ])('and should be a guard is refused, before anything is asked: %s', async (variable) => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const list = oneLeaver(platform, out)
    const env = { KONSTANTLY_API_KEY: platform.apiKey, [variable]: '' }
    const { exitCode, stderr } = await cli(
      ['run', list, '--base-url', platform.baseUrl, '--out', join(out, 'runs'), '--yes'],
      { env },
    )
    expect(stderr).toBe(
      `konstantly-offboard: ${variable} is set to nothing, and nobody means to do without a guard by accident: give it its value, or do not set it at all.\n`,
    )
    expect(exitCode).toBe(2)
    expect(platform.requests).toEqual([])
  })

  test('counts for nothing where the command line says it', () => {
    const env = { KONSTANTLY_PROTECT: '', KONSTANTLY_MAX_USERS: '' }
    expect(
      readFlags(runFlags, { protect: 'board.txt', 'max-users': '3' }, { ...COMMAND_LINE, env }),
    ).toMatchObject({
      protect: 'board.txt',
      'max-users': 3,
    })
  })

  test('and guards nobody is mentioned', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const result = await runAgainst(platform, oneLeaver(platform, out), out, [], {
      env: { KONSTANTLY_ID_COLUMN: '', KONSTANTLY_YES: '', KONSTANTLY_SITE: '', konstantly_protect: 'x' },
    })
    expect(result.exitCode).toBe(0)
    expect(messages(result)).toEqual(
      expect.arrayContaining([
        'KONSTANTLY_ID_COLUMN is set to nothing, and counts as not set.',
        'KONSTANTLY_YES is set to nothing, and counts as not set.',
        'konstantly_protect is set, and sets no flag. Is it misspelled?',
      ]),
    )
  })
})

describe('variables that allow more than the defaults', () => {
  const loosened = (env: Record<string, string>, parsed: Record<string, unknown> = {}): string[] =>
    looseningSources(runFlags, parsed, { ...COMMAND_LINE, env })

  test.each([
    ['YES', '1', true],
    ['YES', 'false', false],
    ['ROLES', 'any', true],
    ['ROLES', 'learner,manager', true],
    ['ROLES', ' learner ', false],
    ['MAX_USERS', '501', true],
    ['MAX_USERS', '500', false],
    ['MAX_USERS', '5', false],
    ['MAX_PERCENT', '21', true],
    ['MAX_PERCENT', '1', false],
    ['MAX_UNKNOWN', '100', true],
    ['MAX_UNKNOWN', '0', false],
    ['PREFLIGHT', 'off', true],
    ['PREFLIGHT', 'lookup', false],
    ['PLAN_MAX_AGE', '8d', true],
    ['PLAN_MAX_AGE', '168h', false],
    ['IGNORE_COLUMN', 'Status', true],
    ['EMAIL_COLUMN', 'None', true],
    ['EMAIL_COLUMN', 'E-Mail', false],
    ['LEAVE_DATE_COLUMN', 'none', true],
    ['NAME_COLUMN', 'none', true],
    ['PLAN', '20261123T184500Z-3f9c', true],
    ['RESUME', '20261123T184500Z-3f9c', true],
    ['NO_DELETE', '1', false],
    ['DRY_RUN', '1', false],
    ['PROTECT', 'board.txt', false],
    ['MATCH', 'name', false],
    ['CONCURRENCY', '100', false],
  ])('KONSTANTLY_%s=%s: %s', (name, value, isTold) => {
    expect(loosened({ [`KONSTANTLY_${name}`]: value })).toEqual(isTold ? [`KONSTANTLY_${name}=${value}`] : [])
  })

  test('change nothing where the command line says something else', () => {
    expect(loosened({ KONSTANTLY_MAX_USERS: '5000' }, { 'max-users': '5' })).toEqual([])
  })

  test('are named without a value that could be anything', () => {
    expect(loosened({ KONSTANTLY_IGNORE_COLUMN: 'Status\u001b[2J of\nAnn' })).toEqual([
      'KONSTANTLY_IGNORE_COLUMN',
    ])
    expect(loosened({ KONSTANTLY_ROLES: 'x'.repeat(50) })).toEqual(['KONSTANTLY_ROLES'])
  })

  test('are told of in one line, before anything is asked', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const list = oneLeaver(platform, out)
    const env = {
      KONSTANTLY_API_KEY: platform.apiKey,
      KONSTANTLY_YES: '1',
      KONSTANTLY_MAX_PERCENT: '100',
      KONSTANTLY_PREFLIGHT: 'off',
    }
    const result = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out], { env })
    expect(result.exitCode).toBe(0)
    expect(logLines(result.stderr)[0]).toMatchObject({
      level: 'warn',
      msg: 'set by variables, and allowing more than the defaults: KONSTANTLY_PREFLIGHT=off, KONSTANTLY_MAX_PERCENT=100, KONSTANTLY_YES=1',
    })
  })

  test('stand in the question', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const list = oneLeaver(platform, out)
    const env = { KONSTANTLY_API_KEY: platform.apiKey, KONSTANTLY_MAX_PERCENT: '100' }
    const result = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out], {
      env,
      types: ['nobody'],
    })
    expect(result.exitCode).toBe(4)
    expect(result.stderr).toContain('\nMore is allowed by variables: KONSTANTLY_MAX_PERCENT=100\n')
  })
})
