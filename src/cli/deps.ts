import type { Readable, Writable } from 'node:stream'
import type { StopSignal } from './exit-code.ts'

/** The world outside, as the commands see it. Only the bin file hands in the real one. */
export interface Deps {
  env: Readonly<Record<string, string | undefined>>
  stdin: Readable & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown }
  stdout: Writable & { isTTY?: boolean; columns?: number }
  stderr: Writable & { isTTY?: boolean; columns?: number }
  now: () => Date
  /** Says where SQLite puts what it sorts, before the first database of the process is opened. */
  sortIn: (folder: string) => void
  /** Milliseconds of a clock that only goes forward. */
  monotonic: () => number
  /** From 0 up to, not including, 1. */
  random: () => number
  /** Waits, or returns early when the signal is aborted. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Has `listener` called at each signal to stop, until the returned function is called. */
  onSignal: (listener: (signal: StopSignal) => void) => () => void
}
