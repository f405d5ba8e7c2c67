import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { Schema } from '../../scripts/schemas/schema.ts'
import { SCHEMAS } from '../../scripts/schemas/schemas.ts'
import { LOG_EVENTS } from '../../src/logging/events.ts'
import { fieldOf } from '../../src/report/row-lines.ts'
import type { Summary } from '../../src/report/summary.ts'
import { cli, logLines, readResults, temporaryFolder, writeList, type CliResult } from '../support/cli.ts'
import { serverOf } from '../support/ledger.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { brokenRules, readSchema, schemaNames } from '../support/schemas.ts'

// What machines read: results as JSON, rows as lines of JSON, and the log. docs/machine-output.md promises all of it.

const DAY = 24 * 3_600_000
const LIST = 'User ID,Remark,Remark\nu1,López,a\nu2,=1+1,\nu1,again,\nghost,,\n#,,\nu3,,\n'
const USERS = ['u1', 'u2', 'u3', 'u4', 'u5']

interface Site {
  platform: WatchedSandbox
  out: string
  list: string
  pass: (days: number) => void
  command: (...argv: string[]) => Promise<CliResult>
}

async function arrange(): Promise<Site> {
  let now = Date.parse('2026-03-01T09:00:00Z')
  const boss = { ...person('u3'), role: { alias: 'administrator' } }
  const users = USERS.map((id) => (id === 'u3' ? boss : person(id)))
  const platform = await sandbox({ users, now: () => now })
  const out = temporaryFolder()
  const asks = ['inbox', 'run', 'plan', 'purge', 'undo', 'verify', 'compare', 'check']
  return {
    platform,
    out,
    list: writeList(out, LIST),
    pass(days) {
      now += days * DAY
    },
    command: (name = '', ...argv) =>
      cli([name, ...argv, ...(asks.includes(name) ? ['--base-url', platform.baseUrl] : []), '--out', out], {
        clock: new LeapingClock(now, { standsStill: true }),
        env: {
          KONSTANTLY_API_KEY: platform.apiKey,
          KONSTANTLY_MAX_PERCENT: '100',
          KONSTANTLY_MAX_UNKNOWN: '100',
          KONSTANTLY_MIN_COVERAGE: '0',
          KONSTANTLY_YES: 'true',
          KONSTANTLY_LOG_LEVEL: 'trace',
        },
      }),
  }
}

/** The one JSON value that a command printed, which has to be as a schema says, as its log has to be. */
function answer(schema: string, { stdout, stderr }: CliResult): Record<string, unknown> {
  const value = JSON.parse(stdout) as Record<string, unknown>
  expect(brokenRules(schema, value)).toEqual([])
  expect(value).toMatchObject({ schemaVersion: 1 })
  expect(logLines(stderr).flatMap((line) => brokenRules('log-line', line))).toEqual([])
  return value
}

const summaryOf = (result: CliResult): Summary => answer('summary', result) as unknown as Summary

/** The fields that a value of a schema has, in any of its forms. */
const fieldsOf = ({ properties = {}, oneOf = [] }: Schema): string[] => [
  ...Object.keys(properties as object),
  ...(oneOf as Schema[]).flatMap(fieldsOf),
]

/** A value as results.csv has it. */
const textOf = (value: unknown): unknown => (typeof value === 'number' ? String(value) : (value ?? ''))

/** The lines of JSON that a command printed. */
const linesOf = ({ stdout }: CliResult): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the schemas in the package', () => {
  test('are those that scripts/make-schemas.ts writes', () => {
    expect(schemaNames.map((name) => `${name}.schema.json`)).toEqual(Object.keys(SCHEMAS).toSorted())
    for (const name of schemaNames) expect(readSchema(name)).toEqual(SCHEMAS[`${name}.schema.json`])
  })

  test('know no field but those of this version', async () => {
    const { command, list } = await arrange()
    const summary = summaryOf(await command('run', list, '--dry-run', '--json'))
    expect(brokenRules('summary', { ...summary, more: 1 })).toHaveLength(1)
    const [row] = linesOf(await command('report', '--jsonl'))
    expect(brokenRules('row', { ...row, more: 1 })).not.toEqual([])
    const line = {
      level: 'info',
      time: summary.started,
      service: 'konstantly-offboard',
      version: '1',
      host: 'h',
    }
    const waiting = { ...line, event: 'waiting', run: summary.run, ms: 5, msg: 'waiting for the quota' }
    expect(brokenRules('log-line', waiting)).toEqual([])
    for (const wrong of [{ more: 1 }, { event: 'paused' }, { level: 30 }, { ms: '5' }])
      expect(brokenRules('log-line', { ...waiting, ...wrong })).not.toEqual([])
  })
})

test('docs/machine-output.md has every schema, every event of the log, and every field', () => {
  const text = readFileSync(new URL('../../docs/machine-output.md', import.meta.url), 'utf8')
  // Settings, and what is posted, have documents of their own.
  const { ['configuration.schema.json']: _, ['notification.schema.json']: __, ...outputs } = SCHEMAS
  const fields = Object.values(outputs).flatMap(fieldsOf)
  expect(fields).toEqual(expect.arrayContaining(['toHandOver', 'userRole', 'delayMs', 'silent']))
  const names = [...Object.keys(LOG_EVENTS), ...Object.keys(SCHEMAS), ...fields]
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})

describe('--json', () => {
  test('prints the summary of every kind of run, with its schemaVersion, as summary.json has it', async () => {
    const { command, list, out, platform, pass } = await arrange()
    const plan = summaryOf(await command('plan', list, '--json'))
    expect(plan.expected).not.toBeNull()
    const grace = summaryOf(await command('run', list, '--grace', '3d', '--archive', '--json'))
    expect(grace.outcomes).toMatchObject({ waiting: 2, refused: 1, invalid: 1, duplicate: 1, not_found: 1 })
    const kept = summaryOf(await command('undo', grace.run, '--json', '--dry-run'))
    expect(kept.options).toMatchObject({ task: 'undo', undoes: grace.run })
    pass(4)
    const purge = summaryOf(await command('purge', '--json', '--verify', '--redact'))
    expect(purge).toMatchObject({ outcomes: { deleted: 2 }, verified: { gone: 2 }, redacted: true })
    answer('summary', await command('verify', purge.run, '--json'))
    answer('summary', await command('report', '--json', '--language', 'de'))
    expect(readFileSync(join(out, purge.run, 'summary.json'), 'utf8')).toContain('"schemaVersion": 1')
    const nobody = writeList(out, 'id\nu4\n', 'others.csv')
    const stays = summaryOf(await command('run', nobody, '--no-delete', '--json'))
    const undo = summaryOf(await command('undo', stays.run, '--json'))
    expect(undo.outcomes.reactivated).toBe(1)
    answer('summary', await command('run', nobody, '--max-users', '0', '--json'))
    expect(platform.site.people()).toHaveLength(3)
  })

  test('prints what other commands found, in fields of their types', async () => {
    const { command, list, out, pass } = await arrange()
    const run = summaryOf(await command('run', list, '--no-delete', '--json'))
    expect(answer('runs', await command('runs', '--json'))).toMatchObject({
      runs: [
        {
          ...{
            run: run.run,
            list: { name: 'leavers.csv', rows: 6 },
            kind: 'run',
            task: null,
            status: 'finished',
          },
          ...{ started: '2026-03-01T09:00:00.000Z', exitCode: 3, next: null, toDo: 0, endedWell: 4 },
          ...{ needAttention: 2, waiting: null, forgotten: null },
        },
      ],
    })
    const sites = temporaryFolder()
    cpSync(out, join(sites, 'acme'), { recursive: true })
    writeList(sites, 'no ledger', 'ledger.txt')
    // A server has them all in one ledger.
    if (serverOf(out) === null)
      expect(answer('runs-of-all', await command('runs', '--all', sites, '--json'))).toMatchObject({
        ledgers: [{ folder: 'acme', runs: [{ run: run.run }] }],
        unread: [],
      })
    expect(answer('inbox-job', await command('inbox', sites, '--json'))).toMatchObject({
      lists: [],
      leftAlone: [
        { name: 'acme', because: 'folder' },
        { name: 'ledger.txt', because: 'no list' },
      ],
    })
    expect(answer('rows-of-user', await command('runs', '--user', 'u1', '--json'))).toMatchObject({
      rows: [
        { run: run.run, row: 1, outcome: 'deactivated', deactivatedAt: '2026-03-01T09:00:00.000Z' },
        { row: 3, outcome: 'duplicate', reason: 'same_user', deletedAt: null },
      ],
      silent: [],
    })
    const written = Array.from({ length: 4 }, () => ({ state: 'as written' }))
    expect(answer('checked-report', await command('report', '--check', '--json'))).toMatchObject({
      ...{ run: run.run, files: written, exitCode: 0 },
    })
    expect(answer('nobody-to-verify', await command('verify', '--json'))).toMatchObject({ run: null })
    expect(answer('nobody-to-verify', await command('verify', run.run, '--json'))).toMatchObject({
      run: run.run,
    })
    expect(linesOf(await command('verify', run.run, '--jsonl'))).toHaveLength(6)
    answer(
      'comparison',
      await command('compare', writeList(out, 'Email\nu5@example.com\n', 'r.csv'), '--json'),
    )
    answer('check', await command('check', '--json'))
    pass(100)
    const would = await command('forget', '--dry-run', '--json')
    expect(answer('forgotten', would)).toMatchObject({ isDryRun: true, runs: [{ run: run.run }] })
    const forgotten = answer('forgotten', await command('forget', '--json'))
    expect(forgotten).toMatchObject({
      ...{ isDryRun: false, runs: [{ run: run.run }] },
      kept: [],
      exitCode: 0,
    })
    expect(summaryOf(await command('report', '--json')).forgotten).toBeDefined()
    expect(linesOf(await command('report', '--jsonl')).flatMap((row) => brokenRules('row', row))).toEqual([])
  })

  test.each([
    [2, ['runs', '--bogus', '--json']],
    [2, ['runs', '--json']],
    [2, ['report', '--json']],
    [2, ['forget', '--json']],
    [2, ['verify', '--json']],
    [2, ['purge', '--json', '--before', '2026-01-01']],
    [2, ['undo', 'r1', '--json']],
    [2, ['plan', 'missing.csv', '--json']],
    [2, ['run', 'missing.csv', '--jsonl']],
    [2, ['run', 'missing.csv', '--json', '--jsonl']],
    [2, ['report', '--json', '--jsonl']],
  ])('prints one error and nothing else: %i, %s', async (exitCode, argv) => {
    const { command } = await arrange()
    const result = await command(...argv)
    expect(result.exitCode).toBe(exitCode)
    const { error } = answer('error', result) as { error: { exitCode: number; message: string } }
    expect(error.exitCode).toBe(exitCode)
    expect(result.stderr).toContain(error.message)
    if (argv.includes('--jsonl') && !argv.includes('--json'))
      expect(result.stdout.split('\n')).toHaveLength(2)
  })

  test('says by a code why a run is not forgotten', async () => {
    const { command, list, pass } = await arrange()
    const run = summaryOf(await command('run', list, '--archive', '--json'))
    pass(100)
    expect(answer('forgotten', await command('forget', '--json'))).toMatchObject({
      ...{ runs: [], exitCode: 3 },
      kept: [
        { run: run.run, reason: 'archive', detail: expect.stringContaining('--delete-archive') as unknown },
      ],
    })
  })

  test('prints an error also where there was nobody to ask, or the key was rejected before there was a result', async () => {
    const { command, list, out, platform, pass } = await arrange()
    await command('run', list)
    pass(100)
    const unasked = await cli(['forget', '--out', out, '--older-than', '1d', '--json'], {
      clock: new LeapingClock(Date.parse('2026-06-09T09:00:00Z')),
    })
    expect(unasked.exitCode).toBe(4)
    expect(answer('error', unasked)).toMatchObject({
      error: { exitCode: 4, message: expect.stringContaining('nobody confirmed') as unknown },
    })
    const roster = writeList(out, 'Email\nu5@example.com\n', 'roster.csv')
    const rejected = await cli(
      ['compare', roster, '--base-url', platform.baseUrl, '--out', out, '--json', '--log-format', 'json'],
      { env: { KONSTANTLY_API_KEY: 'revoked-key-1234' } },
    )
    expect(rejected.exitCode).toBe(5)
    expect(answer('error', rejected)).toMatchObject({
      error: { exitCode: 5, message: 'the platform rejected the API key (401)' },
    })
  })

  test('prints an error of a run that was stopped before its list was read', async () => {
    const { list, out } = await arrange()
    const stopped = await cli(['run', list, '--site', 'acme', '--dry-run', '--out', out, '--json'], {
      deps: {
        onSignal(listener) {
          listener('SIGTERM')
          return () => undefined
        },
      },
    })
    expect(stopped.exitCode).toBe(143)
    expect(answer('error', stopped)).toMatchObject({ error: { exitCode: 143 } })
  })

  test('refuses both forms at once, in words that say so', async () => {
    const { command, list, platform } = await arrange()
    const { stderr } = await command('run', list, '--json', '--jsonl')
    expect(stderr).toContain('--json and --jsonl contradict each other')
    expect(platform.requests).toEqual([])
  })
})

describe('--jsonl', () => {
  test('prints every row of a list in its order, with what results.csv says, and its cells as they were', async () => {
    const { command, list, out } = await arrange()
    const result = await command('run', list, '--jsonl')
    expect(result.exitCode).toBe(3)
    const rows = linesOf(result)
    expect(rows.flatMap((row) => brokenRules('row', row))).toEqual([])
    expect(rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      ...[[1, 'deleted'] as const, [2, 'deleted'] as const, [3, 'duplicate'] as const],
      ...[[4, 'not_found'] as const, [5, 'invalid'] as const, [6, 'refused'] as const],
    ])
    expect(rows[0]?.['cells']).toEqual({ 'User ID': 'u1', Remark: 'López', 'Remark (2)': 'a' })
    // No spreadsheet reads it, so nothing is defused.
    expect(rows[1]?.['cells']).toMatchObject({ Remark: '=1+1' })
    const written = readResults(out, String(rows[0]?.['run']))
    for (const [n, row] of rows.entries())
      for (const [column, cell] of Object.entries(written[n] ?? {}))
        if (column.startsWith('offboard_')) expect(textOf(row[fieldOf(column)])).toBe(cell)
    // Again from the ledger, and as a run shows it that names nobody.
    expect((await command('report', '--jsonl')).stdout).toBe(result.stdout)
    const redacted = await command('report', '--jsonl', '--redact')
    expect(redacted.stdout).not.toContain('López')
    expect(linesOf(redacted).flatMap((row) => brokenRules('row', row))).toEqual([])
  })

  test('prints what a plan would do', async () => {
    const { command, list } = await arrange()
    const rows = linesOf(await command('plan', list, '--jsonl'))
    expect(rows.flatMap((row) => brokenRules('row', row))).toEqual([])
    expect(rows[0]).toMatchObject({
      ...{ row: 1, outcome: 'not_attempted', userEmail: 'u1@example.com', userState: 'active', why: null },
      would: 'deactivated, then deleted for good',
    })
    expect(rows[5]).toMatchObject({ outcome: 'refused', reason: 'role_not_allowed', would: 'nothing' })
  })

  test('a reader that leaves, or reads slowly, changes nothing about the run', async () => {
    const { command, list, out, platform } = await arrange()
    const written: string[] = []
    const leaving = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      },
    })
    leaving.on('error', () => undefined)
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString())
        setImmediate(done)
      },
    })
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes', '--jsonl']
    const guards = ['--max-percent', '100', '--max-unknown', '100']
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const left = await cli([...argv, ...guards], { env, deps: { stdout: leaving } })
    expect(left.exitCode).toBe(3)
    expect((await command('runs')).stdout).not.toContain('run it again')
    expect((await cli(['report', '--jsonl', '--out', out], { deps: { stdout: slow } })).exitCode).toBe(0)
    expect(written.join('').trimEnd().split('\n')).toHaveLength(6)
  })
})
