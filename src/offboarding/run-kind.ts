/** `plan`: does everything up to the first change. `dry_run`: sends no request. */
export type RunKind = 'run' | 'plan' | 'dry_run'

/**
 * What a run is for, other than offboarding the people on a list. `purge`: deletes users whose grace period is over. `undo`:
 * reactivates users whom an earlier run deactivated. Both take their rows from the ledger.
 */
export type RunTask = 'purge' | 'undo'

const WORDS: Readonly<Record<RunKind, string>> = { run: 'run', plan: 'plan', dry_run: 'dry run' }

/** `run`, `plan`, `dry run`, `purge`, `dry run of a purge` and so on. */
export function kindInWords({ kind, task }: { kind: RunKind; task?: RunTask }): string {
  if (task === undefined) return WORDS[kind]
  return kind === 'run' ? task : `${WORDS[kind]} of ${task === 'undo' ? 'an' : 'a'} ${task}`
}
