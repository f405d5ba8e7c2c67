import type { RunEntry } from '../../ledger/run-reader.ts'

/**
 * Why an interrupted run is not gone on with, or null: a list of last spring says nothing about who works here today. Its age is counted
 * from when it was last worked on.
 */
export function whyTooOldToResume(entry: RunEntry, now: Date, maxAgeMs: number): string | null {
  const { id } = entry.record
  const last = lastWorkedOn(entry)
  const ageMs = now.getTime() - last.getTime()
  if (ageMs <= maxAgeMs || entry.countToDo() === 0) return null
  const begun = entry.countBegun()
  const left =
    begun === 0
      ? 'Nobody is left half done.'
      : `${begun} of its users may be deactivated, and ${begun === 1 ? 'is' : 'are'} not deleted: whoever is to stay has to be reactivated on the platform.`
  return `run ${id} was last worked on at ${last.toISOString()}, longer ago than --resume-max-age allows, so its list may not be true any more. ${left} results.csv of that run says who they are (report ${id} writes it again). To go on all the same, with all that is left of it: --resume-max-age ${Math.ceil(ageMs / DAY_MS)}d.`
}

const DAY_MS = 24 * 3_600_000

function lastWorkedOn(entry: RunEntry): Date {
  const times = entry.passes().map(({ started, ended }) => ended ?? started)
  return new Date([entry.record.started, ...times].sort().at(-1) ?? 0)
}
