import { expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import { logLines, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { sandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, interruptedAtDeletion, learners, people, person } from './site.ts'

// What the logs tell of a run.

test('logs-1: the logs tell as many requests for a row as its report, also after an interruption', async () => {
  const { platform, deps } = await interruptedAtDeletion()
  const boss = people.find(({ role }) => role.alias !== 'learner') as Person
  const out = temporaryFolder()
  const list = writeList(out, csv('id', [[person(0).id], [boss.id], ['nobody'], [person(1).id]]))
  const flags = [...GUARDED, '--preflight', 'lookup', '--concurrency', '1', '--log-level', 'info']
  const first = await runAgainst(platform, list, out, flags, { deps })
  const second = await runAgainst(platform, list, out, flags)
  const logged = [first, second]
    .flatMap(({ stderr }) => logLines(stderr))
    .filter(({ msg }) => msg === 'row ended')
    .map(({ row, attempts }) => [Number(row), String(attempts)] as const)
  expect(logged.toSorted(([one], [other]) => one - other).map(([, attempts]) => attempts)).toEqual(
    column(second.rows, 'attempts'),
  )
})

test('logs-2: the logs of look-ups carry no address and no name', async () => {
  const platform = await sandbox({ users: people, faultRate: 0.2, seed: 3 })
  const out = temporaryFolder()
  const list = writeList(
    out,
    csv(
      'email,name',
      learners.slice(0, 8).map(({ email, name }) => [email, name]),
    ),
  )
  const { stderr } = await runAgainst(platform, list, out, [
    ...GUARDED,
    '--preflight',
    'lookup',
    '--log-level',
    'trace',
  ])
  expect(logLines(stderr).some(({ msg }) => msg === 'users looked up')).toBe(true)
  expect(stderr).not.toContain('@')
  for (const { name } of learners.slice(0, 8)) expect(stderr).not.toContain(name)
})
