import { seededRandom } from '../../src/sandbox/random.ts'
import { readArchive } from '../support/archive.ts'
import { readResults, temporaryFolder } from '../support/cli.ts'
import { startWork, type Running } from './command.ts'
import { toldResults } from '../support/told-results.ts'
import { unexpectedEnds } from './expected-ends.ts'
import { readLeftBehind, type LeftBehind } from './left-behind.ts'
import { modeOf } from './mode.ts'
import { differences, readSummary, type Report } from './same-report.ts'
import { startReferee, type Referee } from './start-referee.ts'
import { makeTask, nextCommand, type Task } from './task.ts'
import { unannounced, verdict } from './verdict.ts'

/** How long a process takes at most until it sends its first request; a kill that early has to be harmless, too. */
const STARTING_MS = 600
/** Of 60 users some take no request: fewer than there are, so that the first process is always killed. */
const USERS_TO_KILL_WITHIN = 50
const MAX_PASSES = 40
/** All is well, or a person has to look; or too many users ended alike, and the run stopped: the same command goes on. */
const EXIT_CODES: readonly (number | null)[] = [0, 3, 4]

/** How one run went that was killed again and again until it came to its end. */
export interface Figures {
  seed: number
  mode: string
  kills: number
  /** Kills that met the process before it had sent anything. */
  killsAtStart: number
  requests: number
  /** Users the platform deleted. */
  deleted: number
  /** Rows whose change had arrived although no answer was recorded: a kill or a lost answer came in between. */
  settled: number
  ms: number
  wrong: string[]
}

/** How a run that was killed came to its end. */
interface Ended {
  report: Report
  /** Whoever was still there when they were put on the protected list; null where nobody was. */
  spared: ReadonlySet<string> | null
}

/** One run of 60 users in the mode of its seed, with a share of all answers lost, killed with SIGKILL at random moments until it has ended. */
export async function runUntilDone(seed: number, lost: number, isHurried: boolean): Promise<Figures> {
  const random = seededRandom(seed)
  const begun = performance.now()
  const site = { seed, rejectRepeatedBan: random() < 0.5 }
  const mode = modeOf(seed)
  const figures: Figures = {
    ...{ seed, mode: mode.name, kills: 0, killsAtStart: 0, requests: 0, deleted: 0, settled: 0, ms: 0 },
    wrong: [],
  }
  const referee = await startReferee({ ...site, lost })
  try {
    const task = { ...makeTask(mode, referee, random), isHurried }
    const ended = await killUntilOver(task, referee, random, figures)
    if (ended === null) figures.wrong.push('the run does not come to its end')
    else {
      figures.wrong.push(...(await judge(task, referee, ended)))
      const undisturbed = await runUndisturbed(task, site, ended.spared !== null)
      const except = new Set(ended.spared === null ? [] : task.protected.ids)
      figures.wrong.push(...differences(ended.report, undisturbed, { except, looksUp: mode.looksUp }))
      const rows = readResults(ended.report.out, ended.report.run)
      figures.settled = rows.filter((row) => row['offboard_reason'] === 'confirmed_after').length
    }
    const { witness } = await referee.testify()
    figures.requests = witness.requests
    figures.deleted = witness.deleted.length
  } finally {
    figures.ms = Math.round(performance.now() - begun)
    referee.end()
  }
  return figures
}

/** One process after the other. Null where it takes too many. Notes kills, and whatever goes wrong on the way. */
async function killUntilOver(
  task: Task & { isHurried: boolean },
  referee: Referee,
  random: () => number,
  figures: Figures,
): Promise<Ended | null> {
  const out = temporaryFolder()
  if (task.mode.archives) referee.expectArchives(out)
  let left: LeftBehind | null = null
  let spared: Ended['spared'] = null
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const before = await referee.testify()
    if (task.mode.protects && figures.kills > 0) spared ??= stillThere(task.protected.ids, before.people)
    const command = nextCommand(task, left, spared !== null)
    const running = startWork(referee, command, { out, isHurried: task.isHurried })
    const disarm = killAtRandom(running, random, referee, task.mode.requests * USERS_TO_KILL_WITHIN)
    const { code, signal, stderr } = await running.ended
    disarm()

    const { witness } = await referee.testify()
    if (signal === 'SIGKILL') {
      figures.kills += 1
      if (witness.requests === before.witness.requests) figures.killsAtStart += 1
    } else if (!EXIT_CODES.includes(code)) {
      figures.wrong.push(`${command.join(' ')}: exit code ${code ?? 'none'}: ${stderr}`)
    }
    if (command[0] === 'plan' && witness.changes.length > 0)
      figures.wrong.push('a plan has changed something')
    figures.wrong.push(...(await unannounced(referee, out)))
    left = readLeftBehind(out)
    referee.closeRows(left?.ended ?? [])
    // Also of one that was killed on its way out: the run itself was over, and its files tell how it ended.
    if (left !== null && left.over !== null)
      return { report: { out, run: left.over, plan: left.plan }, spared }
  }
  return null
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

async function judge({ mode, ids }: Task, referee: Referee, { report, spared }: Ended): Promise<string[]> {
  const { out, run, plan } = report
  const { witness, people } = await referee.testify()
  // Whom a plan does not act on, the run that carries it out does not have.
  const planned = plan === null ? null : readResults(out, plan, 'plan.csv')
  const listed = planned?.filter((row) => row['offboard_would'] !== 'nothing').map((row) => row['id'] ?? '')
  const seen = { before: referee.people, now: people, changes: witness.changes }
  return [
    ...(mode.archives ? wronglySaved(toldResults(out, run), readArchive(out, run)) : []),
    ...(await verdict(referee, { out, ids: listed ?? ids, summary: readSummary({ out, run }) })),
    ...unexpectedEnds(toldResults(out, run), seen, { mode, ids, spared: spared ?? new Set() }),
  ]
}

/** The same on a site of its own that is the same, with nothing in the way. */
async function runUndisturbed(
  task: Task,
  site: Parameters<typeof startReferee>[0],
  isProtecting: boolean,
): Promise<Report> {
  const referee = await startReferee(site)
  try {
    const out = temporaryFolder()
    let left: LeftBehind | null = null
    for (;;) {
      const { code, stderr } = await startWork(referee, nextCommand(task, left, isProtecting), { out }).ended
      if (code !== 0 && code !== 3) throw new Error(`exit code ${code ?? 'none'}, undisturbed: ${stderr}`)
      left = readLeftBehind(out)
      if (left !== null && left.over !== null) return { out, run: left.over, plan: left.plan }
    }
  } finally {
    referee.end()
  }
}

function stillThere(ids: readonly string[], people: readonly { id: string }[]): ReadonlySet<string> {
  const there = new Set(people.map(({ id }) => id))
  return new Set(ids.filter((id) => there.has(id)))
}

/**
 * Kills now and then while the process starts, otherwise shortly after one of the next `requests` requests, which there may not be.
 * Returns what calls it off.
 */
function killAtRandom(
  { child }: Running,
  random: () => number,
  referee: Referee,
  requests: number,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const killIn = (ms: number): void => {
    timer = setTimeout(() => child.kill('SIGKILL'), ms)
  }
  if (random() < 0.15) {
    killIn(random() * STARTING_MS)
  } else {
    const afterMs = random() * 20
    referee.at(1 + Math.floor(random() * requests), () => {
      killIn(afterMs)
    })
  }
  return () => {
    clearTimeout(timer)
    referee.calledOff()
  }
}
