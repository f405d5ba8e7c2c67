import type { RunOptions } from '../../offboarding/run/run.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { sessionFlags } from '../flags/flags.ts'
import type { Connection } from '../inputs/connection.ts'
import type { ReadingRequest } from '../inputs/leaver-list.ts'

export type InboxFlags = Omit<FlagValues<typeof sessionFlags>, 'before'> & {
  then: 'plan' | 'run'
  /** In milliseconds, as all times are. */
  settle: number
  'plan-max-age': number
  'resume-max-age': number
}

/** A job over the lists of an inbox. */
export interface InboxRequest {
  flags: InboxFlags
  /** The path of the inbox. */
  folder: string
  connection: Connection
  reading: ReadingRequest
  /** What a run of a list does. */
  options: Omit<RunOptions, 'reading' | 'kind'>
  /** The environment variables that allow more than the command line says. */
  loosened: readonly string[]
  /** Warnings about the environment. */
  warnings: readonly string[]
}
