import type { Fault } from './faults.ts'
import type { Person } from './people.ts'
import type { ThrottleOptions } from './throttle.ts'
import type { Training } from './training.ts'

export interface SandboxOptions {
  /** 0 for any free one. */
  port: number
  /** How many users to make, or exactly these. */
  users: number | readonly Person[]
  /** What limits the requests, or null for no limit. */
  throttle: ThrottleOptions | null
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  clockSkewMs: number
  /** When, counted from the first request, every connection is cut, and for how long; null for never. */
  outage: { afterMs: number; forMs: number } | null
  /** How long every answer takes, in milliseconds. */
  latencyMs: number
  /** The share of requests that meet a fault, from 0 to 1. */
  faultRate: number
  /** The same users, key and faults come from the same seed. */
  seed: number
  /** Whether to deactivate a deactivated user is 422 instead of 200; false where it is left out. */
  rejectRepeatedBan?: boolean
  /** E-mail addresses that lead to the account of another one, by user ID. */
  aliases?: Readonly<Record<string, string>>
  /** What lists claim to hold, instead of what they do. */
  totalCount?: number
  /** How many users may be active; any number where it is left out. */
  seats?: number
  /** How roles are shown: as an object where it is left out. */
  role?: 'object' | 'text'
  /** What a user has learned: by the user's ID where it is left out. */
  training?: (person: Readonly<Person>) => Training
  /** Milliseconds since the epoch; the machine's clock where it is left out. */
  now?: () => number
  /** Decides for each request what goes wrong, instead of `faultRate`. */
  fault?: (request: SandboxRequest) => Fault | null | Promise<Fault | null>
  /** Told of every request, with the status it was answered with, or null where the connection was cut. */
  onRequest?: (request: SandboxRequest, status: number | null) => void
}

export interface SandboxRequest {
  method: string
  path: string
  /** Parsed from JSON; null where there is none, or something else. */
  body: unknown
}
