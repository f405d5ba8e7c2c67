import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { Claim } from '../../../src/offboarding/leaver.ts'
import { allOf, beginRun } from '../../support/begin-run.ts'
import { openLedger } from '../../support/ledger.ts'
import { IDENTITY } from '../../support/run-identity.ts'

let folder: string
let ledger: Ledger
let runs = 0
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  ledger = await openLedger({ folder, create: true, now: () => new Date('2026-11-23T12:00:00Z') })
})
afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true })
})

interface Row {
  id: string | null
  email: string | null
  isDue: boolean
}

const claimOf = ({ id, email, isDue }: Row): Claim => {
  const person = { id, email, name: null }
  return isDue
    ? { kind: 'leaver', ...person }
    : { kind: 'not_due', ...person, reason: { code: 'leave_date_to_come', date: '2026-12-31' } }
}

/** How each row ended, and the number of the row that was the reason, if any. */
async function read(rows: readonly Row[]): Promise<{ outcome: string | null; because: number | null }[]> {
  const listed = rows.map((row, index) => {
    return { row: index + 1, line: index + 2, cells: [], claim: claimOf(row), leaves: null }
  })
  runs += 1
  const identity = { ...IDENTITY, list: { ...IDENTITY.list, sha256: String(runs) } }
  const { session } = await beginRun(ledger, listed, `run-${runs}`, identity)
  return (await allOf(session.run.rows())).map(({ outcome, reasons: [reason] }) => ({
    outcome,
    because: reason?.code === 'row_says_stays' ? reason.row : null,
  }))
}

const isOneUser = (one: Row, other: Row): boolean =>
  (one.id !== null && one.id === other.id) || (one.email !== null && one.email === other.email)

test('spares a chain of rows, each of which names the user of the next, in no more than linear time', async () => {
  const length = 20_000
  const rows = Array.from({ length }, (_, index) => ({
    id: `u${Math.floor(index / 2)}`,
    email: `m${Math.floor((index + 1) / 2)}@acme.test`,
    isDue: index < length - 1,
  }))
  const ends = await read(rows)
  expect(ends.every(({ outcome }) => outcome === 'not_due')).toBe(true)
  expect(ends[0]).toEqual({ outcome: 'not_due', because: 2 })
})

test('spares whom any chain of rows leads to, and nobody else, for a reason that leads back to who stays', async () => {
  const row = fc.record({
    id: fc.option(fc.integer({ min: 1, max: 12 }).map((n) => `u${n}`)),
    email: fc.option(fc.integer({ min: 1, max: 12 }).map((n) => `m${n}@acme.test`)),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), fc.nat(29), async (drawn, staying) => {
      const rows = drawn.map((each, index) => ({ ...each, isDue: index !== staying }))
      const spared = new Set(rows.flatMap(({ isDue }, index) => (isDue ? [] : [index])))
      for (const index of spared) {
        rows.forEach((other, at) => {
          const from = rows[index]
          if (from !== undefined && isOneUser(from, other)) spared.add(at)
        })
      }
      const ends = await read(rows)
      ends.forEach(({ outcome, because }, index) => {
        expect(outcome === 'not_due').toBe(spared.has(index))
        if (!spared.has(index) || index === staying) return
        const seen = new Set<number>()
        let at = index
        while (at !== staying) {
          expect(seen.has(at)).toBe(false)
          seen.add(at)
          at = (because === null ? NaN : (ends[at]?.because ?? NaN)) - 1
        }
      })
    }),
    { numRuns: 100 },
  )
})
