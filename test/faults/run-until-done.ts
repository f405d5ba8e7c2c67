import { seededRandom } from '../../src/sandbox/random.ts'
import { readResults, temporaryFolder } from '../support/cli.ts'
import { dropLedger } from '../support/ledger.ts'
import { startWork, workHere } from './command.ts'
import { killAtRandom, type Disturb } from './disturb.ts'
import { idsOf, judge, type StageEnd } from './judge.ts'
import { readLeftBehind, type LeftBehind, type RunLeft } from './left-behind.ts'
import { modeOf, type Mode, type Stage } from './mode.ts'
import { differences, type Report } from './same-report.ts'
import { startReferee, type Referee } from './start-referee.ts'
import { makeTask, type Task } from './task.ts'
import { untilDue } from './until-due.ts'
import { unannounced } from './verdict.ts'

/** Of the users on the list some take no request: within fewer than there are, so that the first process is always disturbed. */
const SHARE_TO_DISTURB_WITHIN = 5 / 6
/** As many as are on the list, and some more. */
const SITE_SHARE = 4 / 3
const MAX_PASSES = 40
/** All is well, or a person has to look; or too many users ended alike, and the run stopped: the same command goes on. */
const EXIT_CODES: readonly (number | null)[] = [0, 3, 4]

/** How one round went: one stage after the other, each killed, or disturbed otherwise, again and again until it came to its end. */
export interface Figures {
  seed: number
  mode: Mode
  /** How often its processes were killed, or disturbed otherwise. */
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

/** What a round is like. */
export interface Round {
  /** How many users are on the list. */
  users: number
  /** The share of answers that are lost, from 0 to 1. */
  lost: number
  /** Whether the waits of its processes take a tenth of their time. */
  isHurried: boolean
  /** How often each stage is killed at most. */
  maxKills: number
  /** Default: the one of the seed. */
  mode?: Mode
  /** The folder of the ledger. Others may use it as well, for other sites. Default: a new one, and its ledger is taken off the server afterwards. */
  out?: string
  /** What is done to its processes. Default: they are killed with SIGKILL. */
  disturb?: Disturb
  /** Further exit codes with which a process that was disturbed may end. Default: none. */
  mayEndWith?: readonly number[]
}

/** What one round has for all its stages. */
interface Scene extends Required<Pick<Round, 'isHurried' | 'maxKills' | 'disturb' | 'mayEndWith'>> {
  task: Task
  referee: Referee
  out: string
  random: () => number
  figures: Figures
}

/** One round, killed at random moments until each stage has ended. */
export async function runUntilDone(seed: number, round: Round): Promise<Figures> {
  const { users, lost, mode = modeOf(seed), out = temporaryFolder() } = round
  const { disturb = killAtRandom, mayEndWith = [] } = round
  const random = seededRandom(seed)
  const begun = performance.now()
  const site = { seed, users: Math.round(users * SITE_SHARE), rejectRepeatedBan: random() < 0.5 }
  const figures: Figures = {
    ...{ seed, mode, kills: 0, killsAtStart: 0, requests: 0, deleted: 0, settled: 0, ms: 0 },
    wrong: [],
  }
  const referee = await startReferee({ ...site, lost })
  try {
    const task = makeTask(mode, referee, users, random)
    const scene = { ...round, disturb, mayEndWith, task, referee, out, random, figures }
    const ends = await allStages(scene)
    if (ends.length < mode.stages.length) figures.wrong.push('the run does not come to its end')
    else figures.wrong.push(...(await compareWithUndisturbed(task, site, ends)))
    const { witness } = await referee.testify()
    figures.requests = witness.requests
    figures.deleted = witness.deleted.length
  } finally {
    figures.ms = Math.round(performance.now() - begun)
    await referee.end()
    if (round.out === undefined) await dropLedger(out)
  }
  return figures
}

/** One stage after the other, each judged when it is over. Fewer than the mode has where one does not come to its end. */
async function allStages(scene: Scene): Promise<StageEnd[]> {
  const { task, referee, out, figures } = scene
  if (task.mode.archives !== null) referee.expectArchives(out, task.mode.archives)
  const ends: StageEnd[] = []
  for (const stage of task.mode.stages) {
    const end = await killUntilOver(stage, ends.at(-1) ?? null, scene)
    if (end === null) break
    figures.wrong.push(...(await judge(task, referee, end)))
    if (stage.goal !== null) {
      const rows = readResults(out, end.report.run)
      figures.settled += rows.filter((row) => row['offboard_reason'] === 'confirmed_after').length
    }
    ends.push(end)
  }
  return ends
}

/** One process after the other until the run of a stage is over. Null where it takes too many. Notes kills, and whatever goes wrong on the way. */
async function killUntilOver(stage: Stage, before: StageEnd | null, scene: Scene): Promise<StageEnd | null> {
  const { task, referee, out, random, isHurried, maxKills, disturb, mayEndWith, figures } = scene
  const { witness, people } = await referee.testify()
  const begin = { stage, before, people, changes: witness.changes.length }
  const ids = new Set(idsOf(task, referee, begin))
  /** Who is on the list, and whose rows ended in an earlier stage. */
  const done = before === null ? [] : task.ids.filter((id) => !ids.has(id))
  const closeRows = async (): Promise<RunLeft[]> => {
    const runs = runsOf(stage, referee, await readLeftBehind(out))
    referee.closeRows([...done, ...(runs[0]?.ended ?? [])])
    return runs
  }
  referee.closeRows(done)
  await untilDue(await readLeftBehind(out))

  const killsBefore = figures.kills
  let spared: StageEnd['spared'] = null
  let begun: RunLeft | undefined
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const now = await referee.testify()
    if (stage.protects && figures.kills > killsBefore) spared ??= stillThere(task.protected.ids, now.people)
    const command = nextCommand(task, stage, before?.report, begun, spared !== null)
    const running = startWork(referee, command, { out, isHurried })
    const isKilled = figures.kills - killsBefore < maxKills
    const requests = stage.requests * task.users * SHARE_TO_DISTURB_WITHIN
    const undisturb = isKilled ? disturb({ running, referee, out, random, requests, closeRows }) : null
    const { code, signal, stderr } = await running.ended
    const times = (await undisturb?.()) ?? 0
    figures.kills += times

    if (signal === 'SIGKILL') {
      const { witness: later } = await referee.testify()
      if (later.requests === now.witness.requests) figures.killsAtStart += 1
    } else if (![...EXIT_CODES, ...(times > 0 ? mayEndWith : [])].includes(code)) {
      figures.wrong.push(`${command.join(' ')}: exit code ${code ?? 'none'}: ${stderr}`)
    }
    figures.wrong.push(...(await unannounced(referee, out)))
    const [run, ...more] = await closeRows()
    if (more.length > 0) figures.wrong.push(`${more.length} runs more than one: ${command.join(' ')}`)
    begun = run
    // Also of one that was killed on its way out: the run itself was over, and its files tell how it ended.
    if (run?.isOver === true) return { ...begin, spared, report: { out, run: run.id, kind: stage.kind } }
  }
  return null
}

/** The command line of the next process. */
const nextCommand = (
  { list, protected: { file } }: Task,
  stage: Stage,
  before: Report | undefined,
  begun: RunLeft | undefined,
  isProtecting: boolean,
): string[] => [
  ...stage.next(list, { before: before?.run, begun: begun?.id }),
  ...(isProtecting ? ['--protect', file] : []),
]

const runsOf = ({ kind }: Stage, { site }: Referee, left: LeftBehind | null): RunLeft[] =>
  (left?.runs ?? []).filter((run) => run.kind === kind && run.site === site)

/** In what the reports of all stages differ from those on a site of its own that is the same, with nothing in the way. */
export async function compareWithUndisturbed(
  task: Task,
  site: Parameters<typeof startReferee>[0],
  ends: readonly StageEnd[],
): Promise<string[]> {
  const referee = await startReferee(site)
  const out = temporaryFolder()
  try {
    const { looksUp } = task.mode
    const wrong: string[] = []
    let before: Report | undefined
    for (const { stage, spared, report } of ends) {
      await untilDue(await readLeftBehind(out))
      const command = nextCommand(task, stage, before, undefined, spared !== null)
      const { code, stderr } = await workHere(referee, command, { out })
      const [run] = runsOf(stage, referee, await readLeftBehind(out))
      if ((code !== 0 && code !== 3) || run === undefined)
        throw new Error(`exit code ${code ?? 'none'}, undisturbed: ${stderr}`)
      const undisturbed = { out, run: run.id, kind: stage.kind }
      const except = new Set(spared === null ? [] : task.protected.ids)
      wrong.push(...differences(report, undisturbed, { except, looksUp }))
      before = undisturbed
    }
    return wrong
  } finally {
    await referee.end()
    await dropLedger(out)
  }
}

function stillThere(ids: readonly string[], people: readonly { id: string }[]): ReadonlySet<string> {
  const there = new Set(people.map(({ id }) => id))
  return new Set(ids.filter((id) => there.has(id)))
}
