import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/cli.ts'
import { person, sandbox, type WatchedSandbox } from '../../support/sandbox.ts'
import { check, checkSandbox, type Checked } from './support.ts'

/** Users `u000`, `u001` and so on: in the order of their names, twenty a page. */
const people = (count: number): ReturnType<typeof person>[] =>
  Array.from({ length: count }, (_, n) => person(`u${String(n).padStart(3, '0')}`))

function protect(...lines: string[]): string[] {
  const path = join(temporaryFolder(), 'protect.txt')
  writeFileSync(path, lines.join('\n'))
  return ['--protect', path]
}

/** The requests that looked for somebody: all but the three that every check takes. */
const lookUps = ({ requests }: WatchedSandbox): string[] =>
  requests.slice(3).map(({ path }) => path.replace('/openapi/v1/', ''))

const found = ({ of }: Checked): unknown => of('protected_list').facts

describe('a protected list', () => {
  test('whose people are on the first page takes no request', async () => {
    const platform = await sandbox({ users: people(100) })
    const checked = await checkSandbox(platform, protect('# the board', 'u001', 'U002@Example.com', 'u00*'))
    expect(found(checked)).toEqual({ entries: 3, onSite: 3, nobodyLines: [], unknownLines: [] })
    expect(checked.of('protected_list').found).toBe('3 entries, all of them on the site')
    expect(checked.of('protected_list').result).toBe('ok')
    expect(lookUps(platform)).toEqual([])
  })

  test('of few people is looked up one by one, each once', async () => {
    const platform = await sandbox({ users: people(100) })
    const checked = await checkSandbox(
      platform,
      protect('u050', '', 'u051@example.com', 'typo@example.com', 'U051@example.com'),
    )
    expect(lookUps(platform)).toEqual([
      'users/u050',
      'users/byEmail/u051%40example.com',
      'users/byEmail/typo%40example.com',
    ])
    expect(found(checked)).toEqual({ entries: 4, onSite: 3, nobodyLines: [4], unknownLines: [] })
    expect(checked.of('protected_list')).toMatchObject({ result: 'warning', exitCode: 0 })
    expect(checked.exitCode).toBe(0)
    expect(checked.of('protected_list').found).toBe(
      '4 entries, 3 of them on the site; line 4 names nobody there',
    )
    expect(checked.json.requests).toBe(6)
  })

  test('of as many people as there are pages is looked for page by page', async () => {
    const platform = await sandbox({ users: people(60) })
    const checked = await checkSandbox(platform, protect('u050', 'u051', 'nobody1', 'nobody2'))
    expect(lookUps(platform)).toEqual(['users?offset=20', 'users?offset=40'])
    expect(found(checked)).toEqual({ entries: 4, onSite: 2, nobodyLines: [3, 4], unknownLines: [] })
  })

  test('with a pattern is looked for page by page, until everybody is found', async () => {
    const platform = await sandbox({ users: people(100) })
    const checked = await checkSandbox(platform, protect('u03*@example.com'))
    expect(lookUps(platform)).toEqual(['users?offset=20'])
    expect(found(checked)).toMatchObject({ onSite: 1, nobodyLines: [] })
  })

  test('with a pattern that nobody fits names that line', async () => {
    const checked = await checkSandbox(
      await sandbox({ users: people(45) }),
      protect('u00*', '*@board.example.com'),
    )
    expect(found(checked)).toEqual({ entries: 2, onSite: 1, nobodyLines: [2], unknownLines: [] })
  })

  test('is not looked for beyond what is left of the quota', async () => {
    const throttle = { kind: 'fixed', limit: 6, windowMs: 60_000, headers: true, competitor: 0 } as const
    const platform = await sandbox({ users: people(200), throttle, now: () => 0 })
    const checked = await checkSandbox(platform, protect('u050', 'u190*', 'u051', 'nobody', 'u053'))
    expect(lookUps(platform)).toEqual(['users/u050', 'users/u051', 'users/nobody'])
    expect(found(checked)).toEqual({ entries: 5, onSite: 2, nobodyLines: [4], unknownLines: [2, 5] })
    expect(checked.of('protected_list').found).toContain(
      'whom lines 2 and 5 name was not found out: that would take 9 more requests, and 3 are left of the quota',
    )
  })

  test('is no longer looked for once the platform does not answer as it should', async () => {
    const platform = await sandbox({
      users: people(100),
      fault: ({ path }) => (path.includes('u05') ? 'unavailable' : null),
    })
    const checked = await checkSandbox(platform, protect('u050', 'u051'))
    expect(lookUps(platform)).toEqual(['users/u050'])
    expect(found(checked)).toMatchObject({ onSite: 0, nobodyLines: [], unknownLines: [1, 2] })
    expect(checked.of('protected_list').found).toContain('was not found out: the platform answered 503')
  })

  test('is taken for what a run takes it for: an address that leads to the account of another one protects nobody', async () => {
    const platform = await sandbox({ users: people(100), aliases: { 'old@example.com': 'u050' } })
    const checked = await checkSandbox(platform, protect('old@example.com'))
    expect(found(checked)).toMatchObject({ onSite: 0, nobodyLines: [1] })
  })

  test('may hold employee numbers, where users are found by them', async () => {
    const users = people(45)
    users[44] = person('u999', { name: 'Zoe', attributes: { employee_id: '00012' } })
    const argv = [...protect('00012'), '--attribute', 'employee_id']
    expect(found(await checkSandbox(await sandbox({ users }), argv))).toMatchObject({ onSite: 1 })
    expect(found(await checkSandbox(await sandbox({ users }), argv.slice(0, 2)))).toMatchObject({
      nobodyLines: [1],
    })
  })

  test('tells no name and no address', async () => {
    const { json } = await checkSandbox(
      await sandbox({ users: people(100) }),
      protect('typo@example.com', 'u077@example.com'),
    )
    expect(JSON.stringify(json)).not.toContain('@')
  })

  test.each([
    ['a line that cannot be understood', ['u1', 'two words'], 'line 2 holds white space'],
    ['nobody on it', ['# nobody'], 'nobody is on the protected list'],
  ])('with %s is a mistake of the setup', async (_, lines, words) => {
    const checked = await checkSandbox(await sandbox(), protect(...lines))
    expect(checked.exitCode).toBe(2)
    expect(checked.of('protected_list').found).toContain(words)
  })

  test('that is not there is one, too, also where no site is named', async () => {
    const { exitCode, of } = await check(['--protect', join(temporaryFolder(), 'missing')])
    expect(exitCode).toBe(2)
    expect(of('protected_list').found).toContain('cannot be read')
  })

  test('is read where the site is not reached', async () => {
    const { of } = await check(['--base-url', 'http://127.0.0.1:1/openapi/v1', ...protect('u1', 'u2')], {
      env: { KONSTANTLY_API_KEY: 'key' },
    })
    expect(of('protected_list')).toMatchObject({ result: 'ok', facts: { entries: 2, onSite: null } })
  })
})
