import type { Ending } from '../../batch/ending.ts'
import type { StopReason } from '../../batch/stop.ts'
import type { RunEnd } from '../../offboarding/run/run.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { USERS_NOT_SHOWN } from '../terminal/notice-text.ts'
import { stopReasonText } from '../terminal/why-stopped.ts'

/** Converts how a session ended into what the ledger records and the exit code. */
export function runEndOf(ending: Ending): RunEnd & { exitCode: ExitCode } {
  const { status } = ending
  switch (ending.kind) {
    case 'finished':
      return { status, exitCode: ending.needsAttention ? EXIT.attention : EXIT.ok, reason: null }
    case 'stopped':
      return { status, exitCode: exitCodeOf(ending.reason), reason: stopReasonText(ending.reason) }
    case 'users_not_shown':
      return { status, exitCode: EXIT.unavailable, reason: USERS_NOT_SHOWN }
    case 'refused':
      return { status, exitCode: EXIT.refused, reason: ending.message }
  }
}

export function exitCodeOf(reason: StopReason): ExitCode {
  switch (reason.kind) {
    case 'key_rejected':
      return EXIT.keyRejected
    case 'signal':
      return EXIT[reason.signal]
    case 'unavailable':
    case 'insecure':
    case 'unknown_host':
      return EXIT.unavailable
    case 'same_end':
      return EXIT.refused
    case 'max_duration':
      return EXIT.maxDuration
  }
}
