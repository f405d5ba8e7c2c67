import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import type { ComparisonSummary } from '../../src/report/comparison/comparison-summary.ts'
import { cli, logLines, signals, temporaryFolder, writeList, type CliResult } from '../support/cli.ts'
import { inPlaceOf } from '../support/nock.ts'
import { changes, person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { csv, learners, people, plan, snapshot } from './site.ts'

// Who is on a site, and on no line of the roster of those who still work here.

const active = people.filter(({ isBanned }) => !isBanned)
/** Somebody's line, as HR writes it. */
const lineOf = ({ attributes, name, email }: Person): string[] => [
  attributes?.['employee_id'] ?? '',
  name,
  email.toUpperCase(),
]
const HEADER = 'Employee ID,Name,Work Email'
/** Everybody but the first so many learners. */
const without = (count: number): Person[] => active.filter((one) => !learners.slice(0, count).includes(one))
/** Names are many people's on this site, so they differ here. */
const unnamed = people.map((one, index) => ({ ...one, name: `Person Number${index}` }))

interface Told extends CliResult {
  summary: ComparisonSummary
  /** The records of a file by column; null where there is no such file. */
  read: (file: string) => Record<string, string>[] | null
  path: (file: string) => string
  platform: WatchedSandbox
}

/** Compares a roster with a site, which must not be changed by that, and tells what came of it. */
async function compare(
  text: string | Uint8Array,
  { site, flags = [], name = 'roster.csv' }: { site?: WatchedSandbox; flags?: string[]; name?: string } = {},
): Promise<Told> {
  const platform = site ?? (await sandbox({ users: people }))
  const before = snapshot(platform)
  const out = temporaryFolder()
  const result = await cli(
    ['compare', writeList(out, text, name), '--base-url', platform.baseUrl, '--out', out, '--json', ...flags],
    { env: { KONSTANTLY_API_KEY: platform.apiKey } },
  )
  expect(snapshot(platform)).toBe(before)
  expect(changes(platform)).toEqual([])
  const summary = (result.stdout === '' ? {} : JSON.parse(result.stdout)) as ComparisonSummary
  const path = (file: string): string => join(out, summary.compare, file)
  const read = (file: string): Record<string, string>[] | null =>
    statSync(path(file), { throwIfNoEntry: false }) === undefined
      ? null
      : parse(readFileSync(path(file)), { columns: true, bom: true, relax_column_count: true })
  return { ...result, summary, read, path, platform }
}

const pagesOf = ({ requests }: WatchedSandbox): string[] =>
  requests.map(({ method, path }) => `${method} ${path}`)
const idsIn = (rows: Record<string, string>[] | null, column = 'User ID'): (string | undefined)[] =>
  (rows ?? []).map((row) => row[column])

/** A site without namesakes, and its roster: everybody but the first three learners, with lines of one's own choice. */
const siteOf = (users: readonly Person[]): Promise<WatchedSandbox> => sandbox({ users })
const staff = Array.from({ length: 60 }, (_, n) => person(`u${n + 100}`, { name: `Given${n} Family${n}` }))
const staffLine = ({ id, name, email }: Person): string[] => [id, name, email]
const roster = (lines: readonly (readonly string[])[], header = 'User ID,Name,Email'): string =>
  csv(header, [...staff.slice(3).map(staffLine), ...lines])

describe('compare', () => {
  test('compare-1: proposes who is on no line, for as many requests as the site has pages', async () => {
    const site = await siteOf(unnamed)
    const gone = learners.slice(0, 6).map(({ id }) => id)
    const stay = unnamed.filter(({ id, isBanned }) => !isBanned && !gone.includes(id))
    const told = await compare(csv(HEADER, stay.map(lineOf)), { site })
    expect(told.exitCode).toBe(0)
    expect(idsIn(told.read('leavers.csv')).sort()).toEqual([...gone].sort())
    expect(pagesOf(site).sort()).toEqual(
      Array.from({ length: 10 }, (_, page) => `GET /openapi/v1/users?offset=${page * 20}`).sort(),
    )
    expect(told.summary).toMatchObject({
      status: 'finished',
      users: { told: 200, seen: 200, active: active.length, isChanged: false },
      lines: { fits: stay.length, ambiguous: 0, fits_nobody: 0, unreadable: 0, says_left: 0, repeated: 0 },
      leavers: 6,
      requests: { total: 10, retries: 0, rejected: 0 },
      exitCode: 0,
    })
  })

  test('compare-2: plan reads leavers.csv without a flag, and would touch just these', async () => {
    const site = await siteOf(unnamed)
    const told = await compare(csv(HEADER, without(6).map(lineOf)), { site })
    const out = temporaryFolder()
    const planned = await plan(site, out, told.path('leavers.csv'))
    expect(planned.exitCode).toBe(0)
    const rows: Record<string, string>[] = parse(readFileSync(join(out, planned.run, 'plan.csv')), {
      columns: true,
      bom: true,
    })
    expect(idsIn(rows, 'offboard_user_id')).toEqual(idsIn(told.read('leavers.csv')))
    expect(new Set(idsIn(rows, 'offboard_would'))).toEqual(new Set(['deactivated, then deleted for good']))
  })

  test('compare-3: lists administrators, protected people and those deactivated already apart', async () => {
    const users = [
      ...staff,
      person('boss1', { name: 'The Boss', role: { alias: 'administrator' } }),
      person('svc1', { name: 'Some Service' }),
      person('gone1', { name: 'Long Gone', isBanned: true }),
    ]
    const out = temporaryFolder()
    const protect = writeList(out, 'svc-*\nsvc1\n', 'protect.txt')
    const told = await compare(roster([]), { site: await siteOf(users), flags: ['--protect', protect] })
    expect(told.exitCode).toBe(0)
    expect(idsIn(told.read('leavers.csv'))).toEqual(['u100', 'u101', 'u102'])
    expect(told.read('others.csv')?.map((row) => [row['offboard_user_id'], row['offboard_reason']])).toEqual([
      ['gone1', 'deactivated_already'],
      ['svc1', 'on_protected_list'],
      ['boss1', 'role_not_allowed'],
    ])
    const any = await compare(roster([]), { site: await siteOf(users), flags: ['--roles', 'any'] })
    expect(idsIn(any.read('leavers.csv'))).toEqual(['u100', 'u101', 'u102', 'svc1', 'boss1'])
  })

  test('compare-4: takes neither file of its own but leavers.csv for a list', async () => {
    const site = await siteOf([...staff, person('gone1', { isBanned: true })])
    const told = await compare(roster([['nobody', 'No Body', 'no.body@example.com']]), { site })
    for (const [file, words] of [
      ['others.csv', 'no column is known to hold user IDs'],
      ['roster-check.csv', 'still works here'],
    ] as const) {
      const planned = await plan(site, temporaryFolder(), told.path(file))
      expect(planned.exitCode).toBe(2)
      expect(planned.stderr).toContain(words)
    }
  })

  test('compare-5: nobody is proposed whom a line may mean, whatever else is on it', async () => {
    const managers =
      'User ID,Name,Email,Private Email,Manager,Manager Email,Approver First Name,Approver Last Name,Note'
    const blank = ['', '', '', '', '', '', '', '', '']
    const line = (cells: Record<number, string>): string[] => blank.map((cell, index) => cells[index] ?? cell)
    const lines = [
      line({ 0: 'm1', 1: 'M One', 2: 'm1@example.com', 4: '"Family0, Given0"' }),
      line({ 0: 'm2', 1: 'M Two', 2: 'm2@example.com', 5: 'U101@example.COM' }),
      line({ 0: 'm3', 1: 'M Three', 2: 'm3@example.com', 6: 'Given2', 7: 'Family2' }),
      line({ 0: 'm4', 1: 'M Four', 2: 'm4@example.com', 8: 'stands in for u103@example.com.' }),
      // Another address and another ID, but the name.
      line({ 0: 'm5', 1: 'Given4 Xaver Family4', 2: 'new@example.net' }),
      line({ 0: 'm6', 1: 'M Six', 2: 'u105@elsewhere.example' }),
      line({ 0: '0U0106', 1: 'M Seven', 2: 'm7@example.com' }),
    ]
    const ids = ['m1', 'm2', 'm3', 'm4']
    const users = [
      ...staff,
      ...ids.map((id, n) => person(id, { name: `M ${['One', 'Two', 'Three', 'Four'][n] ?? ''}` })),
      person('00u0106', { name: 'Zero Zero' }),
      person('really1', { name: 'Really Gone' }),
    ]
    const text = csv(managers, [
      ...staff.slice(7).map((one) => [...staffLine(one), '', '', '', '', '', '']),
      ...lines,
    ])
    // u106 is only named by zeros that differ.
    const told = await compare(text, { site: await siteOf(users.filter(({ id }) => id !== 'u106')) })
    expect(idsIn(told.read('leavers.csv'))).toEqual(['really1'])
    expect(told.exitCode).toBe(3)
    expect(told.read('others.csv')?.map((row) => [row['offboard_user_id'], row['offboard_reason']])).toEqual([
      ['u100', 'named_elsewhere'],
      ['u101', 'named_elsewhere'],
      ['u102', 'named_elsewhere'],
      ['u103', 'named_elsewhere'],
      ['u104', 'name_alike'],
      ['u105', 'address_alike'],
      ['00u0106', 'number_alike'],
    ])
    expect(told.read('others.csv')?.[1]?.['offboard_detail']).toBe(
      'line 56 of the roster names this user in a cell that is about somebody or something else (column "Manager Email")',
    )
  })

  test('compare-6: a column that names nobody who works here can be left out', async () => {
    const header = 'User ID,Name,Email,Predecessor'
    const lines = staff.slice(3).map((one, n) => [...staffLine(one), n === 0 ? 'u100@example.com' : ''])
    const site = await siteOf(staff)
    expect(idsIn((await compare(csv(header, lines), { site })).read('leavers.csv'))).toEqual(['u101', 'u102'])
    const flags = ['--ignore-column', 'Predecessor']
    const told = await compare(csv(header, lines), { site, flags })
    expect(idsIn(told.read('leavers.csv'))).toEqual(['u100', 'u101', 'u102'])
  })

  test('compare-7: a line that fits two users proposes neither of them', async () => {
    const told = await compare(roster([['u100', 'Some One', 'u101@example.com']]), {
      site: await siteOf(staff),
    })
    expect(told.exitCode).toBe(3)
    expect(idsIn(told.read('leavers.csv'))).toEqual(['u102'])
    expect(idsIn(told.read('others.csv'), 'offboard_reason')).toEqual(['line_ambiguous', 'line_ambiguous'])
    expect(told.read('roster-check.csv')).toEqual([
      {
        'User ID': 'u100',
        Name: 'Some One',
        Email: 'u101@example.com',
        offboard_roster_line: '59',
        offboard_reason: 'ambiguous',
        offboard_detail:
          'the line fits several users: u100, u101. None of them is proposed. Correct the line',
      },
    ])
  })

  test('compare-8: a line that cannot be used spares whom it may mean, and a person has to look', async () => {
    const lines = [
      ['1.23E+05', 'Given0 Family0', ''],
      ['', '', 'u101 at example.com'],
      ['u102', 'Torn', 'u102@example.com', 'more', 'cells'],
    ]
    const told = await compare(roster(lines), { site: await siteOf([...staff, person('really1')]) })
    expect(told.exitCode).toBe(3)
    expect(idsIn(told.read('leavers.csv'))).toEqual(['really1'])
    expect(idsIn(told.read('others.csv'), 'offboard_reason')).toEqual(Array(3).fill('line_unreadable'))
    expect(idsIn(told.read('roster-check.csv'), 'offboard_reason')).toEqual(Array(3).fill('unreadable'))
    expect(told.stderr).toContain('3 lines of the roster cannot be used')
  })

  test('compare-9: refuses a roster with a line that may mean anybody', async () => {
    const told = await compare(roster([['1.23E+05', '', '']]), { site: await siteOf(staff) })
    expect(told.exitCode).toBe(4)
    expect(told.read('leavers.csv')).toBe(null)
    expect(told.stderr).toContain('line 59 of the roster cannot be used, and may mean anybody')
    expect(told.read('roster-check.csv')?.[0]?.['offboard_detail']).toContain('may mean anybody')
    expect(told.summary).toMatchObject({ status: 'refused', leavers: 0, exitCode: 4 })
  })

  test('compare-10: refuses a roster that names too few of the active users', async () => {
    const site = await siteOf(staff)
    const torn = csv('User ID,Name,Email', staff.slice(13).map(staffLine))
    const told = await compare(torn, { site })
    expect(told.exitCode).toBe(4)
    expect(told.read('leavers.csv')).toBe(null)
    expect(told.stderr).toContain(
      "names 47 of the site's 60 active users, 78%, and --min-coverage asks for 80%",
    )
    const allowed = await compare(torn, { site, flags: ['--min-coverage', '78'] })
    expect([allowed.exitCode, allowed.summary.leavers]).toEqual([0, 13])
    expect((await compare(torn, { site, flags: ['--min-coverage', '79'] })).exitCode).toBe(4)
  })

  test.each([
    ['leave dates that are over', 'Leave date', '2020-01-31'],
    ['a status', 'Status', 'Terminated'],
    ['an answer', 'Still employed?', 'no'],
  ])('compare-11: refuses a list of leavers in place of a roster, by %s', async (_, header, cell) => {
    const text = csv(
      `User ID,Name,Email,${header}`,
      staff.map((one) => [...staffLine(one), cell]),
    )
    const told = await compare(text, { site: await siteOf(staff) })
    expect(told.exitCode).toBe(4)
    expect(told.read('leavers.csv')).toBe(null)
    expect(told.stderr).toContain('60 that say that somebody has left')
    expect(told.summary.coverage).toEqual({ users: 0, percent: 0 })
  })

  test('compare-12: somebody whose line says that they have left is named apart, and not proposed', async () => {
    const header = 'User ID,Name,Email,Contract end,Status'
    const lines = staff
      .slice(2)
      .map((one, n) => [
        ...staffLine(one),
        n === 0 ? '31.01.2020' : '2099-12-31',
        n === 1 ? 'Terminated' : 'Active',
      ])
    const told = await compare(csv(header, lines), { site: await siteOf(staff) })
    expect(told.exitCode).toBe(3)
    expect(idsIn(told.read('leavers.csv'))).toEqual(['u100', 'u101'])
    expect(idsIn(told.read('others.csv'), 'offboard_user_id')).toEqual(['u102', 'u103'])
    expect(idsIn(told.read('others.csv'), 'offboard_reason')).toEqual(Array(2).fill('line_says_left'))
    // A rehired person has a line of before, and one of now.
    const rehired = await compare(csv(header, [...lines, [...staffLine(staff[2] as Person), '', 'Active']]), {
      site: await siteOf(staff),
    })
    expect(idsIn(rehired.read('others.csv'), 'offboard_user_id')).toEqual(['u103'])
  })

  test('compare-13: finds users by an attribute', async () => {
    const site = await siteOf(unnamed)
    const numbers = without(6).map(({ attributes }) => [attributes?.['employee_id'] ?? ''])
    const told = await compare(csv('Employee ID', numbers), { site, flags: ['--attribute', 'employee_id'] })
    expect(told.exitCode).toBe(0)
    expect(idsIn(told.read('leavers.csv')).sort()).toEqual(
      learners
        .slice(0, 6)
        .map(({ id }) => id)
        .sort(),
    )
    expect(told.read('leavers.csv')?.every((row) => /^\d{5}$/.test(row['Employee number'] ?? ''))).toBe(true)
    const wrong = await compare(csv('Employee ID', numbers), { site, flags: ['--attribute', 'emp_no'] })
    expect(wrong.exitCode).toBe(4)
    expect(wrong.stderr).toContain('has a value of the attribute')
  })

  test('compare-14: nobody is proposed whom the roster could not name by what the platform tells', async () => {
    const users = [...staff.slice(3), person('noaddr', { email: '', name: 'Ano Nym' }), person('really1')]
    const known = staff.slice(3).map(({ email }) => [email])
    const site = await siteOf(users)
    const all = await compare(csv('Email', known), { site })
    expect(idsIn(all.read('leavers.csv'))).toEqual(['noaddr', 'really1'])
    // One of them is a person whom the platform may know without an address.
    const told = await compare(csv('Email', [...known, ['somebody@example.com']]), { site })
    expect(told.exitCode).toBe(3)
    expect(idsIn(told.read('leavers.csv'))).toEqual(['really1'])
    expect(idsIn(told.read('others.csv'), 'offboard_reason')).toEqual(['not_comparable'])
  })

  test('compare-15: says that the site changed while it was paged through', async () => {
    let isFirst = true
    const site: WatchedSandbox = await sandbox({
      users: staff,
      onRequest: () => {
        if (isFirst) site.site.remove('u100')
        isFirst = false
      },
    })
    const out = temporaryFolder()
    const argv = ['compare', writeList(out, roster([])), '--base-url', site.baseUrl, '--out', out, '--json']
    const { exitCode, stderr } = await cli([...argv, '--concurrency', '1'], {
      env: { KONSTANTLY_API_KEY: site.apiKey },
    })
    expect(exitCode).toBe(3)
    expect(stderr).toContain('users came or went on the platform')
  })

  test('compare-16: a page that cannot be read makes nobody a leaver, and is said', async () => {
    const site = await sandbox({
      users: staff,
      fault: ({ path }) => (path.endsWith('offset=20') ? 'broken' : null),
    })
    const told = await compare(roster([]), { site, flags: ['--retries', '1', '--min-coverage', '50'] })
    expect(told.exitCode).toBe(3)
    expect(told.summary.users).toMatchObject({ told: 60, seen: 40 })
    expect(told.stderr).toContain('20 could not be seen')
    const left = ['u100', 'u101', 'u102'].filter((id) => idsIn(told.read('leavers.csv')).includes(id))
    expect(idsIn(told.read('leavers.csv'))).toEqual(left)
  })

  test('compare-17: a broken or empty roster is refused before anything is asked', async () => {
    const site = await siteOf(staff)
    for (const [text, words] of [
      ['', 'An empty roster'],
      ['User ID,Email\n', 'has a header and no rows. An empty roster'],
      ['User ID,Email\n"u100,u100@example.com\n', 'quote'],
      ['Department\nSales\n', 'no column is known'],
      ['User ID\n1.2E+05\n1.3E+05\n', 'not one of its 2 lines can be used, beginning with line 2'],
    ] as const) {
      const told = await compare(text, { site })
      expect(told.exitCode).toBe(2)
      expect(JSON.parse(told.stdout)).toMatchObject({ error: { exitCode: 2 } })
      expect(told.stderr).toContain(words)
    }
    const missing = await cli(['compare', 'no-such-file.csv', '--base-url', site.baseUrl], {
      env: { KONSTANTLY_API_KEY: site.apiKey },
    })
    expect(missing.exitCode).toBe(2)
    expect(missing.stderr).toContain('the roster cannot be read')
    const stdin = await cli(['compare', '-', '--base-url', site.baseUrl], {
      env: { KONSTANTLY_API_KEY: site.apiKey },
    })
    expect(stdin.exitCode).toBe(2)
    expect(stdin.stderr).toContain('it has to be a file')
    expect(site.requests).toEqual([])
  })

  test('compare-18: stops cleanly at a signal, and leaves nothing behind', async () => {
    const { deps, send } = signals()
    const site = await sandbox({
      users: people,
      onRequest: () => {
        send('SIGINT')
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, csv(HEADER, without(6).map(lineOf)))
    const { exitCode, stdout } = await cli(['compare', list, '--base-url', site.baseUrl, '--out', out], {
      env: { KONSTANTLY_API_KEY: site.apiKey },
      deps,
    })
    expect([exitCode, stdout]).toEqual([130, ''])
    expect(readdirSync(out)).toEqual(['leavers.csv'])
  })

  test('compare-19: a rejected key ends it with exit code 5, a wrong address with 4', async () => {
    const site = await siteOf(staff)
    const out = temporaryFolder()
    const argv = ['compare', writeList(out, roster([])), '--base-url', site.baseUrl, '--out', out]
    expect((await cli(argv, { env: { KONSTANTLY_API_KEY: 'wrong' } })).exitCode).toBe(5)
    const { scope, path } = inPlaceOf(site)
    scope.get(`${path}/users?offset=0`).reply(404, { status: 404, message: 'no' })
    const wrong = await cli(argv, { env: { KONSTANTLY_API_KEY: site.apiKey } })
    expect(wrong.exitCode).toBe(4)
    expect(wrong.stderr).toContain('may not be the address of the API')
  })

  test('compare-20: refuses a roster that is changed meanwhile', async () => {
    const out = temporaryFolder()
    const list = writeList(out, roster([]))
    const site = await sandbox({
      users: staff,
      onRequest: () => {
        writeFileSync(list, roster([['more', 'More', 'more@example.com']]))
      },
    })
    const { exitCode, stderr } = await cli(['compare', list, '--base-url', site.baseUrl, '--out', out], {
      env: { KONSTANTLY_API_KEY: site.apiKey },
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('was changed while it was read')
  })

  test('compare-21: its files are for this user only, defused, and like the roster', async () => {
    const users = [
      ...staff,
      person('=1+1', { name: 'not an ID' }),
      person('really1', { name: '=HYPERLINK("x")é' }),
    ]
    const told = await compare(roster([]).replaceAll(',', ';'), { site: await siteOf(users) })
    const text = readFileSync(told.path('leavers.csv'), 'utf8')
    expect(text.startsWith('\uFEFFUser ID;Email;Name\n')).toBe(true)
    expect(text).toContain(`really1;really1@example.com;"'=HYPERLINK(""x"")é"`)
    expect(told.summary.others).toEqual({ account_id_unusable: 1 })
    for (const file of ['leavers.csv', 'others.csv', 'roster-check.csv', 'summary.json']) {
      expect(statSync(told.path(file)).mode & 0o777).toBe(0o600)
    }
    expect(statSync(told.path('.')).mode & 0o777).toBe(0o700)
  })

  test('compare-22: logs no name and no address', async () => {
    const told = await compare(roster([['x', 'Given0 Family0', 'broken@@example.com']]), {
      site: await siteOf(staff),
    })
    expect(logLines(told.stderr).length).toBeGreaterThan(0)
    expect(told.stderr).not.toMatch(/Given0|example\.com/)
  })
})
