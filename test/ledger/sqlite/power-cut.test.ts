import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import type { Answer } from '../../../src/offboarding/answer.ts'
import { allOf, beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { cutPower, momentOf, type Moment } from '../../support/power-cut.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
/** So many that SQLite writes its log back into the ledger, and begins it anew. */
const ROWS = 20_000
const STEPS = 6

const deactivated = (userId: string): Answer => ({
  kind: 'user',
  status: 200,
  user: { id: userId, email: null, name: null, role: 'learner', deactivated: true },
  delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false },
})

/** What was on the disk once each of some announcements and answers was durable. */
async function run(): Promise<Moment[]> {
  const folder = temporaryFolder()
  const ledger = await Ledger.open({ folder, create: true, now })
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const id = `u${index + 1}`
    return leaverRow(index + 1, id, [id, 'x'.repeat(200)])
  })
  const journal = (await beginRun(ledger, rows)).session.journal()
  const moments = [momentOf(folder)]
  for (let row = 1; row <= STEPS; row += 1) {
    const step = { do: 'deactivate', userId: `u${row}` } as const
    await journal.intend(row, step)
    moments.push(momentOf(folder))
    await journal.answered(row, step, deactivated(step.userId))
    moments.push(momentOf(folder))
  }
  await ledger.close()
  return moments
}

/** How many deactivations are announced, and how many confirmed, in what is left. */
async function left(folder: string): Promise<{ announced: number; confirmed: number }> {
  const ledger = await Ledger.open({ folder, create: false, now })
  const rows = await allOf((await ledger.run('run-1')).toDo())
  const stepsSoFar = rows.map(({ stepsSoFar }) => stepsSoFar.deactivation)
  await ledger.close()
  const count = (...which: string[]): number => stepsSoFar.filter((one) => which.includes(one)).length
  return { announced: count('intended', 'done'), confirmed: count('done') }
}

describe('after a power cut, the ledger opens and has what was durable', () => {
  test('while its log was being written, and begun anew', async () => {
    const moments = await run()
    const beginnings = moments.map((moment) => moment.get(`${LEDGER_FILE}-wal`)?.toString('hex', 0, 32))
    expect(new Set(beginnings).size).toBe(2)
    for (const [n, synced] of moments.entries()) {
      const folder = join(temporaryFolder(), 'left')
      cutPower(folder, synced, moments[n + 1] ?? synced, /-wal$/, n)
      const { announced, confirmed } = await left(folder)
      expect(announced).toBeGreaterThanOrEqual(Math.ceil(n / 2))
      expect(confirmed).toBeGreaterThanOrEqual(Math.floor(n / 2))
    }
  })

  test('while its log was being written back into it', async () => {
    const moments = await run()
    const last = moments.at(-1) ?? new Map()
    const folder = temporaryFolder()
    // What is written back at the end, and not before the log is durable.
    cutPower(folder, last, last, /x^/, 0)
    await (await Ledger.open({ folder, create: false, now })).close()
    for (let seed = 1; seed <= 5; seed += 1) {
      const torn = join(temporaryFolder(), 'left')
      cutPower(torn, last, momentOf(folder), /sqlite$/, seed)
      expect(await left(torn)).toEqual({ announced: STEPS, confirmed: STEPS })
    }
  })
})
