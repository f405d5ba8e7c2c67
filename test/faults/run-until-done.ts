import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '../../src/report/summary.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { readResults, temporaryFolder, writeList } from '../support/cli.ts'
import { startRun, type Running } from './command.ts'
import { readLeftBehind } from './left-behind.ts'
import { differences, type Report } from './same-report.ts'
import { startReferee, type Referee } from './start-referee.ts'
import { unannounced, verdict } from './verdict.ts'

const USERS = 60
/** How long a process takes at most until it sends its first request; a kill that early has to be harmless, too. */
const STARTING_MS = 600
const MAX_PASSES = 40

/** How one run went that was killed again and again until it came to its end. */
export interface Figures {
  seed: number
  kills: number
  /** Kills that met the process before it had sent anything. */
  killsAtStart: number
  requests: number
  /** Users the platform deleted. */
  deleted: number
  /** Rows whose deletion had arrived although no answer was recorded: a kill or a lost answer came in between. */
  settled: number
  ms: number
  wrong: string[]
}

/** One run of 60 users, with a share of all answers lost, killed with SIGKILL at random moments until it has ended. */
export async function runUntilDone(seed: number, lost: number): Promise<Figures> {
  const random = seededRandom(seed)
  const begun = performance.now()
  const site = { seed, rejectRepeatedBan: random() < 0.5 }
  const referee = await startReferee({ ...site, lost })
  const figures: Figures = {
    ...{ seed, kills: 0, killsAtStart: 0, requests: 0, deleted: 0, settled: 0, ms: 0 },
    wrong: [],
  }
  try {
    const out = temporaryFolder()
    const users = referee.people.slice(0, USERS).map(({ id }) => id)
    // Nobody, and somebody who is on the list already.
    const ids = [...users, 'nobody', users[0] ?? '']
    const list = writeList(out, `id,note\n${ids.map((id) => `${id},leaves`).join('\n')}\n`)
    for (;;) {
      const seenBefore = (await referee.testify()).witness.requests
      const running = startRun(referee, { list, out })
      const disarm = killAtRandom(running, random, referee)
      const { code, signal, stdout, stderr } = await running.ended
      disarm()
      if (signal !== 'SIGKILL') {
        if (code !== 0 && code !== 3) figures.wrong.push(`exit code ${code ?? 'none'}: ${stderr}`)
        else figures.wrong.push(...(await judge(JSON.parse(stdout) as Summary)))
        return figures
      }
      figures.kills += 1
      const { requests } = (await referee.testify()).witness
      if (requests === seenBefore) figures.killsAtStart += 1
      figures.wrong.push(...(await unannounced(referee, out)))
      const leftBehind = readLeftBehind(out)
      referee.closeRows(leftBehind?.ended ?? [])
      if (leftBehind !== null && leftBehind.over !== null) {
        // Killed on its way out: the run itself was over, and its files tell how it ended.
        const summary = readFileSync(join(out, leftBehind.over, 'summary.json'), 'utf8')
        figures.wrong.push(...(await judge(JSON.parse(summary) as Summary)))
        return figures
      }
      if (figures.kills > MAX_PASSES) {
        figures.wrong.push('the run does not come to its end')
        return figures
      }
    }

    async function judge(summary: Summary): Promise<string[]> {
      const { witness } = await referee.testify()
      figures.requests = witness.requests
      figures.deleted = witness.deleted.length
      figures.settled = readResults(out, summary.run).filter((row) =>
        row['offboard_detail']?.startsWith('confirmed after'),
      ).length
      const undisturbed = await runUndisturbed(site, list)
      return [
        ...(await verdict(referee, { out, ids, summary })),
        ...differences({ out, run: summary.run }, undisturbed),
      ]
    }
  } finally {
    figures.ms = Math.round(performance.now() - begun)
    referee.end()
  }
}

/** The same list on a site of its own that is the same, with nothing in the way. */
async function runUndisturbed(site: Parameters<typeof startReferee>[0], list: string): Promise<Report> {
  const referee = await startReferee(site)
  try {
    const out = temporaryFolder()
    const { stdout } = await startRun(referee, { list, out }).ended
    return { out, run: (JSON.parse(stdout) as Summary).run }
  } finally {
    referee.end()
  }
}

/** Kills now and then while the process starts, otherwise shortly after some request of its. Returns what calls it off. */
function killAtRandom({ child }: Running, random: () => number, referee: Referee): () => void {
  let timer: NodeJS.Timeout | undefined
  const killIn = (ms: number): void => {
    timer = setTimeout(() => child.kill('SIGKILL'), ms)
  }
  if (random() < 0.15) {
    killIn(random() * STARTING_MS)
  } else {
    const afterMs = random() * 20
    referee.at(1 + Math.floor(random() * 2 * USERS), () => {
      killIn(afterMs)
    })
  }
  return () => {
    clearTimeout(timer)
    referee.calledOff()
  }
}
