import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import type { Person } from '../../src/sandbox/people.ts'
import {
  cli,
  logLines,
  readResults,
  signals,
  temporaryFolder,
  writeList,
  type CliOptions,
} from '../support/cli.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { carryOut, column, csv, GUARDED, people, person, plan } from './site.ts'

// Lists of a layout that somebody had to explain once.

const HEADER = 'Login,Finished,Person'
const BY_LOGIN = ['--email-column', 'Login']
const TOLD_LOGIN = { 'email-column': 'Login' }
const FLAGS = [...BY_LOGIN, '--leave-date-column', 'Finished', '--date-format', 'dd/MM/yyyy']
const AS_FLAGS = '--email-column Login --leave-date-column Finished --date-format dd/MM/yyyy'

const row = ({ email, name }: Person, left = '01/02/2026'): string[] => [email, left, name]
const listOf = (rows: readonly (readonly string[])[], header = HEADER): string => csv(header, rows)

interface Told {
  exitCode: number
  stderr: string
  summary: Summary | null
  ends: (string | undefined)[]
}

/** A site and a ledger, and runs of one list after the other on them. */
async function site(users: readonly Person[] = people): Promise<{
  platform: WatchedSandbox
  out: string
  run: (text: string, flags?: readonly string[], options?: CliOptions) => Promise<Told>
}> {
  const platform = await sandbox({ users: [...users] })
  const out = temporaryFolder()
  return { platform, out, run: runOn(platform, out) }
}

function runOn(platform: WatchedSandbox, out: string) {
  return async (text: string, flags: readonly string[] = [], options: CliOptions = {}): Promise<Told> => {
    const list = writeList(out, text)
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes', '--json']
    const { exitCode, stdout, stderr } = await cli([...argv, ...GUARDED, '--log-format', 'json', ...flags], {
      ...options,
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    if (exitCode === 2) return { exitCode, stderr, summary: null, ends: [] }
    const summary = JSON.parse(stdout) as Summary
    return { exitCode, stderr, summary, ends: column(readResults(out, summary.run), 'outcome') }
  }
}

describe('a layout that was confirmed once', () => {
  test('layout-1: is read the same way the next time, however its headers are spelled and ordered, and everything says so', async () => {
    const { run, out } = await site()
    const unknown = await run(listOf([row(person(0))]))
    expect(unknown.exitCode).toBe(2)
    const first = await run(listOf([row(person(0))]), FLAGS)
    expect(first.ends).toEqual(['deleted'])

    const { email, name } = person(1)
    const next = await run(listOf([['01/03/2026', name, email]], ' FINISHED,Person,login'))
    expect(next.ends).toEqual(['deleted'])
    const remembered = { run: first.summary?.run, settings: expect.anything() as unknown }
    expect(next.summary?.options.reading).toMatchObject({
      columns: { email: { number: 3 }, leaveDate: { number: 1 } },
      dateFormat: 'dd/MM/yyyy',
      remembered,
    })
    expect(logLines(next.stderr).find(({ msg }) => String(msg).startsWith('list read'))).toMatchObject({
      remembered: {
        run: first.summary?.run,
        settings: { 'email-column': '3', 'leave-date-column': '1', 'date-format': 'dd/MM/yyyy' },
      },
    })
    const page = readFileSync(join(out, next.summary?.run ?? '', 'report.html'), 'utf8')
    expect(page).toContain(
      `The list was read as run ${first.summary?.run ?? ''} read this layout: ${AS_FLAGS}`,
    )
  })

  test('layout-2: is named in the question, and in the summary', async () => {
    const { run, platform, out } = await site()
    const { summary } = await run(listOf([row(person(0))]), FLAGS)
    const list = writeList(out, listOf([row(person(1))]))
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out]
    const asked = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey }, types: ['1'] })
    const words = `read as run ${summary?.run ?? ''} read this layout: ${AS_FLAGS}`
    expect(asked.stderr).toContain(`  The list was ${words}`)
    expect(asked.stdout).toContain(`  ${words}`)
    expect(asked.exitCode).toBe(0)
  })

  test('layout-3: is read by flags alone if that is said, and is remembered as that then', async () => {
    const { run } = await site()
    await run(listOf([row(person(0))]), FLAGS)
    const off = ['--no-remembered-layout']
    expect((await run(listOf([row(person(1))]), off)).exitCode).toBe(2)
    const otherwise = await run(listOf([row(person(1), '2026-03-01')]), [...off, ...BY_LOGIN])
    expect(otherwise.summary?.options.reading).toMatchObject({
      columns: { leaveDate: null },
      told: TOLD_LOGIN,
    })
    expect(otherwise.summary?.options.reading).not.toHaveProperty('remembered')
    const next = await run(listOf([row(person(2), '2026-03-01')]))
    expect(next.summary?.options.reading.remembered?.settings).toEqual(TOLD_LOGIN)
  })

  test('layout-4: is read by a flag rather than as before, and by what is remembered besides', async () => {
    const { run } = await site()
    const first = await run(listOf([row(person(0))]), FLAGS)
    const second = await run(listOf([row(person(1), '2026.03.01')]), ['--date-format', 'yyyy.MM.dd'])
    expect(second.ends).toEqual(['deleted'])
    expect(second.summary?.options.reading).toMatchObject({
      dateFormat: 'yyyy.MM.dd',
      told: { 'date-format': 'yyyy.MM.dd' },
      remembered: {
        run: first.summary?.run,
        settings: { 'email-column': 'Login', 'leave-date-column': 'Finished' },
      },
    })
    // From now on the later word counts.
    const third = await run(listOf([row(person(2), '2026.03.01')]))
    expect(third.summary?.options.reading).toMatchObject({
      dateFormat: 'yyyy.MM.dd',
      remembered: { run: second.summary?.run },
    })
  })

  test('layout-5: is not read as before where a date is written otherwise, but refused', async () => {
    const { run } = await site()
    const { summary } = await run(listOf([row(person(0))]), FLAGS)
    const { exitCode, stderr } = await run(listOf([row(person(1), '12/31/2025'), row(person(2))]))
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      `by run ${summary?.run ?? ''}, column 2 "Finished" of this layout says that its dates are written dd/MM/yyyy, and on line 2 stands "12/31/2025"`,
    )
    expect(stderr).toContain('To read it without that: --no-remembered-layout.')
  })

  test('layout-6: stands under its title, too, though nobody knows one of its headers', async () => {
    const { run } = await site()
    const titled = (rows: readonly (readonly string[])[]): string => `Leavers of November\n\n${listOf(rows)}`
    await run(listOf([row(person(0))]), FLAGS)
    const { summary, ends } = await run(titled([row(person(1)), row(person(2))]))
    expect(ends).toEqual(['deleted', 'deleted'])
    expect(summary?.list.leftOut.above).toBe(2)
  })
})

describe('what only concerns one list is not remembered:', () => {
  test('layout-7: that who has no leave date has left', async () => {
    const { run } = await site()
    const undated = (one: Person): string => listOf([row(person(0), '2026-01-01'), row(one, '')])
    const due = ['--empty-leave-date', 'due']
    const first = await run(undated(person(1)), [...FLAGS.slice(0, 4), ...due])
    expect(first.ends).toEqual(['deleted', 'deleted'])
    const { ends } = await run(undated(person(2)))
    expect(ends).toEqual(['not_found', 'invalid'])
  })

  test('layout-8: that no column holds leave dates, or addresses, and which columns do not matter', async () => {
    const { run } = await site()
    const header = 'Login,Planned exit date,Status'
    const stays = (one: Person): string => listOf([[one.email, '', 'Active']], header)
    const flags = [...BY_LOGIN, '--leave-date-column', 'none', '--ignore-column', 'Status']
    expect((await run(stays(person(0)), flags)).ends).toEqual(['deleted'])
    const undated = await run(stays(person(1)))
    expect(undated.exitCode).toBe(2)
    expect(undated.stderr).toContain('may hold the leave dates')
    expect(undated.stderr).toContain('read this layout: --email-column Login.')
    const active = await run(stays(person(1)), ['--leave-date-column', 'none'])
    expect(active.exitCode).toBe(2)
    expect(active.stderr).toContain('says "Active"')
  })
})

describe('a layout is remembered by whoever was confirmed:', () => {
  test('layout-9: not by a dry run, a plan or a refused run; by a plan that was carried out', async () => {
    const { run, platform, out } = await site()
    const text = listOf([row(person(0)), row(person(1))])
    await run(text, [...FLAGS, '--dry-run'])
    expect((await run(text, [...FLAGS, '--max-users', '1'])).exitCode).toBe(4)
    const planned = await plan(platform, out, writeList(out, text), undefined, FLAGS)
    expect(planned.exitCode).toBe(0)
    expect((await run(text)).exitCode).toBe(2)
    const done = await carryOut(platform, out, planned.run)
    const next = await plan(platform, out, writeList(out, listOf([row(person(2))])))
    const { run: by } = JSON.parse(done.stdout) as Summary
    expect(JSON.parse(next.stdout)).toMatchObject({
      options: { reading: { remembered: { run: by } } },
      outcomes: { not_attempted: 1 },
    })
  })
})

describe('a run that is interrupted goes on, whatever is remembered meanwhile:', () => {
  /** Runs a list with these flags, and stops at the first deletion. */
  async function stopped(text: string, flags: readonly string[], before?: readonly [string, string[]]) {
    const { deps, send } = signals()
    let isStopping = false
    const platform = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (isStopping && method === 'DELETE') send('SIGTERM')
        return null
      },
    })
    const run = runOn(platform, temporaryFolder())
    if (before !== undefined) await run(...before)
    isStopping = true
    const first = await run(text, [...flags, '--concurrency', '1'], { deps })
    expect(first.exitCode).toBe(143)
    isStopping = false
    return { run, id: first.summary?.run }
  }
  const text = listOf([row(person(0)), row(person(1)), row(person(2))])
  const other = 'yyyy.MM.dd'

  test.each<[string, readonly string[]]>([
    ['the same flags', FLAGS],
    ['what they taught', []],
  ])('layout-10: by %s', async (_, flags) => {
    const { run, id } = await stopped(text, FLAGS)
    const { summary, ends } = await run(text, flags)
    expect(summary?.run).toBe(id)
    expect(ends).toEqual(['deleted', 'deleted', 'deleted'])
  })

  test('layout-11: as it was begun, though another list has taught something else', async () => {
    const { run, id } = await stopped(text, [], [listOf([row(person(3))]), FLAGS])
    const taught = await run(listOf([row(person(4), '2026.01.01')]), ['--date-format', other])
    expect(taught.ends).toEqual(['deleted'])
    // By that, its dates are written otherwise. Nobody is touched, and what is left of it is not forgotten.
    const refused = await run(text)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain(`run --resume ${id ?? ''}`)
    await run(listOf([row(person(5), '01.01.2026')]), ['--date-format', 'dd.MM.yyyy'])
    expect((await run(text)).exitCode).toBe(2)
  })

  test('layout-12: and with a command that gives no flags, as the run that it began', async () => {
    const dated = listOf([row(person(0), '2026-01-02'), row(person(1), '2026-01-03')])
    const { run, id } = await stopped(dated, [], [listOf([row(person(3), '2026-01-04')]), FLAGS.slice(0, 4)])
    await run(listOf([row(person(4), '2026-01-01')]), ['--name-column', 'Person'])
    const { summary, ends } = await run(dated)
    expect(summary?.run).toBe(id)
    expect(
      (await run(listOf([row(person(5), '2026-01-05')]))).summary?.options.reading.columns.name,
    ).toHaveLength(1)
    expect(ends).toEqual(['deleted', 'deleted'])
  })
})

describe('the attribute that users of a layout are found by is remembered', () => {
  const numberOf = ({ attributes }: Person): string => attributes?.['employee_id'] ?? ''
  const numbers = (one: Person): string => csv('Kennung,Person', [[numberOf(one), one.name]])
  const byNumber = ['--attribute', 'employee_id', '--attribute-column', 'Kennung']

  test('layout-13: with its column, and is refused where it cannot be used', async () => {
    const { run } = await site()
    await run(numbers(person(0)), byNumber)
    const { ends, summary } = await run(numbers(person(1)))
    expect(ends).toEqual(['deleted'])
    expect(summary?.options.attribute).toBe('employee_id')
    const ruledOut = await run(numbers(person(2)), ['--preflight', 'lookup'])
    expect(ruledOut.exitCode).toBe(2)
    expect(ruledOut.stderr).toContain('with --preflight lookup nobody is found by an attribute')
  })

  test('layout-14: and where the site has none any more, that is said', async () => {
    const { run, platform } = await site()
    await run(numbers(person(0)), byNumber)
    for (const { id } of platform.site.people()) platform.site.change(id, { attributes: {} })
    const { exitCode, stderr } = await run(numbers(person(1)))
    expect(exitCode).toBe(4)
    expect(stderr).toContain('The list was read as run')
  })
})
