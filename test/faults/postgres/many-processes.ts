import { hostname } from 'node:os'
import { holderOf } from '../../support/ledger-copy.ts'
import type { PostgresServer } from '../../support/postgres.ts'
import { startRun, type Running } from '../command.ts'
import { MODES } from '../mode.ts'
import { runUntilDone } from '../run-until-done.ts'
import { startReferee, type Referee } from '../start-referee.ts'
import { makeTask } from '../task.ts'
import { judgeOnlyRun } from './ended-run.ts'
import { folderOn, modeAt, type Played, type Sizes } from './played.ts'

/** How many of the users of a round are on each of many lists. */
const SHARE = 1 / 4

/** Many processes, each on a site of its own, all in one ledger that is not there yet. Each is killed once and goes on. */
export async function manySites(
  seed: number,
  server: PostgresServer,
  sizes: Sizes,
): Promise<Omit<Played, 'kind' | 'ms'>> {
  const { users, workers } = sizes
  const out = folderOn(server)
  const round = { users: Math.ceil(users * SHARE), lost: 0.1, isHurried: true, maxKills: 1, out }
  const all = await Promise.all(
    Array.from({ length: workers }, (_, index) => {
      const own = seed * workers + index
      return runUntilDone(own, { ...round, mode: modeAt(own, sizes) })
    }),
  )
  const sum = (of: 'kills' | 'requests' | 'deleted'): number => all.reduce((total, one) => total + one[of], 0)
  return {
    ...{ seed, mode: 'all', disturbed: sum('kills'), requests: sum('requests'), deleted: sum('deleted') },
    ...{ lockMs: [], late: null },
    wrong: all.flatMap(({ mode, wrong }) => wrong.map((what) => `${mode.name}: ${what}`)),
  }
}

/** Many processes on one site: one works, the others end at once, and say who has it. */
export async function oneSite(
  seed: number,
  server: PostgresServer,
  { users, workers }: Sizes,
): Promise<Omit<Played, 'kind' | 'ms'>> {
  const site = { seed, users: Math.round((users * 4) / 3), rejectRepeatedBan: false }
  const referee = await startReferee({ ...site, lost: 0.1, latencyMs: 20 })
  const out = folderOn(server)
  const all: Running[] = []
  try {
    const [mode] = MODES
    const task = makeTask(mode, referee, users, () => 0)
    const wake = stopFirst(referee, out)
    while (all.length < workers) all.push(startRun(referee, { list: task.list, out, isHurried: true }))
    await allButOne(all)
    await wake()
    const ended = await Promise.all(all.map((one) => one.ended))
    const works = ended.findIndex(({ code }) => code === 3 || code === 0)
    const words = `in use by process ${all[works]?.child.pid ?? 0} on ${hostname()}, since 20`
    const wrong = ended
      .filter(({ code, stderr }, index) => index !== works && !(code === 6 && stderr.includes(words)))
      .map(({ code, stderr }) => `one ended with ${code ?? 'none'}, and not with 6 "${words}": ${stderr}`)
    wrong.push(...(await judgeOnlyRun({ task, referee, site, out })))
    const { witness } = await referee.testify()
    return {
      ...{ seed, mode: mode.name, disturbed: workers - 1, requests: witness.requests },
      ...{ deleted: witness.deleted.length, lockMs: [], late: null, wrong },
    }
  } finally {
    for (const { child } of all) child.kill('SIGKILL')
    await referee.end()
  }
}

/** Stops whoever sends the first request, so that it is at work until all others have ended. Returns what lets it go on. */
function stopFirst(referee: Referee, out: string): () => Promise<void> {
  let stopping: Promise<number> | undefined
  referee.at(1, () => {
    stopping = holderOf(out).then((pid) => {
      process.kill(pid, 'SIGSTOP')
      return pid
    })
  })
  return async () => {
    referee.calledOff()
    const pid = await stopping
    if (pid !== undefined) process.kill(pid, 'SIGCONT')
  }
}

/** Resolves when one of them is left. */
async function allButOne(all: readonly Running[]): Promise<void> {
  let left = all.length
  await new Promise<void>((resolve) => {
    for (const { ended } of all) {
      void ended.then(() => {
        left -= 1
        if (left <= 1) resolve()
      })
    }
  })
}
