import { describe, expect, test } from 'vitest'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { matchLine, type LineMatch } from '../../../src/offboarding/roster/match-line.ts'
import type { ColumnKind, RosterColumn, RosterLine } from '../../../src/offboarding/roster/roster.ts'
import { SiteDirectory } from '../../../src/offboarding/roster/site-directory.ts'

const user = (id: string, name: string, email: string, attribute?: string): User => ({
  id,
  name,
  email,
  role: 'learner',
  deactivated: false,
  ...(attribute !== undefined && { attribute }),
})

const SITE = new SiteDirectory([
  user('u1', 'Jane Smith', 'jane.smith@acme.example', '00012'),
  user('u2', 'José Álvarez', 'jose.alvarez@acme.example', '00034'),
  user('00056', 'Mei-Ling Wang', 'mei@acme.example'),
  user('56', 'Bob Young', 'bob@acme.example'),
  user('u5', 'Prince', 'prince@acme.example'),
])

const KINDS: readonly ColumnKind[] = ['id', 'attribute', 'name', 'email', 'other_person', 'other', 'ignored']
const COLUMNS: RosterColumn[] = KINDS.map((kind, index) => ({ number: index + 1, name: kind, kind }))

/** What a line with these cells says, each in the column of its kind. */
function match(cells: Partial<Record<ColumnKind, string>>, more: Partial<RosterLine> = {}): LineMatch {
  const line = {
    line: 7,
    cells: KINDS.map((kind) => cells[kind] ?? ''),
    surplus: [],
    isCut: false,
    flaw: null,
    left: null,
  }
  return matchLine({ ...line, ...more }, COLUMNS, SITE)
}

/** The users whom a line may mean, each with the codes of the doubts. */
function doubted({ doubts }: LineMatch): Record<string, string[]> {
  const codes: Record<string, Set<string>> = {}
  for (const { users, doubt } of doubts) {
    for (const index of users) (codes[SITE.users[index]?.id ?? ''] ??= new Set()).add(doubt.code)
  }
  return Object.fromEntries(Object.entries(codes).map(([id, all]) => [id, [...all].sort()]))
}

const named = ({ users }: LineMatch): (string | undefined)[] => users.map((index) => SITE.users[index]?.id)

describe('matchLine', () => {
  test.each([
    [{ id: 'u1' }, 'fits', ['u1']],
    [{ id: ' u1\u00A0' }, 'fits', ['u1']],
    [{ email: 'JANE.SMITH@ACME.EXAMPLE' }, 'fits', ['u1']],
    [{ attribute: '00012' }, 'fits', ['u1']],
    [{ id: 'u1', email: 'jane.smith@acme.example', attribute: '00012' }, 'fits', ['u1']],
    [{ id: 'u1', email: 'new@acme.example' }, 'fits', ['u1']],
    [{ id: 'u1', email: 'jose.alvarez@acme.example' }, 'ambiguous', ['u1', 'u2']],
    [{ attribute: '00034', email: 'jane.smith@acme.example' }, 'ambiguous', ['u1', 'u2']],
    [{ id: 'U1' }, 'fits_nobody', []],
    [{ attribute: '12' }, 'fits_nobody', []],
    [{ name: 'Jane Smith' }, 'fits_nobody', []],
  ] as const)('%j: %s', (cells, conclusion, users) => {
    const found = match(cells)
    expect([found.conclusion, named(found).sort()]).toEqual([conclusion, users])
  })

  test.each([
    [{ id: 'U-1' }, { u1: ['number_alike'] }],
    [{ id: '56' }, { '56': ['number_alike'], '00056': ['number_alike'] }],
    [{ attribute: '12.0' }, { u1: ['number_alike'] }],
    // What is an employee number is no ID, where a column of its own says so.
    [{ attribute: '56' }, {}],
    [{ id: '34' }, {}],
    [{ other: '34' }, { u2: ['named_elsewhere'] }],
    [{ email: 'jane.smith@elsewhere.example' }, { u1: ['address_alike'] }],
    [{ email: 'JaneSmith+lms@acme.example' }, { u1: ['address_alike'] }],
    [{ other: 'see janesmith@elsewhere.example' }, { u1: ['address_alike'] }],
    [{ other: 'ask jane.smith@acme.example.' }, { u1: ['address_alike', 'named_elsewhere'] }],
    [{ ignored: 'jane.smith@acme.example' }, {}],
    [{ name: 'SMITH, Jane' }, { u1: ['name_alike', 'same_name'] }],
    [{ name: 'Jane Marie Smith' }, { u1: ['name_alike'] }],
    [{ name: 'Jose Luis Alvarez' }, { u2: ['name_alike'] }],
    [{ name: 'Prince' }, { u5: ['name_alike', 'same_name'] }],
    [{ name: 'Prince Charles' }, {}],
    [{ name: 'Jane Young' }, {}],
    // A line that names somebody else proves that: only the very same name may be another account of theirs.
    [
      { id: 'u2', name: 'Jane Smith' },
      { u1: ['same_name'], u2: ['number_alike'] },
    ],
    [{ id: 'u2', name: 'Jane Marie Smith' }, { u2: ['number_alike'] }],
    [{ other_person: 'Jane Smith (00012)' }, { u1: ['named_elsewhere'] }],
    [{ other_person: 'Smith, Jane; Young, Bob' }, { u1: ['named_elsewhere'], '56': ['named_elsewhere'] }],
    [{ other_person: '34 J. Alvarez' }, { u2: ['named_elsewhere'] }],
    [{ other_person: 'Jane Marie Smith' }, { u1: ['named_elsewhere'] }],
    [{ other_person: 'jane.smith at acme.example' }, { u1: ['address_alike', 'named_elsewhere'] }],
    [{ other: '34 Main Street' }, {}],
    [{ other: 'Jane Smith' }, { u1: ['named_elsewhere'] }],
  ] as const)('%j may mean %j', (cells, expected) => {
    expect(doubted(match(cells))).toEqual(expected)
  })

  const FLAW = { flaw: { code: 'user_id_mangled', how: 'rounded', column: 1 } } as const

  test('a line that cannot be used names nobody, and may mean whomever it would name', () => {
    const found = match({ id: '1E+05', email: 'jane.smith@acme.example', other_person: 'Bob Young' }, FLAW)
    expect(found.conclusion).toBe('unreadable')
    expect(doubted(found)).toEqual({ u1: ['line_unreadable'], '56': ['line_unreadable'] })
  })

  test('in a line of another width nobody knows which cell stands in which column', () => {
    const flaw = { code: 'wrong_width', cells: 8, columns: 7, surplus: [] } as const
    const found = match(
      { ignored: 'jane.smith@acme.example', id: 'zzz', attribute: 'x', name: 'Mei Wang' },
      { flaw },
    )
    expect(doubted(found)).toEqual({ u1: ['line_unreadable'], '00056': ['line_unreadable'] })
    expect(doubted(match({}, { flaw, surplus: ['Young Bob'] }))).toEqual({ '56': ['line_unreadable'] })
  })

  test('a line that says that its person has left does not count as fitting', () => {
    const left = { column: COLUMNS[5] as RosterColumn, cell: 'Terminated' }
    const found = match({ id: 'u5' }, { left })
    expect(found.conclusion).toBe('says_left')
    expect(doubted(found)['u5']).toContain('line_says_left')
  })

  test.each([
    [{ id: '1E+05' }, {}, true],
    [{ id: '1E+05', other: 'Sales' }, {}, true],
    [{ id: '1E+05', name: 'Some Body' }, {}, false],
    [{ id: '1E+05', email: 'nobody@acme.example' }, {}, false],
    [{ id: '1E+05', email: 'jane.smith@elsewhere.example' }, {}, false],
    [{ id: '1E+05', attribute: '00012' }, {}, false],
    // Whoever else is named tells nothing of the person.
    [{ id: '1E+05', other_person: 'Jane Smith', other: 'bob@acme.example' }, {}, true],
    // A number that was rounded may have become somebody else's.
    [{ id: '56' }, {}, true],
    // What was cut off may name anybody.
    [{ id: '1E+05', email: 'jane.smith@acme.example' }, { isCut: true }, true],
  ] as const)('%j %j may be anybody: %s', (cells, more, expected) => {
    expect(match(cells, { ...FLAW, ...more }).mayBeAnybody).toBe(expected)
    expect(match(cells, more).mayBeAnybody).toBe(false)
  })
})
