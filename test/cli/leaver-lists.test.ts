import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, readResults, temporaryFolder, writeList } from '../support/cli.ts'
import type { Summary } from '../../src/report/summary.ts'

const KEY = { KONSTANTLY_API_KEY: 'key' }

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
  const { exitCode, summary, out } = await dryRun('ID;Leave date\nu1a;01.01.2026\nu2b;31.12.2999\nu3c;\n')
  expect(exitCode).toBe(0)
  expect(summary.outcomes).toMatchObject({ not_attempted: 2, not_due: 1 })
  expect(summary.list).toMatchObject({ encoding: 'utf-8', delimiter: ';', emptyLeaveDates: 1 })
  expect(readResults(out, summary.run, 'results.csv', ';')[1]).toMatchObject({
    offboard_outcome: 'not_due',
    offboard_detail: 'the leave date is 2999-12-31, and that day is not over',
  })
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
