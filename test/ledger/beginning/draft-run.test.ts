import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { RunIdentity } from '../../../src/offboarding/ports/run-store.ts'
import type { Claim } from '../../../src/offboarding/leaver.ts'
import type { Reason } from '../../../src/offboarding/reason.ts'
import { inShort } from '../../support/reasons.ts'
import { allOf, leaverRow } from '../../support/begin-run.ts'
import { openLedger } from '../../support/ledger.ts'
import { IDENTITY } from '../../support/run-identity.ts'

let folder: string
let ledger: Ledger
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  ledger = await openLedger({ folder, create: true, now: () => new Date('2026-11-23T12:00:00Z') })
})
afterEach(async () => {
  await ledger.close()
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
async function commit(
  claims: readonly (Claim | (Claim & { leaves: string }))[],
  identity: RunIdentity = IDENTITY,
  draft = ledger.draft(),
): Promise<{ ends: string[]; resumed: boolean }> {
  const rows = claims.map((claim, index) => {
    const leaves = 'leaves' in claim ? claim.leaves : null
    return { row: index + 1, line: index + 2, cells: [`cell ${index}`], claim, leaves }
  })
  await (await draft).add(rows)
  runs += 1
  const opened = await (await draft).commit(identity, `run-${runs}`, '0.0.0')
  const run = 'unfinished' in opened ? opened.unfinished : opened.session.run
  const ends = (await allOf(run.rows())).map(({ userId, outcome, reasons }) =>
    [userId ?? '-', outcome, outcome === 'not_attempted' ? '' : inShort(reasons)].join(' ').trim(),
  )
  return { ends, resumed: 'unfinished' in opened }
}

const ends = async (...given: Parameters<typeof commit>): Promise<string[]> => (await commit(...given)).ends

describe('DraftRun', () => {
  test('ends at once what reading settled, and leaves the rest to do', async () => {
    expect(await ends([leaver('a'), notDue('b'), invalid])).toEqual([
      'a not_attempted',
      'b not_due leave_date_to_come',
      '- invalid nobody_named',
    ])
  })

  test('of a dry run, settles every row at once, the same ID again as well', async () => {
    const draft = ledger.draft(({ id }) =>
      id === 'boss'
        ? { outcome: 'protected', reasons: [{ code: 'on_protected_list' }] }
        : { outcome: 'not_attempted', reasons: [DRY_RUN] },
    )
    const claims = [leaver('a'), notDue('b'), invalid, leaver('a'), leaver('boss'), leaver('boss')]
    const { ends } = await commit(claims, IDENTITY, draft)
    expect(ends).toEqual([
      'a not_attempted',
      'b not_due leave_date_to_come',
      '- invalid nobody_named',
      'a duplicate same_user 1',
      'boss protected on_protected_list',
      'boss duplicate same_user 5',
    ])
    const run = await ledger.run()
    expect(await run.countToDo()).toBe(0)
    expect((await allOf(run.rows()))[0]?.reasons).toEqual([DRY_RUN])
    expect((await allOf(run.settled())).map(({ row }) => row)).toEqual([2, 3, 4, 5, 6])
  })

  test('counts the same ID once', async () => {
    expect(
      await ends([leaver('a'), leaver('b'), leaver('a', 'a@example.com'), leaver('a'), leaver('A')]),
    ).toEqual([
      'a not_attempted',
      'b not_attempted',
      'a duplicate same_user 1',
      'a duplicate same_user 1',
      // IDs are case-sensitive as far as anybody knows.
      'A not_attempted',
    ])
  })

  test('counts the same address once where rows have no ID, whatever its case', async () => {
    const { ends } = await commit([
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

  test('takes the same ID with another address for a mistake, which may hide a second leaver', async () => {
    const { ends } = await commit([
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

  test('holds what a later row says of a user against the one that is done', async () => {
    await commit([leaver('a'), leaver('a', 'berta@example.com'), leaver('b'), leaver('b')])
    const claims = (await allOf((await ledger.run()).toDo())).map(({ claim: { id, email } }) => ({
      id,
      email,
    }))
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

    test('does none, since nobody knows whose it is', async () => {
      const claims = [
        named('Anna Müller'),
        named('Berta Beck'),
        named('MULLER, Anna'),
        named(null),
        leaver('b'),
      ]
      expect(await ends(claims)).toEqual([another(2), another(1), another(2), another(2), 'b not_attempted'])
    })

    test('does none in a dry run, either', async () => {
      const draft = ledger.draft(() => ({ outcome: 'not_attempted', reasons: [DRY_RUN] }))
      const claims = [named('Anna Müller'), named('Berta Beck'), named('Cy Young')]
      expect(await ends(claims, IDENTITY, draft)).toEqual([another(2), another(1), another(1)])
    })

    test('does the first if an address proves who it is, or the name will be compared', async () => {
      const claims = [named('Anna Müller', 'anna@example.com'), named('Berta Beck')]
      expect(await ends(claims)).toEqual(['a not_attempted', another(1)])
      const names = [named('Anna Müller'), named('MULLER, Anna'), named('Berta Beck')]
      expect(await ends(names, matchName)).toEqual(['a not_attempted', duplicate, another(1)])
    })

    test.each(['Anna Beck', 'A. Müller', 'Müller', 'A M', 'Анна Мюллер', 'Anna Mueller-Beck'])(
      'takes %s for the same one',
      async (name) => {
        expect(await ends([named('Anna Müller'), named(name)])).toEqual(['a not_attempted', duplicate])
      },
    )
  })

  test('takes the same address with another name for a mistake, too', async () => {
    const named = (email: string, name: string | null): Claim => ({ kind: 'leaver', id: null, email, name })
    const claims = [
      named('anna@example.com', null),
      named('Anna@example.com', 'Anna Müller'),
      named('anna@example.com', 'Berta Beck'),
    ]
    const another = (row: number): string => `- mismatch contradicts_row ${row} email name`
    expect(await ends(claims)).toEqual([another(3), another(3), another(2)])
    const matchName = { ...IDENTITY, options: { ...IDENTITY.options, matchName: true } }
    expect(await ends(claims, matchName)).toEqual(['- not_attempted', '- duplicate same_user 1', another(2)])
  })

  test('leaves it to look-ups whether an ID and an address are one user', async () => {
    expect(
      await ends([leaver('a', 'a@example.com'), leaver(null, 'a@example.com'), leaver('b', 'a@example.com')]),
    ).toEqual(['a not_attempted', '- not_attempted', 'b not_attempted'])
  })

  test('takes no row that cannot be used for the earlier one', async () => {
    expect(await ends([invalid, leaver('a'), leaver('a')])).toEqual([
      '- invalid nobody_named',
      'a not_attempted',
      'a duplicate same_user 2',
    ])
  })

  test.each([
    [[leaver('a', 'a@example.com'), notDue(null, 'A@example.com'), leaver('a')]],
    [[leaver('a'), notDue(null, 'a@example.com'), leaver('a', 'a@example.com')]],
    [[leaver(null, 'b@example.com'), notDue('a'), leaver('a', 'B@example.com')]],
  ])('leaves a user alone whom one row links to another (%#)', async (claims) => {
    expect((await ends(claims)).map((end) => end.split(' ')[1])).toEqual(['not_due', 'not_due', 'not_due'])
  })

  test('leaves a user alone whom another row does not take for gone', async () => {
    expect(await ends([leaver('a'), leaver('b'), notDue('a'), leaver('a')])).toEqual([
      'a not_due row_says_stays 3 leave_date_to_come',
      'b not_attempted',
      'a not_due leave_date_to_come',
      'a not_due row_says_stays 3 leave_date_to_come',
    ])
  })

  test('leaves a user alone whom another row names that cannot be used, and may not have left', async () => {
    const unclear = (id: string | null, email: string | null): Claim => ({
      ...{ kind: 'unclear', id, email, name: null },
      reason: { code: 'leave_date_unreadable', cell: 'soon' },
    })
    expect(
      await ends([
        unclear('a', null),
        leaver('a'),
        leaver(null, 'B@x.de'),
        unclear(null, 'b@x.de'),
        leaver('c'),
      ]),
    ).toEqual([
      'a invalid leave_date_unreadable',
      'a not_due row_says_stays 1 unusable',
      '- not_due row_says_stays 4 unusable',
      '- invalid leave_date_unreadable',
      'c not_attempted',
    ])
  })

  test('where rows without a leave date are due, leaves a user alone who has a date on another row, since the contract may go on', async () => {
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
    const expected = [
      ...[`a ${because(2)}`, `a ${isOpen(1)}`, `a ${because(2)}`],
      ...[`- ${isOpen(5)}`, `b ${because(4)}`],
      ...['c not_attempted', 'c duplicate same_user 6', 'd not_attempted'],
    ]
    expect(await ends(claims)).toEqual(expected)
    const dryRun = { ...IDENTITY, options: { ...IDENTITY.options, kind: 'dry_run' as const } }
    const draft = ledger.draft(() => ({ outcome: 'not_attempted', reasons: [DRY_RUN] }))
    expect(await ends(claims, dryRun, draft)).toEqual(expected)
  })

  test('leaves a user alone who is not due under another spelling of their address', async () => {
    const stays: Claim = {
      kind: 'not_due',
      id: null,
      email: 'ünal@x.de',
      name: null,
      reason: { code: 'leave_date_to_come', date: '2026-12-31' },
    }
    expect(await ends([leaver('u1', 'ÜNAL@x.de'), leaver('u2', 'u\u0308nal@x.de'), stays])).toEqual([
      'u1 not_due row_says_stays 3 leave_date_to_come',
      'u2 not_due row_says_stays 3 leave_date_to_come',
      '- not_due leave_date_to_come',
    ])
  })

  test('leaves a user alone who is not due by the same address, whichever of the rows has an ID', async () => {
    expect(await ends([notDue('a', 'x@y.de'), leaver(null, 'X@y.de')])).toEqual([
      'a not_due leave_date_to_come',
      '- not_due row_says_stays 1 leave_date_to_come',
    ])
    const other = { ...IDENTITY, site: 'other.konstant.ly' }
    expect(await ends([leaver('b', 'X@y.de'), notDue(null, 'x@y.de')], other)).toEqual([
      'b not_due row_says_stays 2 leave_date_to_come',
      '- not_due leave_date_to_come',
    ])
  })

  test('does not ask the rows of another run who is not due', async () => {
    await commit([notDue('a')])
    const other = { ...IDENTITY, site: 'other.konstant.ly' }
    expect(await ends([leaver('a'), notDue('b')], other)).toEqual([
      'a not_attempted',
      'b not_due leave_date_to_come',
    ])
  })

  test('keeps what was decided when an unfinished run goes on another day', async () => {
    await commit([notDue('a')])
    const tomorrow = { ...IDENTITY, list: { ...IDENTITY.list, today: '2027-01-01' } }
    expect(await commit([leaver('a')], tomorrow)).toEqual({
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
  ])('does not go on with a run that read the list with another %s', async (_, other) => {
    await commit([leaver('a')])
    expect((await commit([leaver('a')], other)).resumed).toBe(false)
  })

  test('leaves no trace of a list that was discarded', async () => {
    const draft = await ledger.draft()
    await draft.add([leaverRow(1, 'a')])
    await draft.discard()
    expect(await ledger.runs()).toEqual([])
    expect(await ends([leaver('b')])).toEqual(['b not_attempted'])
  })
})
