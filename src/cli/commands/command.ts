import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Flags } from '../flags/flag.ts'

/**
 * A parsed command line: the values of its flags and arguments by name. A value is a text, true, or a list of them for a flag
 * given several times.
 */
export type Parsed = Readonly<Record<string, unknown>>

/** What help says about a command, and its flags. Cheap to load: the command's code is in a file of its own. */
export interface CommandMeta {
  name: string
  /** Its argument as help shows it: `<list>`, or `[run]` where it is optional; null where there is none. */
  works: { on: string; describe: string } | null
  describe: string
  /** Command lines without the program's name, each with what it does, in a sentence without a full stop. At least two. */
  examples: readonly (readonly [commandLine: string, what: string])[]
  flags: Flags
}

/**
 * Runs a command. `warnings`: what is unusual about the environment, for the log. Rejects with the errors that `explainFailure`
 * knows.
 */
export type Runner = (parsed: Parsed, deps: Deps, warnings: readonly string[]) => Promise<ExitCode>

export interface Command extends CommandMeta {
  load: () => Promise<Runner>
}
