/** `plan`: everything up to the point of acting. `dry_run`: the list is read, and nobody is asked for anything. */
export type RunKind = 'run' | 'plan' | 'dry_run'

const WORDS: Readonly<Record<RunKind, string>> = { run: 'run', plan: 'plan', dry_run: 'dry run' }

export const kindInWords = (kind: RunKind): string => WORDS[kind]
