import type { Ending } from '../../batch/ending.ts'
import type { StopReason } from '../../batch/stop.ts'
import type { RunEnd } from '../../offboarding/run/run.ts'
import { isUnproved, type Verified } from '../../offboarding/run/verified.ts'
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

/** How a session ended that asked once more for whom a run deleted. `reason`: why it stopped, or null. */
export function verificationEndOf(
  reason: StopReason | null,
  verified: Verified | null,
): Omit<RunEnd, 'status'> & { exitCode: ExitCode } {
  if (reason !== null) return { exitCode: exitCodeOf(reason), reason: stopReasonText(reason) }
  const isProved = verified === null || !isUnproved(verified)
  return { exitCode: isProved ? EXIT.ok : EXIT.attention, reason: null }
}

/** The end of a run whose session also verified: the worse of both. */
export function withVerification(
  end: RunEnd & { exitCode: ExitCode },
  verification: Omit<RunEnd, 'status'> & { exitCode: ExitCode },
): RunEnd & { exitCode: ExitCode } {
  return verification.exitCode === EXIT.ok ? end : { ...end, ...verification }
}

export function exitCodeOf(reason: StopReason): ExitCode {
  switch (reason.kind) {
    case 'key_rejected':
      return EXIT.keyRejected
    case 'signal':
      return EXIT[reason.signal]
    case 'unavailable':
    case 'insecure':
    case 'archive_not_written':
      return EXIT.unavailable
    case 'same_end':
      return EXIT.refused
    case 'max_duration':
      return EXIT.maxDuration
  }
}
