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
