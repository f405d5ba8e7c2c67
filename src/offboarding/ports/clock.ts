/** What time it is on this machine. */
export interface Clock {
  now: () => Date
  /** Milliseconds of a clock that only goes forward. */
  monotonic: () => number
  /** The day in a time zone, `2026-12-31`, at a time in milliseconds since the epoch. */
  dayIn: (timezone: string, at: number) => string
}
