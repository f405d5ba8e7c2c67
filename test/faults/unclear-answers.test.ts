import { describe, expect, test, type TestContext } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { makePeople } from '../../src/sandbox/people.ts'
import { readResults, temporaryFolder } from '../support/cli.ts'
import { arrange, someSeed, type Scene } from './arrange.ts'
import { startRun } from './command.ts'
import type { Script, ScriptedStep } from './script.ts'
import { toldResults } from '../support/told-results.ts'
import { untrueRows } from './true-words.ts'
import { verdict } from './verdict.ts'

const FAULTS: readonly Fault[] = ['reset', 'lost', 'broken', 'cut', 'hanging']
const STEPS: readonly (readonly ScriptedStep[])[] = [['deactivate'], ['delete'], ['deactivate', 'delete']]

/** As many users as there are on the list, so that each fault meets each step of four of them. */
const USERS = 60

/** A run during which every user meets one fault, at one step or two. It has to end: a test does not wait for ever. */
async function run(
  times: number | null,
  { retries, more = [] }: { retries: number; more?: readonly ScriptedStep[] },
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Promise<Scene & { summary: Summary; users: Script['users']; where: string }> {
  const seed = someSeed()
  const users: Script['users'] = Object.fromEntries(
    makePeople(USERS, seed).map(({ id }, index) => {
      const steps = STEPS[Math.floor(index / FAULTS.length) % STEPS.length] ?? []
      return [id, { fault: FAULTS[index % FAULTS.length] ?? 'lost', steps: [...steps, ...more] }]
    }),
  )
  const script = { times, users }
  const setup = { seed, users: USERS, script, rejectRepeatedBan: seed % 2 === 0 }
  const scene = await arrange(setup, temporaryFolder(), onTestFinished)
  // Everyone at once, so that their back-offs overlap.
  const pace = { retries, concurrency: USERS, more: ['--timeout', '500ms'], isHurried: true }
  const { child, ended } = startRun(scene.referee, { ...scene, ...pace })
  onTestFinished(() => void child.kill('SIGKILL'))
  const { code, stdout, stderr } = await ended
  const where = `seed ${seed}: ${stderr}`
  // Of so many who fail alike the run may be stopped, for a person to look.
  expect([0, 3, 4], where).toContain(code)
  return { ...scene, summary: JSON.parse(stdout) as Summary, users, where }
}

// Side by side, since they wait for back-offs most of the time.
describe.concurrent('answers that are unclear', { timeout: 180_000 }, () => {
  test.for([1, 3])(
    '%i times for everyone: whoever may be deleted is, and is said to be',
    async (times, context) => {
      const { referee, out, ids, summary, where } = await run(times, { retries: 20 }, context)
      expect(await verdict(referee, { out, ids, summary }), where).toEqual([])
      const mayGo = referee.people.filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
      expect(summary.outcomes.deleted, where).toBe(mayGo.length)
      expect(summary.retries.total, where).toBeGreaterThanOrEqual(times * mayGo.length)
    },
  )

  test('more often than a request is tried: each row says what became of its user', async (context) => {
    const { referee, out, ids, summary, users, where } = await run(null, { retries: 2 }, context)
    expect(await verdict(referee, { out, ids, summary }), where).toEqual([])
    const failed = readResults(out, summary.run).filter((row) => row['offboard_outcome'] === 'failed')
    const isNeverDone = (id = ''): boolean => users[id]?.fault === 'reset'
    // Cut off before anything was carried out, nothing came of any attempt.
    expect(failed.filter((row) => isNeverDone(row['id'])).length, where).toBeGreaterThan(5)
    expect(summary.outcomes.deleted, where).toBeGreaterThan(30)
  })

  test('more often than that, whatever is asked: nothing is claimed that is not known', async (context) => {
    const { referee, out, summary, where } = await run(null, { retries: 1, more: ['read'] }, context)
    expect(summary.outcomes.failed, where).toBeGreaterThan(10)
    const rows = await toldResults(out, summary.run)
    const { witness, people } = await referee.testify()
    expect(untrueRows(rows, { before: referee.people, now: people }), where).toEqual([])
    const told = (column: string, value: string): string[] =>
      rows.filter((row) => row[column] === value).map((row) => row['id'] ?? '')
    const unsettled = [
      ...told('left', 'deletion_unknown'),
      ...told('offboard_reason', 'stopped_within_delete'),
    ]
    const deleted = told('offboard_outcome', 'deleted')
    // Whoever is deleted is said to be, or to be possibly.
    const untold = witness.deleted.filter((id) => ![...deleted, ...unsettled].includes(id))
    expect(untold, where).toEqual([])
    expect(witness.deletedTwice, where).toEqual([])
  })
})
