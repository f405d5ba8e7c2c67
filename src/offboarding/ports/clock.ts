/** The clock of this machine. */
export interface Clock {
  now: () => Date
  /** Milliseconds of a clock that never goes back. */
  monotonic: () => number
  /** The day in a time zone, `2026-12-31`. `at`: milliseconds since the epoch. */
  dayIn: (timezone: string, at: number) => string
}
