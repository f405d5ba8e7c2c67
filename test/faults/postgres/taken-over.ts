import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '../../../src/sandbox/random.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { keepOnServer, serverOf } from '../../support/ledger.ts'
import type { PostgresServer } from '../../support/postgres.ts'
import { startWork, type Running } from '../command.ts'
import { readLeftBehind } from '../left-behind.ts'
import { MODES } from '../mode.ts'
import { startReferee, type Referee } from '../start-referee.ts'
import { makeTask } from '../task.ts'
import { unannounced } from '../verdict.ts'
import { cutOff } from './disturb-server.ts'
import { judgeOnlyRun } from './ended-run.ts'
import { folderOn, type Played, type Sizes } from './played.ts'

/** The same command line is right for both processes, and nothing but files of reports is in their folders. */
const MODES_HERE = MODES.filter(
  ({ stages: [stage, ...more], archives }) =>
    more.length === 0 && !stage.protects && stage.goal === 'deleted' && archives === null,
)
const MAX_PASSES = 10
/** The share of rounds in which the stopped process wakes while the other one is at work. */
const EARLY = 0.5
/** A tenth of that, by its hurried clock. */
const PATIENCE = ['--patience', '20s']
/**
 * As many requests may be under way at once. Each is announced, and the site was its own right before: it is late where the process was stopped
 * while it waited for its connection.
 */
const MAX_LATE = 10

/**
 * A process is stopped at a random moment, its connection ended, and another one takes over and finishes the run, in another folder as on
 * another machine. The stopped one wakes meanwhile, or afterwards.
 */
export async function takenOver(
  seed: number,
  server: PostgresServer,
  { users }: Sizes,
): Promise<Omit<Played, 'kind' | 'ms'>> {
  const random = seededRandom(seed)
  const site = { seed, users: Math.round((users * 4) / 3), rejectRepeatedBan: random() < 0.5 }
  const mode = MODES_HERE[Math.floor(random() * MODES_HERE.length)] ?? MODES[0]
  const referee = await startReferee({ ...site, lost: 0.1 })
  const [out, elsewhere] = [folderOn(server), temporaryFolder()]
  keepOnServer(elsewhere, serverOf(out))
  const wrong: string[] = []
  let stopped: Running | undefined
  try {
    const task = makeTask(mode, referee, users, random)
    const work = (folder: string): Running =>
      startWork(referee, mode.stages[0].next(task.list, { before: undefined, begun: undefined }), {
        ...{ out: folder, isHurried: true, more: PATIENCE },
      })
    const requests = mode.stages[0].requests * users
    const first = work(out)
    stopped = first
    const isStopped = await stopAtRandom(first, referee, 1 + Math.floor(random() * requests))
    let isAsleep = isStopped
    if (isStopped) {
      await cutOffForGood(server)
      referee.closeRows((await readLeftBehind(out))?.runs[0]?.ended ?? [])
    }
    const wake = (): void => {
      isAsleep = false
      first.child.kill('SIGCONT')
    }
    const isEarly = isStopped && random() < EARLY
    if (isEarly) referee.at(1 + Math.floor((random() * requests) / 2), wake)
    const other = { work: () => work(elsewhere), out, isAlone: () => isAsleep }
    if (isStopped) wrong.push(...(await finish(other)))
    referee.calledOff()

    const before = await referee.testify()
    wake()
    const { code, stderr } = await first.ended
    const after = await referee.testify()
    if (![0, 3, 4, 6].includes(code ?? -1))
      wrong.push(`the stopped one ended with ${code ?? 'none'}: ${stderr}`)
    const late = after.witness.changes.length - before.witness.changes.length
    if (late > MAX_LATE) wrong.push(`${late} changes were asked for when all was done`)
    wrong.push(...(await unannounced(referee, out)))
    // One that wakes early may find the site free, and finish the run itself.
    const isFinisher = code === 0 || code === 3
    wrong.push(...(await judgeOnlyRun({ task, referee, site, out: isFinisher ? out : elsewhere })))
    const { witness } = after
    return {
      ...{ seed, mode: mode.name, disturbed: 1, requests: witness.requests, deleted: witness.deleted.length },
      ...{ lockMs: [], late: isStopped && !isEarly ? late : null, wrong },
    }
  } finally {
    stopped?.child.kill('SIGKILL')
    await referee.end()
  }
}

/** Whether it was stopped: it may have ended before. */
async function stopAtRandom({ child, ended }: Running, referee: Referee, requests: number): Promise<boolean> {
  const stopped = Promise.withResolvers<boolean>()
  referee.at(requests, () => {
    stopped.resolve(child.kill('SIGSTOP'))
  })
  return Promise.race([stopped.promise, ended.then(() => false)])
}

async function cutOffForGood(server: PostgresServer): Promise<void> {
  while ((await cutOff(server)) > 0) await pause(5)
}

/** Lets other processes work until the run is over. Resolves with what went wrong. */
async function finish({
  work,
  out,
  isAlone,
}: {
  work: () => Running
  out: string
  isAlone: () => boolean
}): Promise<string[]> {
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const { code, stderr } = await work().ended
    // Between two of them the one that woke may have the site.
    const isTurnedAway = code === 6 && pass > 0 && !isAlone()
    if (![0, 3, 4].includes(code ?? -1) && !isTurnedAway)
      return [`the other one ended with ${code ?? 'none'}: ${stderr}`]
    if ((await readLeftBehind(out))?.runs[0]?.isOver === true) return []
  }
  return ['the run does not come to its end']
}
