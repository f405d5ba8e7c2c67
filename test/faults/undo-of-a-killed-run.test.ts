import { expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { readLedgerCopy } from '../support/ledger-copy.ts'
import { arrange, someSeed } from './arrange.ts'
import { startWork, type Ended } from './command.ts'
import type { Referee } from './start-referee.ts'
import { unannounced } from './verdict.ts'

/** Requests until the first deactivation, and until the last one: four pages, then a request a user. */
const [FIRST, LAST] = [8, 45]
/** An undo sends about as many. */
const UNDO = 50
const KILLS = 3

/** Runs a command that is killed at the `requests`-th request from now on; null: not at all. */
async function work(
  referee: Referee,
  command: readonly string[],
  out: string,
  requests: number | null,
): Promise<Ended> {
  const { child, ended } = startWork(referee, command, { out, isHurried: true })
  if (requests !== null) referee.at(requests, () => child.kill('SIGKILL'))
  const result = await ended
  referee.calledOff()
  return result
}

const statusOf = (out: string, run: string): Promise<unknown> =>
  readLedgerCopy(out, (db) => db.prepare('SELECT status FROM runs WHERE id = ?').get(run)?.['status'])

test.each([1, 2])(
  'a wrong list that was killed, and whose undo is killed again and again: everybody is active again (%i)',
  { timeout: 120_000 },
  async (round) => {
    const seed = someSeed() + round
    const random = seededRandom(seed)
    const upTo = (requests: number): number => 1 + Math.floor(random() * requests)
    const { referee, out, list } = await arrange({ seed, lost: 0.1 })
    await work(referee, ['run', list, '--no-delete', '--yes'], out, FIRST + upTo(LAST - FIRST))
    const wrong = await readLedgerCopy(out, (db) => db.prepare('SELECT id FROM runs').get()?.['id'])
    const undo = ['undo', String(wrong), '--yes']

    for (let kill = 0; kill < KILLS; kill += 1) await work(referee, undo, out, upTo(UNDO))
    const { code, stdout, stderr } = await work(referee, undo, out, null)
    expect([0, 3], `seed ${seed}: ${stderr}`).toContain(code)
    expect((JSON.parse(stdout) as Summary).status).toBe('finished')

    const { witness, people } = await referee.testify()
    expect(witness.changes.some(({ do: action }) => action === 'deactivate')).toBe(true)
    // By the platform itself: everybody is as they were before.
    const states = (all: typeof people): string[] => all.map(({ id, isBanned }) => `${id} ${isBanned}`)
    expect(states(people), `seed ${seed}`).toEqual(states(referee.people))
    expect(witness.deleted).toEqual([])
    expect(await statusOf(out, String(wrong))).toBe('finished')
    expect(await unannounced(referee, out)).toEqual([])
  },
)
