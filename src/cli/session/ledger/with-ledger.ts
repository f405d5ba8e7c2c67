import {
  LedgerDamagedError,
  LedgerInUseError,
  LedgerLostError,
  LedgerUnusableError,
  LedgerWriteError,
} from '../../../ledger/errors.ts'
import type { Ledger, LedgerOptions } from '../../../ledger/ledger.ts'
import type { Deps } from '../../deps.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { printError, type JsonForms } from '../../failure.ts'
import type { LedgerPlace } from '../../ledger-place.ts'
import { openLedger } from '../../open-ledger.ts'
import type { RunOutput } from '../../terminal/run-output.ts'
import { durationInWords } from '../../view/duration.ts'
import type { Stopping } from './stopping.ts'
import { Wait } from './wait.ts'

/** A ledger that was kept for so long shows that its server is back, and patience begins anew. */
const LASTING_MS = 60_000

/** Work with a ledger whose server may be gone for a while. */
export interface LedgerWork<Result> extends Pick<LedgerOptions, 'create' | 'site'> {
  place: LedgerPlace
  /** How long to wait for the server, in milliseconds. */
  patienceMs: number
  stopping: Stopping
  output: Pick<RunOutput, 'say' | 'inform'>
  /** The work; called again, with another ledger, to go on where the one before was lost. */
  work: (ledger: Ledger) => Promise<Result>
  /** Whether the work can go on after the ledger was lost. */
  canGoOn: () => boolean
  /** The result where it was told to stop while there was no ledger. */
  stopped: (exitCode: ExitCode) => Result
}

/**
 * Works with the ledger. Where its server is gone, waits until it is back, and goes on with a new connection, never with the old one:
 * whoever has lost that may have lost the site to somebody else. Rejects with the errors of opening and of the work, and with the one of
 * the loss once patience is over.
 */
export async function withLedger<Result>(work: LedgerWork<Result>, deps: Deps): Promise<Result> {
  const wait = new Wait(work, deps)
  let loss: LedgerLostError | null = null
  for (;;) {
    const ledger = await openPatiently(work, wait, loss, deps)
    if (ledger === 'told to stop') return work.stopped(work.stopping.exitCode ?? EXIT.unavailable)
    const opened = deps.monotonic()
    try {
      return await work.work(ledger)
    } catch (error) {
      const lost = lossOf(error)
      if (lost === null || !work.canGoOn() || work.stopping.exitCode !== null) throw error
      loss = lost
    } finally {
      await ledger.close()
    }
    if (deps.monotonic() - opened >= LASTING_MS) wait.beginAnew()
  }
}

/** The loss of the ledger that an error is, or comes from: a report is read from the ledger while it is written. */
function lossOf(error: unknown): LedgerLostError | null {
  const reason = error instanceof Error && error.cause instanceof LedgerLostError ? error.cause : error
  return reason instanceof LedgerLostError ? reason : null
}

/** Opens the ledger, and waits for its server if it is gone. `loss`: of the ledger before; null for none. */
async function openPatiently<Result>(
  work: LedgerWork<Result>,
  wait: Wait,
  loss: LedgerLostError | null,
  deps: Deps,
): Promise<Ledger | 'told to stop'> {
  const { place, create, site, output, patienceMs, stopping } = work
  let isTold = false
  let reason: unknown = loss
  for (;;) {
    if (reason !== null) {
      if (!isTold) output.say('ledger_lost', lostText(reason, place, patienceMs))
      isTold = true
      if (wait.isOver) throw whyGivenUp(reason, loss)
      await wait.forNext()
      if (stopping.exitCode !== null) return 'told to stop'
    }
    try {
      const ledger = await openLedger(place, { create, ...(site !== undefined && { site }) }, deps)
      if (isTold) output.inform('ledger_back', `the ledger's server answers again: ${place.name}`)
      wait.found()
      return ledger
    } catch (error) {
      if (!passes(error, loss)) throw error
      reason = error
    }
  }
}

const PASSING = [LedgerInUseError, LedgerUnusableError, LedgerWriteError]

/**
 * Whether waiting may help. After a loss, whatever keeps the ledger closed may pass: the server still has the old connection, and the site with
 * it; it is restarting; a standby is taking over.
 */
const passes = (error: unknown, loss: LedgerLostError | null): boolean =>
  error instanceof LedgerLostError ||
  (loss !== null && PASSING.some((kind) => error instanceof kind) && !(error instanceof LedgerDamagedError))

/** Users may have been touched before the loss, so that it is the reason, unless somebody else works on the site now. */
const whyGivenUp = (reason: unknown, loss: LedgerLostError | null): unknown =>
  loss === null || reason instanceof LedgerInUseError ? reason : loss

function lostText(reason: unknown, { name }: LedgerPlace, patienceMs: number): string {
  const { cause } = reason as Error
  const why = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : ''
  return `the ledger's server is gone${why}, and nothing is sent without it: waiting for ${name}, ${durationInWords(patienceMs)} at most`
}

/** Says that a command was told to stop while it waited for the server of the ledger. Returns its exit code. */
export function stoppedWaiting(
  exitCode: ExitCode,
  forms: JsonForms,
  output: Pick<RunOutput, 'explain'>,
  deps: Pick<Deps, 'stdout'>,
): ExitCode {
  const text =
    'told to stop while there was no ledger: nothing more was sent. The same command goes on from here.'
  output.explain('stopping', text)
  printError(exitCode, text, forms, deps)
  return exitCode
}
