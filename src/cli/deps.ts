import type { Readable, Writable } from 'node:stream'
import type { Configuration } from './configuration.ts'
import type { StopSignal } from './exit-code.ts'
import type { Watcher } from './watcher.ts'

/** Everything outside the program that commands use. */
export interface Deps extends World {
  /** The file of settings, as the command line and the environment lead to it. */
  configuration: Configuration
}

/** Everything outside the program. Only the bin file passes the real one. */
export interface World {
  env: Readonly<Record<string, string | undefined>>
  stdin: Readable & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown }
  stdout: Writable & { isTTY?: boolean; columns?: number }
  stderr: Writable & { isTTY?: boolean; columns?: number; hasColors?: () => boolean }
  /** The script that Node.js was started with. */
  script?: string | undefined
  now: () => Date
  /** Sets the folder for SQLite's temporary files. Must be called before the process opens its first database. */
  sortIn: (folder: string) => void
  /** Milliseconds of a clock that never goes back. */
  monotonic: () => number
  /** A random number, at least 0 and less than 1. */
  random: () => number
  /** Waits `ms` milliseconds. Resolves early when the signal is aborted. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Calls `then` every `ms` milliseconds, until the returned function is called. Keeps no process alive. */
  every: (ms: number, then: () => void) => () => void
  /** Opens an address with the browser of this machine. Resolves with why that did not go, or null. */
  open: (url: string) => Promise<string | null>
  /** Calls `listener` at the next request to stop, until the returned function is called. */
  onSignal: (listener: (signal: StopSignal) => void) => () => void
  /** Takes note of what the command came to. Set by `main` where somebody is told of it. */
  watcher?: Watcher
}
