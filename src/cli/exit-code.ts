/** The exit codes, which are documented in the README. */
export const EXIT = {
  ok: 0,
  defect: 1,
  unusable: 2,
  attention: 3,
  refused: 4,
  keyRejected: 5,
  unavailable: 6,
  maxDuration: 7,
  SIGINT: 130,
  SIGTERM: 143,
  // A lost terminal or a stopping container, so the same as SIGTERM.
  SIGHUP: 143,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/**
 * The worst first: a defect; what ended the work early; what was not done with one of several lists or ledgers; rows that need attention.
 * docs/inbox.md has the same order.
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

/** The exit code of work that came to these; 0 for none. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.ok
