import type { PaceEvent } from '../../offboarding/event.ts'
import type { Insecurity } from '../../offboarding/insecurity.ts'
import type { UnknownHost } from '../../offboarding/unknown-host.ts'
import type { Pause } from '../pace/pause.ts'
import type { Reserve } from '../quota/reserve.ts'

export interface TransportOptions {
  /** Without a trailing slash. */
  baseUrl: string
  apiKey: string
  /** The proxy that leads to the platform, or null. */
  proxy: URL | null
  /** For one attempt, from sending it to the last byte of the answer, in milliseconds. */
  timeoutMs: number
  /** Further attempts after the first. */
  retries: number
  /** How many connections are kept open at most. */
  concurrency: number
  /** Requests a minute at most, or null for what the server allows. */
  ratePerMinute: number | null
  /** What is left of the quota to others. */
  reserve: Reserve
  /** How long the platform may be down before the run gives up, in milliseconds. */
  patienceMs: number
  /** Names the tool in `User-Agent`. */
  version: string
  /** Ends every wait at once when aborted; requests under way are left to finish. */
  stopSignal: AbortSignal
  /** Once aborted, nothing is sent any more, not even what need not wait. `stopSignal` is then aborted, too. */
  haltSignal: AbortSignal
  /** Asked right before each attempt: whether it may be sent. If not, the call ends as after a stop. */
  maySend: () => Promise<boolean>
  /** Called when the platform was down for longer than patience allows, or asks to be left alone for longer. */
  onUnavailable: () => void
  /** Called when no connection can be secure, however long the run waits. Has to stop the run. */
  onInsecure: (insecurity: Insecurity) => void
  /** Called when a host has no address and had none before. Has to stop the run. */
  onUnknownHost: (host: UnknownHost) => void
  emit: (event: PaceEvent) => void
  /** From 0 up to, not including, 1. */
  random: () => number
  pause: Pause
  /** Milliseconds of a clock that only goes forward. */
  now: () => number
  /** Milliseconds since the epoch. */
  wallClock: () => number
}
