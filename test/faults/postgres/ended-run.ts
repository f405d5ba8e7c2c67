import { judge } from '../judge.ts'
import { readLeftBehind } from '../left-behind.ts'
import { compareWithUndisturbed } from '../run-until-done.ts'
import type { Referee } from '../start-referee.ts'
import type { Task } from '../task.ts'
import type { Setup } from '../witness.ts'

/** A site, as two referees can have it. */
export type SameSite = Pick<Setup, 'seed' | 'users' | 'rejectRepeatedBan'>

interface Ended {
  task: Task
  referee: Referee
  site: SameSite
  /** The folder of its ledger. */
  out: string
}

/** What is wrong with the only run in a ledger, a run of the task's only stage; empty where everything is as promised. */
export async function judgeOnlyRun({ task, referee, site, out }: Ended): Promise<string[]> {
  const [run, ...more] = (await readLeftBehind(out))?.runs ?? []
  if (run === undefined || more.length > 0)
    return [`there are ${more.length + (run === undefined ? 0 : 1)} runs`]
  if (!run.isOver) return ['the run does not come to its end']
  const [stage] = task.mode.stages
  const report = { out, run: run.id, kind: stage.kind }
  const end = { stage, before: null, people: referee.people, changes: 0, report, spared: null }
  return [...(await judge(task, referee, end)), ...(await compareWithUndisturbed(task, site, [end]))]
}
