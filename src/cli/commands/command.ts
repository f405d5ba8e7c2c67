import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Flags } from '../flags/flag.ts'

/** What was parsed of a command line: a text, or true, by the name of each flag that was given, and of what the command works on. */
export type Parsed = Readonly<Record<string, unknown>>

/** What help says of a command, and which flags it takes. Cheap to load: what the command does is in a file of its own. */
export interface CommandMeta {
  name: string
  /** What it works on, as help shows it: `<list>`, or `[run]` where it may be left out. */
  works: { on: string; describe: string } | null
  describe: string
  flags: Flags
}

/** Does what a command is for. `warnings`: what is odd about the environment, for whoever reads the log. Throws what `explainFailure` knows. */
export type Runner = (parsed: Parsed, deps: Deps, warnings: readonly string[]) => Promise<ExitCode>

export interface Command extends CommandMeta {
  load: () => Promise<Runner>
}
