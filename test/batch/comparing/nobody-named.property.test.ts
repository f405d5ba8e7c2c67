import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareRoster } from '../../../src/batch/comparing/match-roster.ts'
import { readRoster, type RosterOptions } from '../../../src/leavers/roster/read-roster.ts'
import { protectedList } from '../../../src/offboarding/identity/protection.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { SiteDirectory } from '../../../src/offboarding/roster/site-directory.ts'
import { stream } from '../../leavers/support.ts'

const OPTIONS: RosterOptions = {
  name: 'roster.csv',
  mayBePacked: false,
  encoding: undefined,
  delimiter: undefined,
  sheet: undefined,
  skipLines: undefined,
  header: true,
  columns: { attribute: null },
  ignored: [],
  timezone: 'UTC',
  today: '2026-11-28',
}
const POLICY = { roles: 'any', protect: protectedList([]) } as const

const HEADER = [
  'User ID',
  'Employee number',
  'First name',
  'Last name',
  'Email',
  'Private email',
  'Manager',
  'Deputy first name',
  'Deputy last name',
  'Remark',
  'Status',
]

/** Somebody of the site, whose names and domain are hard to compare. */
const somebody = (n: number): User => ({
  id: `${['', 'k', 'K-', '000'][n % 4] ?? ''}${1_000 + n}`,
  email: `zoë.müller${n}@${n % 3 === 0 ? 'xn--mnchen-3ya.example' : 'acme.example'}`,
  name: `Zoë${letters(n)} Müller${letters(n)}`,
  role: 'learner',
  deactivated: false,
  attribute: `00${3_000 + n}`,
})

/** A number in letters, so that names differ by what counts in them. */
const letters = (n: number): string => String(n).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')

type Spelling = (text: string) => string

/** How people and spreadsheets spell an ID, or a number. */
const NUMBERS: Record<string, Spelling> = {
  'as it is': (id) => id,
  'in capitals': (id) => id.toUpperCase(),
  'with blanks': (id) => ` \u00A0${id}\u200B `,
  'without zeros': (id) => id.replace(/^0+/, ''),
  'with decimals': (id) => (/^\d+$/.test(id) ? `${id}.0` : id),
  'in thousands': (id) => (/^\d{4}$/.test(id) ? `"${id.slice(0, 1)},${id.slice(1)}"` : id),
  'with zeros': (id) => `0${id}`,
  'without a dash': (id) => id.replace('-', ''),
}

const ADDRESSES: Record<string, Spelling> = {
  'as it is': (email) => email,
  'in capitals': (email) => email.toUpperCase(),
  decomposed: (email) => email.normalize('NFD'),
  'as a link': (email) => `mailto:${email}`,
  'with a name': (email) => `"Somebody <${email}>"`,
  'with blanks': (email) => `\u200B${email} `,
  'domain as read': (email) => email.replace('xn--mnchen-3ya', 'münchen'),
  'of another domain': (email) => email.replace(/@.*/, '@elsewhere.example'),
  'with a tag': (email) => email.replace('@', '+lms@'),
  'at sign in words': (email) => email.replace('@', ' at '),
  'broken off': (email) => email.replace(/\..*@.*/, (rest) => rest.replace(/@.*/, '@')),
}

const NAMES: Record<string, Spelling> = {
  'as it is': (name) => name,
  'in capitals': (name) => name.toUpperCase(),
  'without accents': (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  'with ue': (name) => name.replace('ü', 'ue'),
  'last name first': (name) => `"${name.split(' ').reverse().join(', ')}"`,
}

/** Where somebody may be named, with the cells of a line by their column. */
const PLACES: Record<string, (user: User, spelled: (of: Record<string, Spelling>) => Spelling) => string[]> =
  {
    'by ID': (user, spelled) => cells({ 0: spelled(NUMBERS)(user.id) }),
    'by number': (user, spelled) => cells({ 1: spelled(NUMBERS)(user.attribute ?? '') }),
    'by address': (user, spelled) => cells({ 4: spelled(ADDRESSES)(user.email ?? '') }),
    'by private address': (user, spelled) => cells({ 5: spelled(ADDRESSES)(user.email ?? '') }),
    'by both addresses of two people': (user, spelled) =>
      cells({ 4: 'staying1@acme.example', 5: spelled(ADDRESSES)(user.email ?? '') }),
    'by name': (user) => cells({ 2: nameOf(user, 0), 3: nameOf(user, 1), 4: 'new@elsewhere.example' }),
    'as a manager, by name': (user, spelled) => cells({ 0: 'staying1', 6: spelled(NAMES)(user.name ?? '') }),
    'as a manager, with a number': (user, spelled) =>
      cells({ 0: 'staying1', 6: `Somebody (${user.attribute ?? ''}) ${spelled(NUMBERS)('')}` }),
    'as a manager, by ID': (user, spelled) => cells({ 0: 'staying1', 6: spelled(NUMBERS)(user.id) }),
    'as a deputy, in two columns': (user) => cells({ 0: 'staying1', 7: nameOf(user, 0), 8: nameOf(user, 1) }),
    'in a remark': (user) => cells({ 0: 'staying1', 9: `"ask ${user.email ?? ''}, or the office"` }),
    'on a line that is too short': (user, spelled) => ['', '', spelled(NUMBERS)(user.id)],
    'on a line that is too long': (user, spelled) => [...cells({}), '', spelled(ADDRESSES)(user.email ?? '')],
    'on a line that says left': (user) => cells({ 0: user.id, 10: 'Terminated' }),
    'beside a mangled ID': (user, spelled) =>
      cells({ 0: '1.2E+09', 4: spelled(ADDRESSES)(user.email ?? '') }),
    'beside a broken address': (user) => cells({ 0: user.id, 4: 'a@@b' }),
  }

const nameOf = ({ name }: User, part: number): string => name?.split(' ')[part] ?? ''
const cells = (some: Record<number, string>): string[] => HEADER.map((_, index) => some[index] ?? '')

const mentions = fc.array(
  fc.record({
    place: fc.constantFrom(...Object.keys(PLACES)),
    spelling: fc.nat(),
    isNamed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
)

const pick =
  (n: number) =>
  (of: Record<string, Spelling>): Spelling => {
    const all = Object.values(of)
    return all[n % all.length] ?? ((text) => text)
  }

async function leaversOf(users: readonly User[], lines: readonly (readonly string[])[]): Promise<string[]> {
  const text = [HEADER, cells({ 0: 'staying1', 4: 'staying1@acme.example' }), ...lines]
    .map((line) => line.join(','))
    .join('\n')
  const roster = await readRoster(stream([Buffer.from(`${text}\n`)]), { ...OPTIONS, delimiter: ',' })
  const { comparison } = await compareRoster(roster, new SiteDirectory(users))
  return [...comparison.missing(POLICY)].filter(({ why }) => why === null).map(({ user }) => user.id)
}

const staying: User = {
  ...somebody(0),
  id: 'staying1',
  email: 'staying1@acme.example',
  name: 'Some Body',
  attribute: '1',
}

describe('whoever is named by a roster', () => {
  test('is not proposed, in whatever spelling and place, and whoever is not is', async () => {
    await fc.assert(
      fc.asyncProperty(mentions, async (all) => {
        const users = all.map((_, index) => somebody(index + 1))
        const lines = all.flatMap(({ place, spelling, isNamed }, index) =>
          isNamed ? [PLACES[place]?.(users[index] as User, pick(spelling)) ?? []] : [],
        )
        const unnamed = users.filter((_, index) => all[index]?.isNamed === false).map(({ id }) => id)
        const leavers = await leaversOf([staying, ...users], lines)
        expect(leavers.sort()).toEqual(unnamed.sort())
      }),
      { numRuns: 400 },
    )
  })

  test.each(Object.keys(PLACES))('%s, in every spelling', async (place) => {
    const user = somebody(1)
    for (let spelling = 0; spelling < 11; spelling += 1) {
      for (const one of [user, somebody(2), somebody(3), somebody(4)]) {
        const line = PLACES[place]?.(one, pick(spelling)) ?? []
        expect([spelling, await leaversOf([staying, one], [line])]).toEqual([spelling, []])
      }
    }
  })
})
