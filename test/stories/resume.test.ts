import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import { runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, learners, people, person, withoutPages } from './site.ts'

// A run that was interrupted, and goes on.

describe('a run that goes on', () => {
  /** Stops a run of 40 learners at so many deletions, and lets something happen just before the first. Returns how to go on. */
  async function stoppedAt(
    deletion: number,
    happen: (platform: WatchedSandbox) => void = () => undefined,
  ): Promise<(flags: readonly string[]) => ReturnType<typeof runAgainst>> {
    const { deps, send } = signals()
    let deletions = 0
    const platform = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (method !== 'DELETE') return null
        deletions += 1
        if (deletions === 1) happen(platform)
        if (deletions === deletion) send('SIGTERM')
        return null
      },
    })
    const out = temporaryFolder()
    const ids = learners.slice(0, 40).map(({ id }) => [id])
    const list = writeList(out, csv('id', ids))
    const { exitCode } = await runAgainst(platform, list, out, ALONE, { deps })
    expect(exitCode).toBe(143)
    return (flags) => runAgainst(platform, list, out, flags)
  }
  /** A site that has the run told to stop whenever it deletes somebody. */
  async function stoppingAtDeletions(
    clock?: LeapingClock,
  ): Promise<{ platform: WatchedSandbox; deps: ReturnType<typeof signals>['deps'] }> {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: people,
      ...(clock && { now: clock.wall }),
      fault: ({ method }) => {
        if (method === 'DELETE') send('SIGTERM')
        return null
      },
    })
    return { platform, deps }
  }
  const ALONE = [...GUARDED, '--concurrency', '1']

  test('resume-1: counts those it has deleted once, not also as users the site had besides', async () => {
    const goOn = await stoppedAt(20)
    const { exitCode, stderr } = await goOn(['--max-percent', '19'])
    expect(exitCode).toBe(4)
    expect(stderr).toContain("40 users, 20 of them in the last 24 hours, are 20% of the site's 200")
    const { summary } = await goOn(GUARDED)
    expect(summary.outcomes.deleted).toBe(40)
  })

  test('resume-2: asks once more for the count that it could not have when it began', async () => {
    const { platform, deps } = await stoppingAtDeletions()
    const countable = withoutPages(platform)
    const out = temporaryFolder()
    const ids = learners.slice(0, 10).map(({ id }) => [id])
    const list = writeList(out, csv('id', ids))
    await runAgainst(platform, list, out, ['--max-percent', '100', '--concurrency', '1'], { deps })
    expect((await runAgainst(platform, list, out, GUARDED)).exitCode).toBe(4)
    countable()
    const { exitCode, summary } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(0)
    expect(summary.outcomes.deleted).toBe(10)
  })

  test('resume-3: still sees that a list read without look-ups is the wrong one', async () => {
    const { deps, send } = signals()
    let asked = 0
    const platform = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (method === 'POST' && (asked += 1) === 10) send('SIGTERM')
        return null
      },
    })
    const out = temporaryFolder()
    const rows = learners.slice(0, 20).map(({ id }, index) => [id, person(index + 1).email])
    const list = writeList(out, csv('id,email', rows))
    const flags = [...ALONE, '--preflight', 'off']
    expect((await runAgainst(platform, list, out, flags, { deps })).exitCode).toBe(143)
    const { exitCode, stderr } = await runAgainst(platform, list, out, flags)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('(100%) mean nobody the site knows')
    expect(asked).toBe(10)
  })

  test('resume-4: after more than a day looks everybody up again before they are touched', async () => {
    const clock = new LeapingClock()
    const { platform, deps } = await stoppingAtDeletions(clock)
    const [first, off, renamed] = [
      person(0),
      people.find(({ isBanned, role }) => isBanned && role.alias === 'learner'),
      person(1),
    ] as [Person, Person, Person]
    const out = temporaryFolder()
    const listed = [first, off, renamed, person(2), person(3)].map(({ email }) => [email])
    const list = writeList(out, csv('email', listed))
    const flags = [...ALONE, '--preflight', 'lookup']
    const stopped = await runAgainst(platform, list, out, flags, { deps, clock })
    expect(stopped.summary.outcomes).toMatchObject({ deleted: 1, not_attempted: 4 })
    platform.site.change(off.id, { email: 'somebody.else@example.com' })
    platform.site.change(renamed.id, { role: { alias: 'administrator' } })

    await clock.pause(25 * 3_600_000)
    const next = await runAgainst(platform, list, out, flags, { deps, clock })
    expect(next.summary.run).toBe(stopped.summary.run)
    const left = ['deleted', 'not_found', 'mismatch', 'deleted', 'not_attempted']
    expect(column(next.rows, 'outcome')).toEqual(left)
    expect(next.summary.requests['list']).toBe(2)
    expect(next.summary.requests['find']).toBe(9)

    // What was looked up in the second pass is good for the third.
    const asked = platform.requests.length
    const { rows } = await runAgainst(platform, list, out, flags, { clock })
    expect(column(rows, 'outcome')).toEqual([...left.slice(0, 4), 'deleted'])
    expect(platform.requests.slice(asked).map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    expect(platform.site.person(off.id)).not.toBeNull()
  })

  test('resume-5: after more than a day does not take an address for the account that had it', async () => {
    const clock = new LeapingClock()
    const { platform, deps } = await stoppingAtDeletions(clock)
    const [first, leaver, namesake] = [person(0), person(1), person(2)]
    platform.site.change(leaver.id, { email: 'Sam@example.com' })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [[first.email], ['Sam@example.com']]))
    const flags = [...ALONE, '--preflight', 'list']
    const stopped = await runAgainst(platform, list, out, flags, { deps, clock })
    expect(column(stopped.rows, 'outcome')).toEqual(['deleted', 'not_attempted'])
    // The address leads to another account by now, which was not looked up when it was agreed on.
    platform.site.remove(leaver.id)
    platform.site.change(namesake.id, { email: 'sam@example.com' })
    await clock.pause(25 * 3_600_000)
    const { rows } = await runAgainst(platform, list, out, flags, { clock })
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch'])
    expect(platform.site.person(namesake.id)).toBeDefined()
  })

  test('resume-6: after more than a day still knows whom it has begun with, found by the address', async () => {
    const clock = new LeapingClock()
    const { deps, send } = signals()
    const platform = await sandbox({
      users: people,
      now: clock.wall,
      fault: ({ method }) => {
        if (method !== 'DELETE') return null
        send('SIGTERM')
        return 'lost'
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [[person(0).email]]))
    const stopped = await runAgainst(platform, list, out, ALONE, { deps, clock })
    expect(column(stopped.rows, 'outcome')).toEqual(['not_attempted'])
    expect(platform.site.person(person(0).id)).toBeUndefined()
    await clock.pause(25 * 3_600_000)
    // The address is nobody's by now, and only the account it had led to proves the deletion.
    const { rows } = await runAgainst(platform, list, out, ALONE, { clock })
    expect(column(rows, 'outcome')).toEqual(['deleted'])
    expect(column(rows, 'detail')).toEqual(['confirmed after interruption'])
  })

  test('resume-7: after more than a day finds out anew, too, which rows mean the same user', async () => {
    const clock = new LeapingClock()
    const { platform, deps } = await stoppingAtDeletions(clock)
    const out = temporaryFolder()
    const [first, married] = [person(0), person(1)]
    const rows = [
      [first.id, ''],
      ['', married.email],
      [married.id, ''],
      // What came of the first row is known, and so what this one is.
      ['', first.email],
    ]
    const list = writeList(out, csv('id,email', rows))
    const stopped = await runAgainst(platform, list, out, ALONE, { deps, clock })
    expect(column(stopped.rows, 'outcome')).toEqual(['deleted', 'not_attempted', 'duplicate', 'duplicate'])
    platform.site.change(married.id, { email: 'married@example.com' })
    await clock.pause(25 * 3_600_000)
    const { rows: ends } = await runAgainst(platform, list, out, ALONE, { clock })
    // Two rows by now, and she is not who was looked up.
    expect(column(ends, 'outcome')).toEqual(['deleted', 'not_found', 'mismatch', 'duplicate'])
  })

  test('resume-8: does not take a list for the wrong one because others were deleted under its hands', async () => {
    const goOn = await stoppedAt(2, ({ site }) => {
      // Never so many in a row that it could be a mistake of the platform's.
      const others = learners.slice(1, 40).filter((_, index) => index % 3 !== 2)
      for (const { id } of others) site.remove(id)
    })
    const { exitCode, summary } = await goOn(GUARDED)
    expect(exitCode).toBe(0)
    expect(summary.outcomes).toMatchObject({ deleted: 14, not_found: 26 })
  })
})
