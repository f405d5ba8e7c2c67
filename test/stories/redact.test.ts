import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesThatHold } from '../support/bytes-of.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { sandbox } from '../support/sandbox.ts'
import { carryOut, column, csv, GUARDED, interruptedAtDeletion, people, person, plan } from './site.ts'

// --redact: files that may be passed on, because they name nobody.

const expert = people.find(
  ({ isExpert, isBanned, role }) => isExpert && !isBanned && role.alias === 'learner',
)
if (expert === undefined) throw new Error('the site has no expert')
const all = [person(0), person(1), expert]
const odd = [
  ['Zoë Unusable', 'zoe@@example.com', ''],
  [person(0).name, 'somebody.else@example.com', person(2).id],
  ['Nobody Atall', 'nobody.atall@example.com', ''],
]
const LIST = csv('name,email,id', [...all.map(({ name, email, id }) => [name, email, id]), ...odd])
const NAMES = [
  ...[...all, person(2)].flatMap(({ name, email }) => [name, email]),
  ...odd.flatMap(([name = '', email = '']) => [name, email]),
]
const ledgerOnly = (held: Record<string, string[]>): string[] =>
  Object.keys(held).filter((file) => !file.startsWith('ledger.'))

test('redact-1: the files of a run hold IDs, outcomes and reasons, and no name, address or cell', async () => {
  const platform = await sandbox({ users: people })
  const [out, full] = [temporaryFolder(), temporaryFolder()]
  const list = writeList(temporaryFolder(), LIST)
  const named = await runAgainst(await sandbox({ users: people }), list, full, GUARDED)
  expect(ledgerOnly(filesThatHold(full, NAMES))).not.toEqual([])

  const { rows, summary } = await runAgainst(platform, list, out, [...GUARDED, '--redact'])

  expect(ledgerOnly(filesThatHold(out, NAMES))).toEqual([])
  expect(summary.redacted).toBe(true)
  for (const name of ['row', 'user_id', 'outcome', 'reason', 'http_status', 'attempts'])
    expect(column(rows, name), name).toEqual(column(named.rows, name))
  expect(Object.keys(rows[0] ?? {}).every((name) => name.startsWith('offboard_'))).toBe(true)
  expect(column(rows, 'detail')).toContain(
    `the row says [redacted], and the account of user "${person(2).id}" has [redacted]`,
  )
  const page = readFileSync(join(out, summary.run, 'report.html'), 'utf8')
  expect(page).toContain('<p>Names, addresses and the cells of the list are left out (--redact).</p>')
  expect(page).toContain('data-label="Account found"><bdi>learner</bdi>')
  expect(page).toContain('<summary>Details</summary>')
  expect(page).not.toMatch(/Original row|<th scope="col">(Name|E-mail address)/)

  const check = await cli(['report', '--check', '--out', out])
  expect(check.exitCode).toBe(0)
  expect(check.stdout.match(/: as written, redacted$/gm)).toHaveLength(4)
})

test('redact-2: it is a matter of the files alone, and `report` writes either form of them', async () => {
  const platform = await sandbox({ users: people })
  const out = temporaryFolder()
  const { summary } = await runAgainst(platform, writeList(temporaryFolder(), LIST), out, GUARDED)
  const path = join(out, summary.run, 'results.csv')
  const full = readFileSync(path, 'utf8')
  for (const flags of [['--redact'], [], ['--redact']]) {
    const { exitCode, stderr } = await cli(['report', '--out', out, ...flags])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(readFileSync(path, 'utf8') === full).toBe(flags.length === 0)
    expect((await cli(['report', '--check', '--out', out])).exitCode).toBe(0)
  }
})

test('redact-3: a plan is reviewed by IDs, and carried out as it was made', async () => {
  const platform = await sandbox({ users: people })
  const out = temporaryFolder()
  const made = await plan(platform, out, writeList(temporaryFolder(), LIST), undefined, ['--redact'])
  expect(ledgerOnly(filesThatHold(out, NAMES))).toEqual([])
  expect(readFileSync(join(out, made.run, 'plan.csv'), 'utf8')).toContain(
    `1,${person(0).id},,,learner,active,"deactivated, then deleted for good",would_be,\n`,
  )
  const { exitCode } = await carryOut(platform, out, made.run, ['--redact'])
  expect(exitCode).toBe(3)
  expect(platform.site.person(person(0).id)).toBeUndefined()
  expect(ledgerOnly(filesThatHold(out, NAMES))).toEqual([])
})

describe('retry.csv holds only whom every rule had let through', () => {
  test('redact-4: so that nobody is on it whom another row, or their leave date, could spare', async () => {
    const { platform, deps } = await interruptedAtDeletion()
    const out = temporaryFolder()
    const list = writeList(
      temporaryFolder(),
      csv(
        'id,email',
        [person(0), person(1), person(2)].map(({ id, email }) => [id, email]),
      ),
    )
    const flags = [...GUARDED, '--redact', '--concurrency', '1']
    const stopped = await runAgainst(platform, list, out, flags, { deps })
    expect(stopped.exitCode).toBe(143)
    const left = column(stopped.rows, 'outcome').filter((outcome) => outcome === 'not_attempted')
    expect(left.length).toBeGreaterThan(0)
    expect(readFileSync(join(out, stopped.summary.run, 'retry.csv'), 'utf8')).toBe('User ID\n')
    // The run itself goes on with them.
    const resumed = await runAgainst(platform, list, out, flags)
    expect(resumed.summary.run).toBe(stopped.summary.run)
    expect(new Set(column(resumed.rows, 'outcome'))).toEqual(new Set(['deleted']))
  })
})
