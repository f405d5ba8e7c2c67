import { EXIT, type ExitCode } from '../exit-code.ts'

/**
 * Exit codes, the worst first: a defect; what stopped the job, so that lists were left; what was not done with a list; rows that need
 * attention. docs/inbox.md has the same order.
 */
const WORST_FIRST: readonly ExitCode[] = [
  EXIT.defect,
  EXIT.keyRejected,
  EXIT.unavailable,
  EXIT.SIGTERM,
  EXIT.SIGINT,
  EXIT.maxDuration,
  EXIT.refused,
  EXIT.unusable,
  EXIT.attention,
  EXIT.ok,
]

/** The exit code of a job over several lists. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.ok
