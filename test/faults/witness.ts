import type { Person } from '../../src/sandbox/people.ts'
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

/** What the referee is told. */
export type Order =
  /** Say so at the `requests`-th request from now on; null: no more. */
  | { do: 'watch'; requests: number | null }
  /** The rows of these users have ended, and those of nobody else: whoever names one of them in a request again is reported. */
  | { do: 'close rows'; userIds: readonly string[] }
  /** Nobody may be deleted whose records are not complete in a run in `out`. */
  | { do: 'expect archives'; out: string }
  | { do: 'testify' }

/** What the referee says. */
export type Ruling =
  | { kind: 'ready'; baseUrl: string; apiKey: string; people: Person[] }
  | { kind: 'moment' }
  | { kind: 'testimony'; witness: Witness; people: Person[] }
