import type { Summary } from '../../src/report/summary.ts'
import { intentOf, readLeftBehind } from './left-behind.ts'
import type { Referee } from './start-referee.ts'
import { toldResults } from '../support/told-results.ts'
import { untrueRows } from './true-words.ts'

interface Judged {
  out: string
  /** The users on its rows. */
  ids: readonly string[]
  summary: Summary
  /** How many changes the platform was asked for before the run began; 0 unless it is told. */
  changesBefore?: number
}

/** What is wrong with a run that has come to its end, by the referee's memory; empty where everything is as promised. */
export async function verdict(
  referee: Referee,
  { out, ids, summary, changesBefore = 0 }: Judged,
): Promise<string[]> {
  const wrong: string[] = []
  const { witness, people } = await referee.testify()
  const rows = await toldResults(out, summary.run)
  const outcomes = rows.map((row) => row['offboard_outcome'] ?? '')

  // Each row ends in exactly one outcome.
  if (rows.map((row) => row['id']).join() !== ids.join()) wrong.push('the rows are not those of the list')
  const open = outcomes.filter((outcome) => outcome === '' || outcome === 'not_attempted')
  if (open.length > 0) wrong.push(`${open.length} rows have no end`)
  if (summary.status !== 'finished') wrong.push(`the run is ${summary.status}`)

  // What the results say is what the platform did.
  const said = rows.filter((row) => row['offboard_outcome'] === 'deleted').map((row) => row['id'] ?? '')
  if (!sameMembers(said, witness.deleted)) {
    wrong.push(`deleted by the results: ${said.join(' ')}; by the platform: ${witness.deleted.join(' ')}`)
  }
  const left = new Set(people.map(({ id }) => id))
  const gone = referee.people.map(({ id }) => id).filter((id) => !left.has(id))
  if (!sameMembers(gone, witness.deleted)) wrong.push('the referee contradicts itself')
  wrong.push(...untrueRows(rows, { before: referee.people, now: people }))

  if (witness.unsaved.length > 0) wrong.push(`deleted without their records: ${witness.unsaved.join(', ')}`)
  if (witness.deletedTwice.length > 0) wrong.push(`deleted twice: ${witness.deletedTwice.join(' ')}`)
  if (witness.touchedAgain.length > 0) {
    wrong.push(`touched after their rows had ended: ${witness.touchedAgain.join(' ')}`)
  }
  const listed = new Set(ids)
  const strangers = witness.changes.slice(changesBefore).filter(({ userId }) => !listed.has(userId))
  if (strangers.length > 0) wrong.push(`not on the list, and touched: ${strangers.map(intentOf).join(', ')}`)

  return [...wrong, ...(await unannounced(referee, out))]
}

/** Changes that the platform was asked for, and that the ledger in `out` does not know of. There must never be one. */
export async function unannounced(referee: Referee, out: string): Promise<string[]> {
  const intents = (await readLeftBehind(out))?.intents ?? new Set<string>()
  const { witness } = await referee.testify()
  return witness.changes
    .filter((change) => !intents.has(intentOf(change)))
    .map((change) => `${intentOf(change)} was sent before it was recorded in ${out}`)
}

const sameMembers = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && [...some].sort().join() === [...others].sort().join()
