import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunTooOld } from './opened.ts'

/**
 * Why an interrupted run is too old to resume, or null: an old list says nothing about who works here today. The age counts from
 * when the run was last worked on.
 */
export async function whyTooOld(run: RunReader, now: Date, maxAgeMs: number): Promise<RunTooOld | null> {
  const workedOn = await lastWorkedOn(run)
  const ageMs = now.getTime() - workedOn.getTime()
  if (ageMs <= maxAgeMs || (await run.countToDo()) === 0) return null
  return { kind: 'run_too_old', run: run.id, workedOn, ageMs, begun: await run.countBegun() }
}

async function lastWorkedOn(run: RunReader): Promise<Date> {
  const { started } = await run.record()
  const sessions = (await run.sessions()).filter(({ purpose }) => purpose === null)
  const times = sessions.map((session) => session.ended ?? session.started)
  return new Date([started, ...times].sort().at(-1) ?? 0)
}
