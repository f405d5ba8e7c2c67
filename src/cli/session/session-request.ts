import type { NotOpened, Opened } from '../../batch/opening/opened.ts'
import type { Operator } from '../../batch/operator.ts'
import type { Stop } from '../../batch/stop.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { Deps } from '../deps.ts'
import type { Connection } from '../inputs/connection.ts'
import type { RunOutput } from '../terminal/run-output.ts'
import type { SessionFlags } from './session-options.ts'

export interface SessionRequest {
  flags: SessionFlags
  connection: Connection
  /** Whether the operator agreed beforehand, with `--yes`. */
  confirmed: boolean
  /** Whether to ask once more for everyone who was deleted, once the work is done. */
  verifies?: boolean
  /** The variables and settings that allow this run more than its command line says. */
  loosened: readonly string[]
  /** Warnings about the environment. */
  warnings: readonly string[]
  /** Whether the list can be read only once: it comes from standard input. */
  readsOnce?: boolean
  /** Finds or makes the run. Rejects once `signal` is aborted. */
  open: (store: RunStore, signal: AbortSignal) => Promise<Opened | NotOpened>
  /** A ledger that is open already, and stays so. Otherwise the session has its own. */
  ledger?: Ledger
  /** Hands the files of the run over to somebody. Only then its result counts as reported: if this rejects, the next session does it again. */
  deliver?: (run: RunReader) => Promise<void>
}

/** What is known of a command beyond one session, so that another one goes on from there once the ledger was lost. */
export interface Progress {
  /** Whether the operator was told what was noticed at first. */
  isBegun: boolean
  /** The run; null until there is one. */
  run: string | null
  /** Whether the operator agreed to it. */
  isConfirmed: boolean
  /** Whether its result was printed. */
  isPrinted: boolean
}

/** What a session needs from its start to its end. */
export interface SessionContext {
  request: SessionRequest
  ledger: Ledger
  stop: Stop
  output: RunOutput
  operator: Operator
  progress: Progress
  deps: Deps
}
