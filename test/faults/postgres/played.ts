import { temporaryFolder } from '../../support/cli.ts'
import { keepOnServer } from '../../support/ledger.ts'
import type { PostgresServer } from '../../support/postgres.ts'
import type { Mode } from '../mode.ts'

/** What is done to a process, or to the server of its ledger. */
export const KINDS = {
  cut: 'connections are ended with `pg_terminate_backend`',
  'taken over': 'the holder is stopped, another process takes over, the holder wakes',
  restart: 'the server is restarted, or killed',
  'full disk': 'the disk of the server is full for a while',
  'many sites': 'many processes on as many sites of one ledger, each killed once',
  'one site': 'many processes on one site',
  kill: 'the process is killed with SIGKILL',
} as const

export type Kind = keyof typeof KINDS

/** How much of everything there is. */
export interface Sizes {
  /** On a list. */
  users: number
  /** Processes that are started together. */
  workers: number
  /** How many processes of one stage are disturbed at most. */
  times: number
  /** A seed has the one at its own place, counted in a circle. */
  modes: readonly [Mode, ...Mode[]]
}

export const modeAt = (seed: number, { modes }: Sizes): Mode => modes[seed % modes.length] ?? modes[0]

/** How a round went. */
export interface Played {
  kind: Kind
  seed: number
  mode: string
  disturbed: number
  /** Requests that the platforms got. */
  requests: number
  deleted: number
  /** After each kill, the milliseconds until the lock of the site was free. */
  lockMs: readonly number[]
  /** Changes that a process asked for that woke when another one had finished its run; null where none did. */
  late: number | null
  ms: number
  wrong: readonly string[]
}

/** A new folder whose ledger is in a schema of its own on the server. */
export function folderOn({ url }: PostgresServer): string {
  const folder = temporaryFolder()
  folders += 1
  keepOnServer(folder, { url, schema: `round_${folders}` })
  return folder
}
let folders = 0
