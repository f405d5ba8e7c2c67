import { isUnfinished, type RunRecord } from '../offboarding/run/run.ts'
import type { Place } from './seen.ts'

/** What to do with a list. */
export type Step =
  /** Finish a run of it, which was broken off. */
  | { do: 'resume'; run: string }
  /** Put it to what came of its run, which is over. */
  | { do: 'file'; run: string }
  /** It was done before, and its run has its list already. */
  | { do: 'say done'; run: string }
  /** A person has not approved its plan yet. */
  | { do: 'wait'; plan: string }
  /** Put its plan, which lies beside the same list under another name, beside it, too. */
  | { do: 'put plan'; plan: string }
  | { do: 'plan' }
  | { do: 'run' }
  | { do: 'carry out'; plan: string }
  | { do: 'refuse'; because: 'not planned' | 'plan changed' }
  /** A run of it is unfinished, and nobody has agreed here that it goes on. */
  | { do: 'ask'; run: string }

/** What is known of a list that lies in an inbox. */
export interface Known {
  place: Place
  /** What happens to lists that nobody has approved. */
  then: 'plan' | 'run'
  /** The runs and plans of the same bytes on the same site, oldest first. */
  runs: readonly Pick<RunRecord, 'id' | 'options' | 'status' | 'reported'>[]
  /** Whether the list of a run lies with what came of it. */
  isFiled: (run: string) => boolean
  /** Whether the table of a plan lies in the inbox as it was written. */
  isPlanHere: (plan: string) => boolean
  /** Whether the place of its plan's table is taken: by that, as it was written or changed since, and not by that of another list. */
  hasTable: boolean
}

/** Decides what to do with a list, by where it lies and by what the ledger knows of its bytes. */
export function decide({ place, then, runs, isFiled, isPlanHere, hasTable }: Known): Step {
  // A refused run touched nobody, so the list may be tried again.
  const last = runs.findLast(({ options, status }) => options.kind === 'run' && status !== 'refused')
  if (last !== undefined) {
    // Somebody may have stopped it on purpose. Where only its report is missing nobody is touched any more.
    const isAgreed = place === 'approved' || then === 'run' || last.status === 'finished'
    if (isUnfinished(last)) return { do: isAgreed ? 'resume' : 'ask', run: last.id }
    return { do: isFiled(last.id) ? 'say done' : 'file', run: last.id }
  }
  const plans = runs.filter(({ options, status }) => options.kind === 'plan' && status === 'finished')
  if (place === 'approved') {
    const plan = plans.findLast(({ id }) => isPlanHere(id))
    if (plan !== undefined) return { do: 'carry out', plan: plan.id }
    return { do: 'refuse', because: plans.length > 0 ? 'plan changed' : 'not planned' }
  }
  if (then === 'run') return { do: 'run' }
  const plan = plans.at(-1)
  // One whose job was killed before it had said so is finished by planning it again, which asks for nothing.
  if (plan === undefined || isUnfinished(plan)) return { do: 'plan' }
  // A table that somebody has changed stays as well: what they wrote into it is theirs.
  if (hasTable) return { do: 'wait', plan: plan.id }
  return isPlanHere(plan.id) ? { do: 'put plan', plan: plan.id } : { do: 'plan' }
}
