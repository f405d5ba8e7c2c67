import { describe, expect, test } from 'vitest'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { sandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, learners, people, person } from './site.ts'

// Whoever was deleted before, and what a new account of theirs is.

test('rehired-1: the same list again tomorrow ends well, and says when everyone was deleted', async () => {
  const clock = new LeapingClock()
  const platform = await sandbox({ users: people, now: clock.wall })
  const out = temporaryFolder()
  const list = writeList(
    out,
    csv(
      'id',
      learners.slice(0, 12).map(({ id }) => [id]),
    ),
  )
  const first = await runAgainst(platform, list, out, GUARDED, { clock })
  await clock.pause(24 * 3_600_000)
  const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED, { clock })
  expect(exitCode).toBe(0)
  expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['not_found']))
  expect(column(rows, 'detail')[0]).toMatch(
    new RegExp(`^deleted on \\d{4}-\\d\\d-\\d\\d by run ${first.summary.run}$`),
  )
})

describe('somebody who was deleted, and hired again', () => {
  const { id, email, ...rest } = person(0)
  const left = csv('email,leave date', [[email, '2026-03-31']])

  test.each([
    ['with a new account', csv('email,leave date', [[email, '2026-03-31']]), 'new-account'],
    ['with the same ID', csv('id,leave date', [[id, '2026-03-31']]), id],
  ])('rehired-2: %s, is not the leaver of a list that is kept and run each week', async (_, text, newId) => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, text)
    expect((await runAgainst(platform, list, out, GUARDED)).exitCode).toBe(0)
    platform.site.add({ ...rest, email, id: newId, isBanned: false })
    const { exitCode, rows, summary } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'detail')[0]).toMatch(
      /^deleted on .* by run .*, after leaving on 2026-03-31, so this account is a newer one\. If they were hired again, take/,
    )
    expect(platform.site.person(newId)?.isBanned).toBe(false)
    expect(summary.outcomes.deleted).toBe(0)
  })

  test('rehired-3: are not unknown to the site, however many they are', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const gone = learners.slice(0, 12)
    const list = writeList(
      out,
      csv(
        'id,leave date',
        gone.map((one) => [one.id, '2026-03-31']),
      ),
    )
    await runAgainst(platform, list, out, GUARDED)
    for (const one of gone) platform.site.add(one)
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['mismatch']))
  })

  test.each([
    ['by a later leave date', csv('email,leave date', [[email, '2027-06-30']]), '2027-07-01'],
    [
      'by a later leave date on a list that has kept the first one',
      csv('email,leave date', [
        [email, '2026-03-31'],
        [email, '2027-06-30'],
      ]),
      '2027-07-01',
    ],
    ['by a list without leave dates', csv('email', [[email]]), '2026-12-24'],
  ])('rehired-4: may leave again: %s', async (_, text, day) => {
    const clock = new LeapingClock(Date.parse('2026-04-01T08:00:00Z'))
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    await runAgainst(platform, writeList(out, left), out, GUARDED, { clock })
    platform.site.add({ ...rest, email, id: 'new-account', isBanned: false })
    await clock.pause(Date.parse(`${day}T08:00:00Z`) - clock.wall())
    const { rows } = await runAgainst(platform, writeList(out, text), out, GUARDED, { clock })
    expect(column(rows, 'outcome')[0]).toBe('deleted')
    expect(platform.site.person('new-account')).toBeUndefined()
  })
})

test('rehired-5: whom this ledger has deleted, and who is back under another ID, is no leaver who is gone', async () => {
  const platform = await sandbox({ users: people })
  const { id, email } = person(0)
  const out = temporaryFolder()
  const list = writeList(out, csv('id,email', [[id, email]]))
  await runAgainst(platform, list, out, GUARDED)
  platform.site.change(person(1).id, { email })
  const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'list'])
  expect(exitCode).toBe(3)
  expect(column(rows, 'outcome')).toEqual(['mismatch'])
  expect(column(rows, 'detail')[0]).toContain(`is the address of user "${person(1).id}"`)
})
