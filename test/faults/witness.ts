import type { ThrottleOptions } from '../../src/sandbox/throttle.ts'
import type { Script } from './script.ts'

/** What the referee's site is like. */
export interface Setup {
  seed: number
  users: number
  /** The share of requests that are carried out, and whose answers are lost, from 0 to 1. */
  lost: number
  /** Faults that are not left to chance, instead of `lost`. */
  script: Script | null
  /** Whether to deactivate a deactivated user is 422 instead of 200: the real platform does not say. */
  rejectRepeatedBan: boolean
  /** When the platform goes down, from the first request on, and for how long, in milliseconds; null for never. */
  outage: { afterMs: number; forMs: number } | null
  /** What limits the requests, or null for no limit. */
  throttle: ThrottleOptions | null
  latencyMs: number
}

export interface Change {
  do: 'deactivate' | 'reactivate' | 'delete'
  userId: string
  /** What was answered, or null where the connection was cut. */
  status: number | null
}

/** All that the referee saw since it was started. */
export interface Witness {
  requests: number
  /** Every request that changes something, in order. */
  changes: Change[]
  /** The users that the platform deleted, whatever became of the answer. */
  deleted: string[]
  /** Users whose deletion was answered with 200 more than once. */
  deletedTwice: string[]
  /** What was wrong with the records of users at the moment when they were to be deleted, in words. */
  unsaved: string[]
  /** Users whom a request named although their rows had ended in the ledger before. */
  touchedAgain: string[]
}
