import { describe, expect, test } from 'vitest'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { cli, readResults, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { carryOut, column, csv, GUARDED, learners, mustNotTouch, people, person, plan } from './site.ts'

// Lists of employee numbers and names, and a site that keeps the numbers in an attribute.

const BY_NUMBER = [...GUARDED, '--attribute', 'employee_id']
const numberOf = ({ attributes }: Person): string => attributes?.['employee_id'] ?? ''
const rowOf = (one: Person): string[] => [numberOf(one), one.name]
const listOf = (rows: readonly (readonly string[])[]): string => csv('Personalnummer,Name', rows)

/** The site with one user changed. */
const withChanged = (whom: Person, change: Partial<Person>): Person[] =>
  people.map((one) => (one.id === whom.id ? { ...one, ...change } : one))

const reads = ({ requests }: WatchedSandbox): string[] =>
  requests.filter(({ method }) => method === 'GET').map(({ path }) => path.replace('/openapi/v1', ''))

/** Nobody on the list is touched, and each row says why by these codes. */
async function untouched(
  text: string,
  users: readonly Person[] = people,
  flags: readonly string[] = BY_NUMBER,
): Promise<[outcome: string | undefined, reason: string | undefined][]> {
  const { rows } = await mustNotTouch(text, flags, await sandbox({ users }))
  return rows.map((row) => [row['offboard_outcome'], row['offboard_reason']])
}

describe('people are found by their employee numbers:', () => {
  test('number-1: a list of numbers and names is done, in one pass through the users and no request for a row', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 30)
    const list = writeList(out, listOf(listed.map(rowOf)))
    const { exitCode, rows, summary } = await runAgainst(platform, list, out, BY_NUMBER)
    expect(exitCode).toBe(0)
    expect(column(rows, 'user_id')).toEqual(listed.map(({ id }) => id))
    expect(summary.outcomes.deleted).toBe(30)
    expect(reads(platform).sort()).toEqual(
      Array.from({ length: 11 }, (_, page) => `/users?offset=${page * 20}`).sort(),
    )
  })

  test('number-2: a number that two users share is nobody’s, whatever else the row names', async () => {
    const [one, other] = [person(0), person(1)]
    const users = withChanged(other, { attributes: { employee_id: numberOf(one) } })
    expect(await untouched(listOf([rowOf(one)]), users)).toEqual([['mismatch', 'attribute_shared']])
    expect(await untouched(csv('User ID,Employee ID', [[one.id, numberOf(one)]]), users)).toEqual([
      ['mismatch', 'attribute_shared'],
    ])
  })

  test('number-3: leading zeros count: without them a number is nobody’s, and the row needs attention', async () => {
    const one = person(0)
    expect(await untouched(listOf([[numberOf(one).replace(/^0+/, ''), one.name]]))).toEqual([
      ['mismatch', 'attribute_nearly'],
    ])
    expect(await untouched(listOf([[`0${numberOf(one)}`, one.name]]))).toEqual([
      ['mismatch', 'attribute_nearly'],
    ])
  })

  test('number-4: a number is another one’s without its zeros: who has the zeros is found, and who has them not may be meant by mistake', async () => {
    const [padded, plain] = [person(0), person(1)]
    const short = numberOf(padded).replace(/^0+/, '')
    const users = withChanged(plain, { attributes: { employee_id: short } })
    expect(await untouched(listOf([[short, plain.name]]), users)).toEqual([['mismatch', 'attribute_zeros']])

    const platform = await sandbox({ users })
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv('Employee ID,Work Email', [
        [numberOf(padded), ''],
        [short, plain.email],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, BY_NUMBER)
    expect(column(rows, 'user_id')).toEqual([padded.id, plain.id])
    expect(column(rows, 'outcome')).toEqual(['deleted', 'deleted'])
  })

  test('number-5: number, address and ID on a row have to be those of one account', async () => {
    const [one, other] = [person(0), person(1)]
    const header = 'User ID,Work Email,Employee ID'
    expect(
      await untouched(
        csv(header, [
          ['', one.email, numberOf(other)],
          [person(2).id, '', numberOf(person(3))],
          ['', 'nobody@example.com', numberOf(person(4))],
          ['nobody', '', numberOf(person(5))],
          ['nobody2', 'nobody2@example.com', numberOf(person(6))],
        ]),
      ),
    ).toEqual([
      ['mismatch', 'attribute_differs'],
      ['mismatch', 'attribute_differs'],
      ['mismatch', 'email_differs'],
      ['mismatch', 'attribute_is_of'],
      ['mismatch', 'attribute_is_of'],
    ])
    expect(
      await untouched(listOf([[numberOf(one), other.name]]), people, [...BY_NUMBER, '--match', 'name']),
    ).toEqual([['mismatch', 'name_differs']])
  })

  test('number-6: nobody is found, and nobody is missing, while a page of the users could not be had', async () => {
    const platform = await sandbox({
      users: people,
      fault: ({ path }) => (path.endsWith('offset=40') ? 'broken' : null),
    })
    const text = listOf([...learners.slice(0, 5).map(rowOf), ['99999', 'Nobody']])
    const { exitCode, rows } = await mustNotTouch(text, [...BY_NUMBER, '--retries', '1'], platform)
    expect(exitCode).toBe(3)
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['failed']))
    expect(new Set(column(rows, 'reason'))).toEqual(new Set(['listing_incomplete']))
  })

  test.each([
    ['too many', 5_000, 'failed'],
    ['too few', 21, 'not_found'],
  ])(
    'number-7: a site that claims %s users does not make a number nobody’s',
    async (_, totalCount, outcome) => {
      const platform = await sandbox({ users: people, totalCount })
      const { rows } = await mustNotTouch(listOf([['99999', 'Nobody']]), BY_NUMBER, platform)
      expect(column(rows, 'outcome')).toEqual([outcome])
    },
  )

  test('number-8: a number that changes between look-up and deactivation is somebody else’s: reactivated at once', async () => {
    const one = person(0)
    let platform: WatchedSandbox | null = null
    const watched = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (method === 'POST') platform?.site.change(one.id, { attributes: { employee_id: '77777' } })
        return null
      },
    })
    platform = watched
    const out = temporaryFolder()
    const { rows } = await runAgainst(watched, writeList(out, listOf([rowOf(one)])), out, BY_NUMBER)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'reason')).toEqual(['attribute_differs'])
    expect(watched.site.person(one.id)).toMatchObject({ isBanned: false })
  })

  test('number-9: an attribute that nobody has touches nobody, and the message names those that there are', async () => {
    const platform = await sandbox({ users: people })
    const flags = [...GUARDED, '--attribute', 'badge']
    const { exitCode, stderr } = await mustNotTouch(listOf([rowOf(person(0))]), flags, platform)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('the site has employee_id (\\"Employee ID\\"). Correct --attribute')
    expect(reads(platform).filter((path) => path === '/custom/attributes/users')).toHaveLength(1)
  })

  test('number-10: a plan of numbers is carried out, and whoever has another number by then stays', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 3)
    const list = writeList(out, listOf(listed.map(rowOf)))
    const { run } = await plan(platform, out, list, undefined, ['--attribute', 'employee_id'])
    expect(changes(platform)).toEqual([])
    platform.site.change(person(1).id, { attributes: { employee_id: '77777' } })
    const { stdout } = await carryOut(platform, out, run)
    const rows = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch', 'deleted'])
    expect(column(rows, 'reason')).toEqual(['', 'changed_since', ''])
  })

  test('number-11: an interrupted run of numbers goes on by the same command, and asks for no page twice', async () => {
    const { deps, send } = signals()
    let isFirst = true
    const platform = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (isFirst && method === 'POST') {
          isFirst = false
          send('SIGTERM')
        }
        return null
      },
    })
    const out = temporaryFolder()
    const listed = learners.slice(0, 20)
    const list = writeList(out, listOf(listed.map(rowOf)))
    const clock = new LeapingClock()
    const first = await runAgainst(platform, list, out, BY_NUMBER, { deps, clock })
    expect(first.exitCode).toBe(143)
    const { exitCode, summary } = await runAgainst(platform, list, out, BY_NUMBER, { clock })
    expect([exitCode, summary.run, summary.outcomes.deleted]).toEqual([0, first.summary.run, 20])
    const pages = reads(platform).filter((path) => path.startsWith('/users?'))
    expect(new Set(pages).size).toBe(pages.length)
  })

  test('number-12: the same schedule runs the same numbers again: deleted before, exit 0', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, listOf(learners.slice(0, 12).map(rowOf)))
    await runAgainst(platform, list, out, BY_NUMBER)
    const { exitCode, rows } = await runAgainst(platform, list, out, BY_NUMBER)
    expect(exitCode).toBe(0)
    expect(new Set(column(rows, 'reason'))).toEqual(new Set(['deleted_before']))
  })

  test('number-13: somebody who was hired again has the old number on a new account, and stays', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const one = person(0)
    const list = writeList(out, csv('Employee ID,Name,Leave date', [[...rowOf(one), '2026-01-31']]))
    await runAgainst(platform, list, out, BY_NUMBER)
    const [newcomer] = makePeople(1, 99) as [Person]
    platform.site.add({ ...newcomer, name: one.name, attributes: { employee_id: numberOf(one) } })
    const { rows } = await runAgainst(platform, list, out, BY_NUMBER)
    expect(column(rows, 'reason')).toEqual(['rehired'])
    expect(platform.site.person(newcomer.id)).toMatchObject({ isBanned: false })
  })

  test('number-14: the number on the protected list protects', async () => {
    const out = temporaryFolder()
    const [one, other] = [person(0), person(1)]
    const protect = writeList(out, `${numberOf(one)}\n${numberOf(other)}\n`, 'protect.txt')
    const text = csv('User ID,Employee ID', [
      ['', numberOf(one)],
      [other.id, ''],
    ])
    expect(await untouched(text, people, [...BY_NUMBER, '--protect', protect])).toEqual([
      ['protected', 'on_protected_list'],
      ['protected', 'on_protected_list'],
    ])
  })

  test('number-15: a plan that finds nobody by a column of employee numbers proposes the attribute, with one request', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, listOf(learners.slice(0, 4).map(rowOf)))
    const { stderr } = await plan(platform, out, list, undefined, ['--id-column', 'Personalnummer'])
    expect(stderr).toContain('have users found by it: --attribute employee_id')
    expect(reads(platform).filter((path) => path.startsWith('/custom'))).toHaveLength(1)
    const found = await plan(platform, out, list, undefined, ['--attribute', 'employee_id'])
    expect(found.stderr).not.toContain('most rows are not found')
    expect(reads(platform).filter((path) => path.startsWith('/custom'))).toHaveLength(1)
  })

  test('number-17: a plan that finds nobody proposes the attribute whose values stand in a column, whatever its header, with no request', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 30)
    const list = writeList(
      out,
      csv(
        'Code,Kennung',
        listed.map((one, index) => [String(index + 1), numberOf(one)]),
      ),
    )
    const { stderr } = await plan(platform, out, list, undefined, ['--id-column', 'Kennung'])
    expect(stderr).toContain(
      '30 of the values in column 2 are those that users of the site have of the attribute employee_id',
    )
    const flags = /--attribute \S+ --attribute-column \S+(?=,)/.exec(stderr)?.[0].split(' ') ?? []
    expect(reads(platform).filter((path) => path.startsWith('/custom'))).toEqual([])
    const found = await plan(platform, out, list, undefined, flags)
    expect(JSON.parse(found.stdout)).toMatchObject({ outcomes: { not_attempted: 30 } })
  })

  test('number-16: a list of numbers alone is refused with the way out, as are look-ups that cannot find anybody', async () => {
    const out = temporaryFolder()
    const list = writeList(out, listOf([rowOf(person(0))]))
    const refused = async (...flags: string[]): Promise<string> => {
      const argv = ['run', list, '--site', 'acme', '--out', out, '--yes', ...flags]
      const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: 'key' } })
      expect(exitCode).toBe(2)
      return stderr
    }
    expect(await refused()).toContain('name that: --attribute employee_id')
    expect(await refused('--attribute', 'employee_id', '--preflight', 'off')).toContain(
      'leave --preflight off out',
    )
    expect(await refused('--attribute', 'employee_id', '--preflight', 'lookup')).toContain(
      'leave --preflight lookup out',
    )
    expect(await refused('--attribute-column', '1')).toContain(
      '--attribute-column names the column of --attribute',
    )
    const argv = ['run', '--resume', 'x', '--site', 'acme', '--out', out, '--attribute', 'employee_id']
    expect((await cli(argv, { env: { KONSTANTLY_API_KEY: 'key' } })).stderr).toContain(
      'Leave --attribute out',
    )
  })
})
