import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

// retry.csv is a leaver list itself: run by itself it must not touch anybody whom the whole list has spared.

// Beyond the first page of the site's users, so that each is asked for.
const users = Array.from({ length: 40 }, (_, index) =>
  person(`u${index + 10}`, { name: `${index < 10 ? 'Z' : 'A'} name of u${index + 10}` }),
)
const gone = ({ site }: WatchedSandbox): string[] =>
  users.map(({ id }) => id).filter((id) => site.person(id) === undefined)

interface Case {
  title: string
  header: string
  rows: readonly string[]
  flags?: readonly string[]
  /** Whoever cannot be looked up the first time. */
  failing: readonly string[]
  /** Who is deleted in the end, as by the whole list. */
  deleted: readonly string[]
}

const cases: Case[] = [
  {
    title: 'a second row has the ID, and the address of somebody else',
    header: 'id,email',
    rows: ['u10,', 'u10,u11@example.com', 'u12,'],
    failing: ['u10'],
    deleted: ['u12'],
  },
  {
    title: 'a second row has the ID, and another name, where names count',
    header: 'id,name',
    rows: ['u10,', 'u10,Somebody Else', 'u12,Z name of u12'],
    flags: ['--match', 'name'],
    failing: ['u10'],
    deleted: ['u12'],
  },
  {
    title: 'a second contract of the same address ends later',
    header: 'id,email,leave date',
    rows: ['u10,u10@example.com,2020-01-31', ',u10@example.com,2099-01-31', 'u12,,2020-01-31'],
    failing: ['u10', 'u12'],
    deleted: ['u12'],
  },
  {
    title: 'a second contract ends later, and only a look-up can tell that it is theirs',
    header: 'id,email,leave date',
    rows: [',u10@example.com,2020-01-31', 'u10,,2099-01-31', 'u12,,2020-01-31'],
    failing: ['u10', 'u12'],
    deleted: ['u12'],
  },
  {
    title: 'a row of theirs cannot be used, so that they may stay',
    header: 'id,email,leave date',
    rows: [',u10@example.com,2020-01-31', 'u10,,some time', 'u12,,2020-01-31'],
    failing: ['u10', 'u12'],
    deleted: ['u12'],
  },
]

test.each(cases)(
  'The list of those to try again spares whom the whole list spares: $title',
  async ({ header, rows, flags = [], failing, deleted }) => {
    const text = `${header}\n${rows.join('\n')}\n`
    const folder = temporaryFolder()
    const list = writeList(folder, text)
    const more = ['--preflight', 'lookup', '--retries', '0', ...flags]

    const undisturbed = await sandbox({ users })
    await runAgainst(undisturbed, list, temporaryFolder(), more)
    expect(gone(undisturbed)).toEqual(deleted)

    let isDisturbed = true
    const platform = await sandbox({
      users,
      fault: ({ method, path }) => {
        const isFailing = failing.some((id) => decodeURIComponent(path).includes(`/${id}`))
        return isDisturbed && method === 'GET' && isFailing ? 'unavailable' : null
      },
    })
    const out = temporaryFolder()
    const first = await runAgainst(platform, list, out, more)
    isDisturbed = false
    await runAgainst(platform, join(out, first.summary.run, 'retry.csv'), out, more)
    expect(gone(platform)).toEqual(deleted)
  },
)

test('Nobody else is on it', async () => {
  const platform = await sandbox({
    users: users.map((one) => ({ ...one, isExpert: one.id === 'u10' })),
  })
  const out = temporaryFolder()
  const list = writeList(
    out,
    'id,leave date\nu10,2020-01-31\nu11,2020-01-31\nu12,2099-01-31\nu11,2020-01-31\n?,2020-01-31\n',
  )
  const { summary } = await runAgainst(platform, list, out)
  expect(summary.outcomes).toMatchObject({ refused: 1, deleted: 1, not_due: 1, duplicate: 1, invalid: 1 })
  const again = await runAgainst(platform, join(out, summary.run, 'retry.csv'), out)
  expect(again.rows.map(({ id }) => id)).toEqual(['u10'])
})
