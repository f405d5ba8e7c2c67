import { expect, test } from 'vitest'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, learners, mustNotTouch, people, person, plan } from './site.ts'

// `--roles` names a role that nobody has.

const leavers = (count: number): string =>
  csv(
    'id',
    learners.slice(0, count).map(({ id }) => [id]),
  )
/** A site of which the first page shows everybody. */
const small = [...learners.slice(0, 12), ...people.filter(({ role }) => role.alias === 'manager').slice(0, 1)]
const NO_SHARE = ['--max-percent', '100']

test('roles-1: a misspelled role is a refusal, in a run and in a plan, and the message names the one that is meant', async () => {
  const flags = ['--roles', 'lerner']
  const run = await mustNotTouch(leavers(2), [...GUARDED, ...flags])
  expect(run.exitCode).toBe(4)
  expect(run.stderr).toMatch(
    /nobody who was looked up has the role \\"lerner\\"\. Roles seen: learner \(\d+\), administrator \(\d+\)\. Most likely --roles learner is meant/,
  )
  // The pages of the site and the users on the list, and nothing else.
  expect(run.platform.requests).toHaveLength(3)

  const out = temporaryFolder()
  const planned = await plan(run.platform, out, writeList(out, leavers(2)), undefined, flags)
  expect(planned.exitCode).toBe(4)
  expect(planned.stderr).toContain('Most likely --roles learner is meant')

  const purge = await cli(['purge', '--base-url', run.platform.baseUrl, '--out', out, '--roles', 'lerner'])
  expect(purge.exitCode).toBe(2)
  expect(changes(run.platform)).toEqual([])
})

test('roles-2: a role that nobody has who was looked up may be somebody’s: the run goes on, and says so', async () => {
  const platform = await sandbox({ users: people })
  const out = temporaryFolder()
  const flags = [...GUARDED, '--roles', 'learner,author']
  const { exitCode, stderr, rows } = await runAgainst(platform, writeList(out, leavers(2)), out, flags)
  expect(exitCode).toBe(0)
  expect(column(rows, 'outcome')).toEqual(['deleted', 'deleted'])
  expect(stderr).toContain(String.raw`nobody who was looked up has the role \"author\". Roles seen: learner`)
})

test('roles-3: a role that nobody on the site has is a refusal, though the other one is there', async () => {
  const platform = await sandbox({ users: small })
  const flags = [...NO_SHARE, '--roles', 'learner,author']
  const { exitCode, stderr } = await mustNotTouch(leavers(2), flags, platform)
  expect(exitCode).toBe(4)
  expect(stderr).toContain(
    String.raw`nobody on the site has the role \"author\". Roles seen: learner (12), manager (1). Correct --roles`,
  )
})

test('roles-4: a role whose last user an earlier run deleted is known', async () => {
  const platform = await sandbox({ users: small })
  const out = temporaryFolder()
  const flags = [...NO_SHARE, '--roles', 'learner,manager']
  const manager = csv('id', [[small.at(-1)?.id ?? '']])
  await runAgainst(platform, writeList(out, manager, 'manager.csv'), out, flags)
  const { exitCode, rows } = await runAgainst(platform, writeList(out, leavers(2)), out, flags)
  expect(exitCode).toBe(0)
  expect(column(rows, 'outcome')).toEqual(['deleted', 'deleted'])
})

test('roles-6: where nobody has the usual role, each row says so, and nothing is called misspelled', async () => {
  const { exitCode, rows } = await mustNotTouch(
    csv('id', [[small.at(-1)?.id ?? '']]),
    NO_SHARE,
    await sandbox({ users: small.slice(-1) }),
  )
  expect([exitCode, column(rows, 'reason')]).toEqual([3, ['role_not_allowed']])
})

test('roles-5: a comparison proposes nobody by a role that nobody on the site has', async () => {
  const platform = await sandbox({ users: people })
  const out = temporaryFolder()
  const roster = csv(
    'email',
    people.filter((one) => one !== person(0)).map(({ email }) => [email]),
  )
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const argv = ['compare', writeList(out, roster, 'roster.csv'), '--base-url', platform.baseUrl, '--out', out]
  const { exitCode, stderr } = await cli([...argv, '--roles', 'Learner'], { env })
  expect(exitCode).toBe(4)
  expect(stderr).toMatch(
    /nobody on the site has the role \\"Learner\\".*Most likely --roles learner is meant\./,
  )
})
