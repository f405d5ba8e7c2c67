import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Ledger } from '../../src/ledger/ledger.ts'
import type { RunIdentity } from '../../src/ledger/draft-run.ts'
import type { Claim } from '../../src/offboarding/leaver.ts'
import type { Reason } from '../../src/offboarding/reason.ts'
import { inShort } from '../support/reasons.ts'
import { IDENTITY } from '../support/run-identity.ts'

let folder: string
let ledger: Ledger
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  ledger = Ledger.open({ folder, create: true, now: () => new Date('2026-11-23T12:00:00Z') })
})
afterEach(() => {
  ledger.close()
  rmSync(folder, { recursive: true })
})

const leaver = (id: string | null, email: string | null = null): Claim => ({
  kind: 'leaver',
  id,
  email,
  name: null,
})
const notDue = (id: string | null, email: string | null = null): Claim => ({
  kind: 'not_due',
  id,
  email,
  name: null,
  reason: { code: 'leave_date_to_come', date: '2026-12-31' },
})
const invalid: Claim = { kind: 'invalid', reason: { code: 'nobody_named', columns: 'user_id' } }

const DRY_RUN: Reason = { code: 'dry_run', action: 'deactivate_and_delete' }

let runs = 0
function commit(
  claims: readonly (Claim | (Claim & { leaves: string }))[],
  identity: RunIdentity = IDENTITY,
  draft = ledger.draft(),
): { ends: string[]; resumed: boolean } {
  for (const [index, claim] of claims.entries()) {
    const leaves = 'leaves' in claim ? claim.leaves : null
    draft.add({ row: index + 1, line: index + 2, cells: [`cell ${index}`], claim, leaves })
  }
  runs += 1
  const { entry, resumed } = draft.commit(identity, `run-${runs}`, '0.0.0')
  const ends = [...entry.rows()].map(({ userId, outcome, reasons }) =>
    [userId ?? '-', outcome, outcome === 'not_attempted' ? '' : inShort(reasons)].join(' ').trim(),
  )
  return { ends, resumed }
}

describe('DraftRun', () => {
  test('ends at once what reading settled, and leaves the rest to do', () => {
    expect(commit([leaver('a'), notDue('b'), invalid]).ends).toEqual([
      'a not_attempted',
      'b not_due leave_date_to_come',
      '- invalid nobody_named',
    ])
  })

  test('of a dry run, settles every row at once, the same ID again as well', () => {
    const draft = ledger.draft(({ id }) =>
      id === 'boss'
        ? { outcome: 'protected', reasons: [{ code: 'on_protected_list' }] }
        : { outcome: 'not_attempted', reasons: [DRY_RUN] },
    )
    const claims = [leaver('a'), notDue('b'), invalid, leaver('a'), leaver('boss'), leaver('boss')]
    const { ends } = commit(claims, IDENTITY, draft)
    expect(ends).toEqual([
      'a not_attempted',
      'b not_due leave_date_to_come',
      '- invalid nobody_named',
      'a duplicate same_user 1',
      'boss protected on_protected_list',
      'boss duplicate same_user 5',
    ])
    const entry = ledger.run()
    expect(entry.countToDo()).toBe(0)
    expect([...entry.rows()][0]?.reasons).toEqual([DRY_RUN])
    expect([...entry.settled()].map(({ row }) => row)).toEqual([2, 3, 4, 5, 6])
  })

  test('counts the same ID once', () => {
    expect(
      commit([leaver('a'), leaver('b'), leaver('a', 'a@example.com'), leaver('a'), leaver('A')]).ends,
    ).toEqual([
      'a not_attempted',
      'b not_attempted',
      'a duplicate same_user 1',
      'a duplicate same_user 1',
      // IDs are case-sensitive as far as anybody knows.
      'A not_attempted',
    ])
  })

  test('counts the same address once where rows have no ID, whatever its case', () => {
    const { ends } = commit([
      leaver(null, 'Anna@Example.com'),
      leaver(null, 'anna@example.com'),
      leaver(null, 'ÜNAL@x.de'),
      leaver(null, 'ünal@x.de'),
    ])
    expect(ends).toEqual([
      '- not_attempted',
      '- duplicate same_user 1',
      '- not_attempted',
      '- duplicate same_user 3',
    ])
  })

  test('takes the same ID with another address for a mistake, which may hide a second leaver', () => {
    const { ends } = commit([
      leaver('a'),
      leaver('a', 'Anna@example.com'),
      leaver('a', 'berta@example.com'),
      leaver('a', 'anna@EXAMPLE.com'),
      leaver('a'),
      leaver('b', 'berta@example.com'),
    ])
    expect(ends).toEqual([
      'a not_attempted',
      'a duplicate same_user 1',
      'a mismatch contradicts_row 2 user_id email',
      'a duplicate same_user 1',
      'a duplicate same_user 1',
      'b not_attempted',
    ])
  })

  test('holds what a later row says of a user against the one that is done', () => {
    commit([leaver('a'), leaver('a', 'berta@example.com'), leaver('b'), leaver('b')])
    const claims = [...ledger.run().toDo()].map(({ claim: { id, email } }) => ({ id, email }))
    expect(claims).toEqual([
      { id: 'a', email: 'berta@example.com' },
      { id: 'b', email: null },
    ])
  })

  describe('of rows with one ID and the names of several people', () => {
    const named = (name: string | null, email: string | null = null): Claim => ({
      kind: 'leaver',
      id: 'a',
      email,
      name,
    })
    const another = (row: number): string => `a mismatch contradicts_row ${row} user_id name`
    const duplicate = 'a duplicate same_user 1'
    const matchName = { ...IDENTITY, options: { ...IDENTITY.options, matchName: true } }

    test('does none, since nobody knows whose it is', () => {
      const claims = [
        named('Anna Müller'),
        named('Berta Beck'),
        named('MULLER, Anna'),
        named(null),
        leaver('b'),
      ]
      expect(commit(claims).ends).toEqual([another(2), another(1), another(2), another(2), 'b not_attempted'])
    })

    test('does none in a dry run, either', () => {
      const draft = ledger.draft(() => ({ outcome: 'not_attempted', reasons: [DRY_RUN] }))
      const claims = [named('Anna Müller'), named('Berta Beck'), named('Cy Young')]
      expect(commit(claims, IDENTITY, draft).ends).toEqual([another(2), another(1), another(1)])
    })

    test('does the first if an address proves who it is, or the name will be compared', () => {
      const claims = [named('Anna Müller', 'anna@example.com'), named('Berta Beck')]
      expect(commit(claims).ends).toEqual(['a not_attempted', another(1)])
      const names = [named('Anna Müller'), named('MULLER, Anna'), named('Berta Beck')]
      expect(commit(names, matchName).ends).toEqual(['a not_attempted', duplicate, another(1)])
    })

    test.each(['Anna Beck', 'A. Müller', 'Müller', 'A M', 'Анна Мюллер', 'Anna Mueller-Beck'])(
      'takes %s for the same one',
      (name) => {
        expect(commit([named('Anna Müller'), named(name)]).ends).toEqual(['a not_attempted', duplicate])
      },
    )
  })

  test('takes the same address with another name for a mistake, too', () => {
    const named = (email: string, name: string | null): Claim => ({ kind: 'leaver', id: null, email, name })
    const claims = [
      named('anna@example.com', null),
      named('Anna@example.com', 'Anna Müller'),
      named('anna@example.com', 'Berta Beck'),
    ]
    const another = (row: number): string => `- mismatch contradicts_row ${row} email name`
    expect(commit(claims).ends).toEqual([another(3), another(3), another(2)])
    const matchName = { ...IDENTITY, options: { ...IDENTITY.options, matchName: true } }
    expect(commit(claims, matchName).ends).toEqual(['- not_attempted', '- duplicate same_user 1', another(2)])
  })

  test('leaves it to look-ups whether an ID and an address are one user', () => {
    expect(
      commit([leaver('a', 'a@example.com'), leaver(null, 'a@example.com'), leaver('b', 'a@example.com')])
        .ends,
    ).toEqual(['a not_attempted', '- not_attempted', 'b not_attempted'])
  })

  test('takes no row that cannot be used for the earlier one', () => {
    expect(commit([invalid, leaver('a'), leaver('a')]).ends).toEqual([
      '- invalid nobody_named',
      'a not_attempted',
      'a duplicate same_user 2',
    ])
  })

  test.each([
    [[leaver('a', 'a@example.com'), notDue(null, 'A@example.com'), leaver('a')]],
    [[leaver('a'), notDue(null, 'a@example.com'), leaver('a', 'a@example.com')]],
    [[leaver(null, 'b@example.com'), notDue('a'), leaver('a', 'B@example.com')]],
  ])('leaves a user alone whom one row links to another (%#)', (claims) => {
    expect(commit(claims).ends.map((end) => end.split(' ')[1])).toEqual(['not_due', 'not_due', 'not_due'])
  })

  test('leaves a user alone whom another row does not take for gone', () => {
    expect(commit([leaver('a'), leaver('b'), notDue('a'), leaver('a')]).ends).toEqual([
      'a not_due row_says_stays 3 leave_date_to_come',
      'b not_attempted',
      'a not_due leave_date_to_come',
      'a not_due row_says_stays 3 leave_date_to_come',
    ])
  })

  test('leaves a user alone whom another row names that cannot be used, and may not have left', () => {
    const unclear = (id: string | null, email: string | null): Claim => ({
      ...{ kind: 'unclear', id, email, name: null },
      reason: { code: 'leave_date_unreadable', cell: 'soon' },
    })
    expect(
      commit([unclear('a', null), leaver('a'), leaver(null, 'B@x.de'), unclear(null, 'b@x.de'), leaver('c')])
        .ends,
    ).toEqual([
      'a invalid leave_date_unreadable',
      'a not_due row_says_stays 1 unusable',
      '- not_due row_says_stays 4 unusable',
      '- invalid leave_date_unreadable',
      'c not_attempted',
    ])
  })

  test('leaves a user alone who has a leave date on one row and none on another, which may be the contract that goes on', () => {
    const left = (claim: Claim): Claim & { leaves: string } => ({ ...claim, leaves: '2025-12-31' })
    const open = (claim: Claim): Claim & { leaves: string } => ({ ...claim, leaves: '' })
    const claims = [
      ...[left(leaver('a')), open(leaver('a')), left(leaver('a'))],
      ...[open(leaver(null, 'B@x.de')), left(leaver('b', 'b@x.de'))],
      // Whose rows are all without a date, and whoever has only one row, is due.
      ...[open(leaver('c')), open(leaver('c')), open(leaver('d'))],
    ]
    const isOpen = (row: number): string => `invalid leave_date_missing ${row}`
    const because = (row: number): string => `not_due row_says_stays ${row} no_leave_date`
    const ends = [
      ...[`a ${because(2)}`, `a ${isOpen(1)}`, `a ${because(2)}`],
      ...[`- ${isOpen(5)}`, `b ${because(4)}`],
      ...['c not_attempted', 'c duplicate same_user 6', 'd not_attempted'],
    ]
    expect(commit(claims).ends).toEqual(ends)
    const dryRun = { ...IDENTITY, options: { ...IDENTITY.options, kind: 'dry_run' as const } }
    const draft = ledger.draft(() => ({ outcome: 'not_attempted', reasons: [DRY_RUN] }))
    expect(commit(claims, dryRun, draft).ends).toEqual(ends)
  })

  test('leaves a user alone who is not due under another spelling of their address', () => {
    const stays: Claim = {
      kind: 'not_due',
      id: null,
      email: 'ünal@x.de',
      name: null,
      reason: { code: 'leave_date_to_come', date: '2026-12-31' },
    }
    expect(commit([leaver('u1', 'ÜNAL@x.de'), leaver('u2', 'u\u0308nal@x.de'), stays]).ends).toEqual([
      'u1 not_due row_says_stays 3 leave_date_to_come',
      'u2 not_due row_says_stays 3 leave_date_to_come',
      '- not_due leave_date_to_come',
    ])
  })

  test('leaves a user alone who is not due by the same address, whichever of the rows has an ID', () => {
    expect(commit([notDue('a', 'x@y.de'), leaver(null, 'X@y.de')]).ends).toEqual([
      'a not_due leave_date_to_come',
      '- not_due row_says_stays 1 leave_date_to_come',
    ])
    const other = { ...IDENTITY, site: 'other.konstant.ly' }
    expect(commit([leaver('b', 'X@y.de'), notDue(null, 'x@y.de')], other).ends).toEqual([
      'b not_due row_says_stays 2 leave_date_to_come',
      '- not_due leave_date_to_come',
    ])
  })

  test('does not ask the rows of another run who is not due', () => {
    commit([notDue('a')])
    const other = { ...IDENTITY, site: 'other.konstant.ly' }
    expect(commit([leaver('a'), notDue('b')], other).ends).toEqual([
      'a not_attempted',
      'b not_due leave_date_to_come',
    ])
  })

  test('keeps what was decided when an unfinished run goes on another day', () => {
    commit([notDue('a')])
    const tomorrow = { ...IDENTITY, list: { ...IDENTITY.list, today: '2027-01-01' } }
    expect(commit([leaver('a')], tomorrow)).toEqual({
      ends: ['a not_due leave_date_to_come'],
      resumed: true,
    })
  })

  test.each<[string, RunIdentity]>([
    ['encoding', { ...IDENTITY, list: { ...IDENTITY.list, encoding: 'windows-1250' } }],
    ['delimiter', { ...IDENTITY, list: { ...IDENTITY.list, delimiter: ';' } }],
    [
      'date format',
      {
        ...IDENTITY,
        options: { ...IDENTITY.options, reading: { ...IDENTITY.options.reading, dateFormat: 'dd/MM/yyyy' } },
      },
    ],
    [
      'look ahead',
      {
        ...IDENTITY,
        options: { ...IDENTITY.options, reading: { ...IDENTITY.options.reading, before: '2026-12-31' } },
      },
    ],
  ])('does not go on with a run that read the list with another %s', (_, other) => {
    commit([leaver('a')])
    expect(commit([leaver('a')], other).resumed).toBe(false)
  })

  test('leaves no trace of a list that was discarded', () => {
    const draft = ledger.draft()
    draft.add({ row: 1, line: 2, cells: ['a'], claim: leaver('a'), leaves: null })
    draft.discard()
    expect(ledger.runs()).toEqual([])
    expect(commit([leaver('b')]).ends).toEqual(['b not_attempted'])
  })
})
