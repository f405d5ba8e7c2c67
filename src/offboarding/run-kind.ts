/** `plan`: does everything up to the first change. `dry_run`: reads the list and sends no request. */
export type RunKind = 'run' | 'plan' | 'dry_run'

const WORDS: Readonly<Record<RunKind, string>> = { run: 'run', plan: 'plan', dry_run: 'dry run' }

export const kindInWords = (kind: RunKind): string => WORDS[kind]
