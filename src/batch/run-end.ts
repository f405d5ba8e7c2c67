import type { StopReason } from './stop.ts'
import type { RunEntry } from '../ledger/run-reader.ts'
import { countsAsAttention, type Outcome } from '../offboarding/outcome.ts'
import type { RunEnd } from '../offboarding/run/run.ts'
import { EXIT, type ExitCode } from '../cli/exit-code.ts'
import { reasonOf } from '../cli/terminal/why-stopped.ts'

/** How a run ended, for the ledger and for whoever started it. */
export interface Ending extends RunEnd {
  exitCode: ExitCode
}

/** The ending of a run that went through all its rows. */
export function finished(entry: RunEntry): Ending {
  const { options } = entry.record
  const attention = Object.keys(entry.outcomes()).some((outcome) =>
    countsAsAttention(outcome as Outcome, options),
  )
  return { status: 'finished', exitCode: attention ? EXIT.attention : EXIT.ok, reason: null }
}

/** The ending of a run that was told to stop. */
export const stopped = (reason: StopReason): Ending => ({
  status: 'stopped',
  exitCode: exitCodeOf(reason),
  reason: reasonOf(reason),
})

function exitCodeOf(reason: StopReason): ExitCode {
  switch (reason.kind) {
    case 'key_rejected':
      return EXIT.keyRejected
    case 'signal':
      return EXIT[reason.signal]
    case 'unavailable':
    case 'insecure':
      return EXIT.unavailable
    case 'same_end':
      return EXIT.refused
    case 'max_duration':
      return EXIT.maxDuration
  }
}
