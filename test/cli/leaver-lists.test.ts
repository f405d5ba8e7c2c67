import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, readResults, temporaryFolder, writeList, type CliResult } from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'
import type { Summary } from '../../src/report/summary.ts'

const DUE = ['--empty-leave-date', 'due']
const KEY = { KONSTANTLY_API_KEY: 'key' }

/** A dry run of a list that is not read at all. */
function refusedDryRun(text: string, flags: readonly string[] = []): Promise<CliResult> {
  const out = temporaryFolder()
  return cli(['run', writeList(out, text), '--site', 'acme', '--out', out, '--dry-run', ...flags])
}

async function dryRun(
  text: string,
  flags: readonly string[] = [],
): Promise<{
  exitCode: number
  stderr: string
  summary: Summary
  out: string
}> {
  const out = temporaryFolder()
  const list = writeList(out, text)
  const argv = [
    'run',
    list,
    '--site',
    'acme',
    '--out',
    out,
    '--dry-run',
    '--json',
    '--log-format',
    'json',
    ...flags,
  ]
  const { exitCode, stdout, stderr } = await cli(argv, { env: KEY })
  return { exitCode, stderr, summary: JSON.parse(stdout) as Summary, out }
}

test('whoever has not left yet is not due, and needs no attention', async () => {
  const { exitCode, summary, out } = await dryRun('ID;Leave date\nu1a;01.01.2026\nu2b;31.12.2999\n')
  expect(exitCode).toBe(0)
  expect(summary.outcomes).toMatchObject({ not_attempted: 1, not_due: 1 })
  expect(summary.list).toMatchObject({ encoding: 'utf-8', delimiter: ';', emptyLeaveDates: 0 })
  expect(readResults(out, summary.run, 'results.csv', ';')[1]).toMatchObject({
    offboard_outcome: 'not_due',
    offboard_reason: 'leave_date_to_come',
  })
})

describe('whoever may still work here is not taken for gone:', () => {
  test.each([
    // A name that nobody knows, one that looks like our own columns, none at all, and a second one beside the known one.
    [
      'ID;Bis\nu1a;2025-01-01\nu2b;2999-12-31\n',
      '--leave-date-column "Bis"; otherwise with --leave-date-column none',
    ],
    [
      'ID;Leave date;Planned exit date\nu1a;2026-01-01;31.12.2999\n',
      'otherwise with --ignore-column "Planned exit date"',
    ],
  ])('%j asks which are the leave dates', async (list, remedy) => {
    const { exitCode, stderr } = await refusedDryRun(list)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(remedy)
  })

  test('unless the column proves that the other order of day and month is meant', async () => {
    const days = 'E-mail;Last login\na@x.de;11/24/2026\nb@x.de;03/12/2026\n'
    expect((await dryRun(days)).summary.outcomes.not_attempted).toBe(2)
    const { exitCode, stderr } = await refusedDryRun(days.replace('11/24/2026', ''))
    expect(exitCode).toBe(2)
    expect(stderr).toContain('line 3 has a day to come in column 2 "Last login"')
  })

  test('without a header, by the number of the column', async () => {
    const { stderr } = await refusedDryRun('u1a;2999-12-31\n', ['--no-header', '--id-column', '1'])
    expect(stderr).toContain('--leave-date-column 2; otherwise')
  })

  test('and told that there are none, or which, a list is read', async () => {
    const list = 'ID;Visa until\nu1a;2999-12-31\n'
    expect((await dryRun(list, ['--leave-date-column', 'none'])).summary.outcomes.not_attempted).toBe(1)
    expect((await dryRun(list, ['--leave-date-column', 'Visa until'])).summary.outcomes.not_due).toBe(1)
  })

  test("a column that merely looks like one of ours is the list's own", async () => {
    const { summary } = await dryRun('user_id,offboard_date\nu1a,2999-12-31\n')
    expect(summary.outcomes.not_due).toBe(1)
    expect(summary.list.columns).toEqual(['user_id', 'offboard_date'])
  })

  test('a row that is due beside one of the same user that is not', async () => {
    const { summary, out } = await dryRun(
      'ID;E-mail;Contract end date\nu1a;;2999-12-31\nu1a;;2025-12-31\n;Ana@x.de;2025-12-31\nu2b;ana@x.de;2999-12-31\nu3c;;2025-12-31\n',
    )
    const rows = readResults(out, summary.run, 'results.csv', ';')
    expect(rows.map((row) => row['offboard_outcome'])).toEqual([
      'not_due',
      'not_due',
      'not_due',
      'not_due',
      'not_attempted',
    ])
    expect(rows[1]?.['offboard_reason']).toBe('row_says_stays')
    expect(rows[2]?.['offboard_reason']).toBe('row_says_stays')
  })

  test.each([
    ['a date that cannot be read', 'u1a;Ana;ana@x.de;open-ended'],
    ['a date to come, and no address', 'u1a;Ana;n/a;2999-12-31'],
    ['a cell too many', 'u1a;Kraus; Ana;ana@x.de;2999-12-31'],
  ])('a row that is due beside one of the same user with %s', async (_, row) => {
    const { summary, out } = await dryRun(
      `ID;Name;E-mail;Contract end date\nu1a;Ana;ana@x.de;2025-12-31\n${row}\nu3c;Eve;;2025-12-31\n`,
    )
    const rows = readResults(out, summary.run, 'results.csv', ';')
    expect(rows.map((row) => row['offboard_outcome'])).toEqual(['not_due', 'invalid', 'not_attempted'])
    expect(rows[0]?.['offboard_reason']).toBe('row_says_stays')
  })

  test.each([
    ['2025-12-31', '', ['not_due', 'invalid']],
    ['', '2025-12-31', ['invalid', 'invalid']],
    ['', '', ['not_due', 'invalid']],
  ])(
    'a row that leaves on %j beside one of the same user on %j that cannot be used, though rows without a date are due',
    async (one, other, ends) => {
      const { summary, out } = await dryRun(
        `ID;E-mail;Leave date\nu1a;ana@x.de;${one}\nu1a;n/a;${other}\nu2b;;\nu3c;;2025-12-31\n`,
        DUE,
      )
      const rows = readResults(out, summary.run, 'results.csv', ';').map((row) => row['offboard_outcome'])
      expect(rows).toEqual([...ends, 'not_attempted', 'not_attempted'])
    },
  )

  test('a row with a leave date beside one of the same user without', async () => {
    const list = 'ID;Name;Contract end date\nu1a;Ana;2025-12-31\nu1a;Ana;\nu3c;Eve;\nu4d;Ben;2025-12-31\n'
    const held = await dryRun(list)
    const rows = readResults(held.out, held.summary.run, 'results.csv', ';')
    expect(rows.map((row) => row['offboard_outcome'])).toEqual([
      'not_due',
      'invalid',
      'invalid',
      'not_attempted',
    ])
    expect(rows[0]?.['offboard_detail']).toBe(
      'row 2 has no leave date for the same user, so they may not have left',
    )
    expect(rows[1]?.['offboard_reason']).toBe('leave_date_empty')
    expect(held.exitCode).toBe(3)
    const due = await dryRun(list, DUE)
    const others = readResults(due.out, due.summary.run, 'results.csv', ';')
    expect(others.map((row) => row['offboard_outcome'])).toEqual([
      'not_due',
      'invalid',
      'not_attempted',
      'not_attempted',
    ])
    expect(others[1]?.['offboard_reason']).toBe('leave_date_missing')
  })

  test.each([
    ['user ID', 'u1a;no address;;2025-12-31', 'u1a;;;'],
    ['address', 'a b;ana@x.de;;2025-12-31', ';Ana@X.de;;'],
    ['employee number', 'a b;;00012;2025-12-31', ';;00012;'],
  ])(
    'a row without a leave date beside one of the same %s that has one, and cannot be used',
    async (_, dated, undated) => {
      const list = `ID;E-mail;Personalnummer;Leave date\n${dated}\n${undated}\n;;00099;\n`
      const { out, summary } = await dryRun(list, [...DUE, '--attribute', 'employee_id'])
      const rows = readResults(out, summary.run, 'results.csv', ';')
      expect(rows.map((row) => row['offboard_outcome'])).toEqual(['invalid', 'invalid', 'not_attempted'])
      expect(rows[1]?.['offboard_reason']).toBe('leave_date_missing')
    },
  )

  test.each([
    ['2025-12-31', '2025-12-31'],
    ['25/04/2020', '03/04/2020'],
  ])(
    'a row is due beside one of the same user that cannot be used, and whose day is past',
    async (due, past) => {
      const { summary } = await dryRun(`ID;E-mail;Contract end date\nu1a;ana@x.de;${due}\nu1a;n/a;${past}\n`)
      expect(summary.outcomes).toMatchObject({ not_attempted: 1, invalid: 1 })
    },
  )
})

test('whoever stays by a column of the list is not taken for gone, until told that it does not matter', async () => {
  const company = 'ID;Employment status;Leaver\nu1a;Terminated;x\nu2b;Active;\n'
  const { exitCode, stderr } = await refusedDryRun(company)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(
    'line 3 says "Active" in column 2 "Employment status", so this person may stay. Remove the rows of people who stay, or say that the column does not matter: --ignore-column "Employment status".',
  )
  const one = ['--ignore-column', 'Employment status']
  expect((await refusedDryRun(company, one)).stderr).toContain('--ignore-column "Leaver".')
  const both = await dryRun(company, [...one, '--ignore-column', '3'])
  expect(both.summary.outcomes.not_attempted).toBe(2)
})

test('the log says which columns were chosen, and nothing of what is in them', async () => {
  const { stderr } = await dryRun('ID;Name;E-mail\nu1a;Anna Smith;anna@example.com\nu2b;Ben Hughes;ben\n')
  expect(stderr).toContain(
    'list read: user ID from column 1 \\"ID\\", e-mail from column 3 \\"E-mail\\", name from column 2 \\"Name\\"',
  )
  expect(stderr).not.toMatch(/Anna|Smith|Ben|Hughes|example\.com/)
})

test('looking ahead is for plans and dry runs', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'ID;Leave date\nu1a;2026-12-30\n')
  const { exitCode, stderr } = await cli(['run', list, '--site', 'acme', '--before', '2026-12-31'], {
    env: KEY,
  })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('--before looks ahead, and only `plan` and --dry-run may do that')
  expect(
    (await dryRun('ID;Leave date\nu1a;2026-12-30\n', ['--before', '2026-12-31'])).summary.list.today,
  ).toBe('2026-12-31')
})

test('what is to be retried is read with the flags of its list, and without them', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'Leavers of November\nHR\nUser ID,Name\nanna,Anna\nben,Ben\n')
  const site = [
    '--base-url',
    'http://127.0.0.1:9/openapi/v1',
    '--out',
    out,
    '--json',
    '--log-level',
    'silent',
  ]
  const flags = ['--skip-lines', '2', '--id-column', '1', '--name-column', '2']
  const { stdout } = await cli(['run', list, ...site, ...flags, '--preflight', 'off'], { env: KEY })
  const retry = join(out, (JSON.parse(stdout) as Summary).run, 'retry.csv')
  for (const given of [flags, []]) {
    const again = await cli(['run', retry, ...site, ...given, '--dry-run'], { env: KEY })
    expect((JSON.parse(again.stdout) as Summary).outcomes.not_attempted).toBe(2)
  }
})

test('what is to be retried of a list without a header has none, either', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'u1a,Anna\nu2b,Ben\n')
  const flags = [
    '--no-header',
    '--id-column',
    '1',
    '--max-users',
    '1',
    '--preflight',
    'off',
    '--yes',
    '--json',
  ]
  const { exitCode, stdout } = await cli(['run', list, '--site', 'acme', '--out', out, ...flags], {
    env: KEY,
  })
  expect(exitCode).toBe(4)
  const { run } = JSON.parse(stdout) as Summary
  expect(readFileSync(join(out, run, 'retry.csv'), 'utf8')).toBe('u1a,Anna\nu2b,Ben\n')
  expect(readFileSync(join(out, run, 'results.csv'), 'utf8')).toMatch(/^column 1,column 2,offboard_row,/)
})

test('a hyphen may be the delimiter', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'id-name\nu1-Ann\n')
  const { exitCode, stdout } = await cli([
    ...['run', list, '--dry-run', '--site', 'acme', '--out', out, '--delimiter', '-', '--json'],
  ])
  expect(exitCode).toBe(0)
  expect((JSON.parse(stdout) as Summary).list.delimiter).toBe('-')
})

test('a hyphen in a flag that may be repeated is one', async () => {
  const out = temporaryFolder()
  const argv = ['run', writeList(out, 'id,Name\nu1,Ann\n'), '--dry-run', '--site', 'acme', '--out', out]
  const { exitCode, stderr } = await cli([...argv, '--ignore-column', '-', '--ignore-column', 'Name'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('there is no column "-"')
})

test('a date that was put off is asked about, whatever says which column holds the leave dates', async () => {
  const out = temporaryFolder()
  const list = writeList(
    out,
    'Work Email,Termination Date,Access until,Extended to\na@x.example,2026-11-20,2999-12-31,\nb@x.example,2026-11-20,,2999-06-30\n',
  )
  const argv = ['run', list, '--dry-run', '--site', 'acme', '--out', out]
  const ask = async (...flags: string[]): Promise<string> => (await cli([...argv, ...flags])).stderr
  expect(await ask()).toContain('otherwise with --ignore-column "Access until"')
  expect(await ask('--leave-date-column', 'Termination Date')).toContain('in column 3 "Access until"')
  expect(await ask('--ignore-column', 'Access until')).toContain('in column 4 "Extended to"')
  const both = ['--ignore-column', 'Access until', '--ignore-column', 'Extended to']
  expect((await cli([...argv, ...both])).exitCode).toBe(0)
  expect((await cli([...argv, '--leave-date-column', 'none'])).exitCode).toBe(0)
})

test('whoever is due without a leave date is counted and named, wherever people agree to it or look it up', async () => {
  const platform = await sandbox({ users: [person('u1'), person('u2'), person('u3'), person('u4')] })
  const out = temporaryFolder()
  const list = writeList(out, 'id,leave date\nu1,2025-12-31\nu2,\nu3,n/a\nu4,TBC\n')
  const to = ['--base-url', platform.baseUrl, '--out', out, '--max-percent', '100', ...DUE]
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const named = '2 users have no leave date on the list (rows 2, 3)'
  const plan = await cli(['plan', list, ...to], { env })
  expect(plan.stdout).toContain(`\n  ${named}\n`)
  const made = await cli(['runs', '--out', out])
  const id = /\d{8}T\d{6}Z-\w+/.exec(made.stdout)?.[0] ?? ''
  const carriedOut = await cli(
    ['run', '--plan', id, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100'],
    { env, types: ['no'] },
  )
  expect(carriedOut.stderr).toContain(`\n  ${named}\n`)
  const { stdout, stderr } = await cli(['run', list, ...to, '--json'], { env, types: ['3'] })
  expect(stderr).toContain(`\n  ${named}\n`)
  expect(stderr).toContain('3 rows without a leave date (2 due)')
  const summary = JSON.parse(stdout) as Summary
  expect(summary.outcomes).toMatchObject({ deleted: 3, invalid: 1 })
  expect(summary.list).toMatchObject({ emptyLeaveDates: 3, undated: { count: 2, rows: [2, 3] } })
  expect(readFileSync(join(out, summary.run, 'report.html'), 'utf8')).toContain(`<p>${named}.</p>`)
})

test('what is left out of a list is told on the terminal, in the log, in the summary and on the page', async () => {
  const list = 'Leavers of November\n\nUser ID;Name;Leave date\nu1;One;2025-12-31\nTotal: 1\n'
  const { exitCode, summary, stderr, out } = await dryRun(list)
  expect(exitCode).toBe(0)
  expect(summary.list).toMatchObject({ rows: 1, leftOut: { above: 2, below: [5] } })
  expect(stderr).toContain('"leftOut":{"above":2,"below":[5],')
  const page = readFileSync(join(out, summary.run, 'report.html'), 'utf8')
  const words = ['2 lines above the header left out', 'line 5 below the rows left out']
  for (const told of words) expect(page).toContain(`<p>${told}.</p>`)
  const folder = temporaryFolder()
  const again = await cli([
    'run',
    writeList(folder, list),
    '--site',
    'acme',
    '--out',
    folder,
    '--dry-run',
    '--log-format',
    'pretty',
  ])
  expect(again.stdout).toContain(`\n  ${words.join('\n  ')}\n`)
  for (const told of words) expect(again.stderr).toContain(`\n          ${told}\n`)
  expect((await refusedDryRun(list, ['--skip-lines', '0'])).exitCode).toBe(2)
})

test('a list with fewer rows than it says is not read', async () => {
  const { exitCode, stderr } = await refusedDryRun('User ID;Name\nu1;One\nSumme Austritte: 3\n')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('line 3 tells of 3 people, and the list has 1 row above it')
})
