import type { RunOptions } from './run.ts'

/** What a run does with each user, for people: "deactivated, then deleted for good". */
export function whatHappens(options: Pick<RunOptions, 'deactivate' | 'delete'>): string {
  if (!options.delete) return 'deactivated'
  return options.deactivate
    ? 'deactivated, then deleted for good'
    : 'deleted for good, if deactivated already'
}
