import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, learners, mustNotTouch, people, person } from './site.ts'

// A row that is nobody, or not the person it seems to be.

describe('only the person on the row is touched:', () => {
  test('person-1: a list of e-mail addresses simply works, in whatever case', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 5)
    const { exitCode, rows } = await runAgainst(
      platform,
      writeList(
        out,
        csv(
          'Work Email',
          listed.map(({ email }) => [email.toUpperCase()]),
        ),
      ),
      out,
      GUARDED,
    )
    expect(exitCode).toBe(0)
    expect(column(rows, 'user_id')).toEqual(listed.map(({ id }) => id))
    expect(
      people
        .filter(({ id }) => platform.site.person(id) === undefined)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(listed.map(({ id }) => id).sort())
  })

  test("person-2: an alias on the list leads to the account of another address: the account's owner stays", async () => {
    const platform = await sandbox({ users: people, aliases: { 'sales@example.com': person(3).id } })
    const { exitCode, rows } = await mustNotTouch(csv('email', [['sales@example.com']]), GUARDED, platform)
    expect(exitCode).toBe(3)
    expect(rows[0]).toMatchObject({ offboard_outcome: 'mismatch' })
    expect(rows[0]?.['offboard_reason']).toBe('email_differs')
  })

  test('person-3: an ID on one row and the same user by e-mail on another are one user', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { id, email } = person(0)
    const list = writeList(
      out,
      csv('id,email', [
        [id, ''],
        ['', email],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'duplicate'])
    expect(column(rows, 'detail')[1]).toBe('the same user stands on row 1')
  })

  test('person-4: a second leaver with the ID of the first by mistake is not forgotten', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const [first, second] = [person(0), person(1)]
    const list = writeList(
      out,
      csv('id,email', [
        [first.id, first.email],
        [first.id, second.email],
      ]),
    )
    const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'off'])
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch'])
    expect(column(rows, 'detail')[1]).toBe('row 1 has the same user ID and another e-mail address')
  })

  test.each(['auto', 'lookup', 'list', 'off'])(
    'person-5: an address on a later row of the same ID is held against it, --preflight %s',
    async (preflight) => {
      const platform = await sandbox({ users: people })
      const out = temporaryFolder()
      const [first, second] = [person(0), person(1)]
      const list = writeList(
        out,
        csv('id,email', [
          [first.id, ''],
          [first.id, second.email],
        ]),
      )
      const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', preflight])
      expect(column(rows, 'outcome')).toEqual(['mismatch', 'duplicate'])
      expect(platform.site.person(first.id)).toMatchObject({ isBanned: false })
    },
  )

  test.each(['lookup', 'list'])(
    'person-6: the ID of somebody who was deleted, on the row of another leaver, does not hide them: --preflight %s',
    async (preflight) => {
      const platform = await sandbox({ users: people })
      const out = temporaryFolder()
      const [first, second] = [person(0), person(1)]
      const day = (email: string): string => writeList(out, csv('id,email', [[first.id, email]]))
      const more = [...GUARDED, '--preflight', preflight]
      expect((await runAgainst(platform, day(first.email), out, more)).exitCode).toBe(0)
      const again = await runAgainst(platform, day(first.email.toUpperCase()), out, more)
      expect(column(again.rows, 'detail')[0]).toMatch(/^deleted on /)
      const { exitCode, rows } = await runAgainst(platform, day(second.email), out, more)
      expect({ exitCode, outcomes: column(rows, 'outcome') }).toEqual({ exitCode: 3, outcomes: ['mismatch'] })
      expect(column(rows, 'detail')[0]).toContain(second.id)
    },
  )

  test('person-7: --match name leaves alone whose name is another', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const [first, second] = [person(0), person(1)]
    const turned = first.name.toUpperCase().split(' ').reverse().join(' ')
    const list = writeList(
      out,
      csv('id,name', [
        [first.id, turned],
        [second.id, 'Someone Else'],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--match', 'name'])
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch'])
  })

  test('person-8: nobody whom the row itself shows to be protected, nor asks about them', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${person(0).id}\nunknown@board.acme.com\n`)
    const list = writeList(
      out,
      csv('id,email', [
        [person(0).id, ''],
        ['', 'unknown@board.acme.com'],
        [person(1).id, ''],
      ]),
    )
    const flags = [...GUARDED, '--preflight', 'lookup', '--protect', protect]
    const { rows } = await runAgainst(platform, list, out, flags)
    expect(column(rows, 'outcome')).toEqual(['protected', 'protected', 'deleted'])
    expect(platform.requests.map(({ path }) => path.replace('/openapi/v1', ''))).toEqual([
      '/users?offset=0',
      `/users/${person(1).id}`,
      '/users/blocked',
      `/users/${person(1).id}`,
    ])
  })

  test('person-9: nobody on the protected list, by ID, address or pattern', async () => {
    const out = temporaryFolder()
    const protect = join(out, 'protect.txt')
    writeFileSync(
      protect,
      `# the board\n${person(0).id}\n${person(1).email.toUpperCase()}\n${person(2).email.slice(0, 4)}*\n`,
    )
    const { exitCode, rows } = await mustNotTouch(
      csv(
        'id',
        [0, 1, 2].map((index) => [person(index).id]),
      ),
      [...GUARDED, ...['--protect', protect]],
    )
    expect(exitCode).toBe(0)
    expect(column(rows, 'outcome')).toEqual(['protected', 'protected', 'protected'])
  })

  test.each([
    [0, 1],
    [1, 0],
  ])(
    'person-10: nobody at all where two accounts have the address on the row, even if one is spelled like it',
    async (one, other) => {
      const alice = { ...person(one), email: 'sam@example.com' }
      const bob = { ...person(other), email: 'Sam@example.com' }
      const others = people.filter(({ id }) => id !== alice.id && id !== bob.id)
      const platform = await sandbox({ users: [bob, ...others, alice] })
      const out = temporaryFolder()
      const list = writeList(out, csv('email', [[alice.email]]))
      const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'list'])
      expect(column(rows, 'outcome')).toEqual(['mismatch'])
      expect(column(rows, 'detail')[0]).toContain('name the user ID')
      expect(changes(platform)).toEqual([])
    },
  )

  test('person-11: nobody whose address the row spells like neither of two accounts', async () => {
    const one = { ...person(0), email: 'sam@example.com' }
    const other = { ...person(1), email: 'Sam@example.com' }
    const platform = await sandbox({ users: [other, ...people.slice(2), one] })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [['SAM@example.com']]))
    const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'list'])
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'detail')[0]).toContain('name the user ID')
    expect(changes(platform)).toEqual([])
  })

  test.each(['lookup', 'list'])(
    'person-12: nobody for gone whose ID lost its zeros, with --preflight %s',
    async (mode) => {
      const zeros = { ...person(0), id: '00123', email: 'zoe@example.com' }
      const platform = await sandbox({ users: [...people, zeros] })
      const out = temporaryFolder()
      const list = writeList(
        out,
        csv('id,email', [
          ['123', zeros.email],
          ['nobody', 'nobody@example.com'],
        ]),
      )
      const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', mode])
      expect(exitCode).toBe(3)
      expect(column(rows, 'outcome')).toEqual(['mismatch', 'not_found'])
      expect(column(rows, 'detail')[0]).toBe(
        'no user has the ID "123", and zoe@example.com is the address of user "00123"',
      )
      expect(changes(platform)).toEqual([])
    },
  )

  test('person-13: nobody whose ID could reach another endpoint, found by their address; the others go on', async () => {
    const odd = { ...person(0), id: 'max.muster', email: 'max@example.com' }
    const platform = await sandbox({ users: [...people, odd] })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [[odd.email], [person(1).email]]))
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['refused', 'deleted'])
    expect(platform.site.person(odd.id)).not.toBeNull()
  })

  test('person-14: with --preflight off, too: who should not have been touched is reactivated at once', async () => {
    const platform = await sandbox({ users: people })
    const boss = people.find(({ role, isBanned }) => role.alias !== 'learner' && !isBanned) as Person
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv('id,email', [
        [boss.id, boss.email],
        [person(0).id, person(1).email],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'off'])
    expect(column(rows, 'outcome')).toEqual(['refused', 'mismatch'])
    expect(platform.site.person(boss.id)).toMatchObject({ isBanned: false })
    expect(platform.site.person(person(0).id)).toMatchObject({ isBanned: false })
  })

  test.each(['lookup', 'list'])(
    "person-15: nobody by IDs of another system's beside the addresses, until it is said that those alone count (%s)",
    async (mode) => {
      const platform = await sandbox({ users: people })
      const out = temporaryFolder()
      const rows = Array.from({ length: 12 }, (_, n) => [String(8_812_345 + n), person(n).email])
      const list = writeList(out, csv('ID,Email', rows))
      const flags = [...GUARDED, '--preflight', mode]
      const refused = await runAgainst(platform, list, out, flags)
      expect(refused.exitCode).toBe(4)
      expect(refused.stderr).toContain('12 of 12 rows have an ID that is nobody')
      expect(refused.stderr).toContain('--id-column none')
      expect(changes(platform)).toEqual([])
      const { exitCode, rows: ends } = await runAgainst(platform, list, out, [
        ...flags,
        '--id-column',
        'none',
      ])
      expect(exitCode).toBe(0)
      expect(new Set(column(ends, 'outcome'))).toEqual(new Set(['deleted']))
    },
  )
})
