import type { Person } from '../../src/sandbox/people.ts'
import { readArchive } from '../support/archive.ts'
import { readResults } from '../support/cli.ts'
import { toldResults } from '../support/told-results.ts'
import { mayGo, unexpectedEnds } from './expected-ends.ts'
import type { Kind } from './left-behind.ts'
import type { Stage } from './mode.ts'
import { readSummary, type Report } from './same-report.ts'
import type { Referee } from './start-referee.ts'
import type { Task } from './task.ts'
import { verdict } from './verdict.ts'
import type { Change } from './witness.ts'

/** What there was when a stage began. */
export interface StageBegin {
  stage: Stage
  /** The stage before; null for the first one. */
  before: StageEnd | null
  /** The users of the site. */
  people: readonly Person[]
  /** How many changes the platform had been asked for. */
  changes: number
}

/** How a stage that was killed came to its end. */
export interface StageEnd extends StageBegin {
  report: Report
  /** Whoever was still there when they were put on the protected list; null where nobody was. */
  spared: ReadonlySet<string> | null
}

/** What runs of each kind may ask the platform for. */
const MAY_ASK: Readonly<Record<Kind, readonly Change['do'][]>> = {
  plan: [],
  run: ['deactivate', 'reactivate', 'delete'],
  purge: ['delete'],
  undo: ['reactivate'],
}

/** The users that a stage's run has rows for, in their order. */
export function idsOf({ ids }: Task, referee: Referee, { stage: { kind }, before }: StageBegin): string[] {
  const listed = new Set(ids)
  const gone = referee.people.filter((person) => listed.has(person.id) && mayGo(person))
  switch (kind) {
    case 'plan':
      return [...ids]
    case 'run':
      return before === null ? [...ids] : actedOn(before.report)
    case 'purge':
      // Of a run that is undone nobody waits any more, whoever they were.
      return before?.stage.kind === 'undo' ? [] : gone.map(({ id }) => id)
    case 'undo':
      // Whoever was deactivated before the run stays so.
      return gone.filter(({ isBanned }) => !isBanned).map(({ id }) => id)
  }
}

/** Whom a plan does not act on, the run that carries it out does not have. */
const actedOn = ({ out, run }: Report): string[] =>
  readResults(out, run, 'plan.csv')
    .filter((row) => row['offboard_would'] !== 'nothing')
    .map((row) => row['id'] ?? '')

/** What is wrong with a stage that is over, by the referee's memory of it. */
export async function judge(task: Task, referee: Referee, end: StageEnd): Promise<string[]> {
  const { stage, people: before, report, spared } = end
  const { kind, goal } = stage
  const { out, run } = report
  const { witness, people: now } = await referee.testify()
  const changes = witness.changes.slice(end.changes)
  const wrong = changes
    .filter((change) => !MAY_ASK[kind].includes(change.do))
    .map((change) => `a ${kind} asked to ${change.do} ${change.userId}`)
  if (goal === null) return wrong

  const ids = idsOf(task, referee, end)
  const { looksUp, archives } = task.mode
  const rows = await toldResults(out, run)
  const ofList = kind === 'run' ? task.ids : ids
  return [
    ...wrong,
    ...(archives !== null ? wronglySaved(rows, readArchive(out, run)) : []),
    ...(await verdict(referee, { out, ids, summary: readSummary(report), changesBefore: end.changes })),
    ...unexpectedEnds(
      rows,
      { before, now, changes },
      { kind, goal, looksUp, ids: ofList, spared: spared ?? new Set() },
    ),
  ]
}

/** Whoever is deleted is saved, and whoever is saved is saved once. */
function wronglySaved(
  rows: readonly Record<string, string>[],
  saved: readonly { userId: string }[],
): string[] {
  const ids = saved.map(({ userId }) => userId)
  const deleted = rows.filter((row) => row['offboard_outcome'] === 'deleted').map((row) => row['id'] ?? '')
  const missing = deleted.filter((id) => !ids.includes(id))
  return [
    ...(new Set(ids).size < ids.length ? [`saved more than once: ${ids.sort().join(' ')}`] : []),
    ...(missing.length > 0 ? [`deleted and not saved: ${missing.join(' ')}`] : []),
  ]
}
