import type { User } from './identity/user.ts'

/** How a step's request or requests went, whatever the platform answered. */
export interface Delivery {
  /** Requests sent for this step, the first included, without those that a 429 turned away. */
  attempts: number
  /** Requests that a 429 turned away. */
  throttled: number
  /** Why each further attempt was made, in order: `http_503`, `timeout`, … */
  retries: readonly string[]
  /** An attempt without a conclusive answer (timeout, reset, 5xx, unreadable body) may have been carried out all the same. */
  mayHaveArrived: boolean
}

/** What a step ended with, after all its attempts. Only what a response proves. */
export type Answer =
  /** Success with a user object. */
  | { kind: 'user'; status: number; user: User; delivery: Delivery }
  /** Success with an empty body, or with `{}`. */
  | { kind: 'done'; status: number; delivery: Delivery }
  /** A status of success that proves nothing: 202, or a body that says something else than was asked for. Reading the user tells. */
  | { kind: 'unclear'; status: number; message: string; delivery: Delivery }
  | { kind: 'not_found'; status: number; delivery: Delivery }
  /** A 4xx that concerns this user: the platform will not, in its own words. */
  | { kind: 'rejected'; status: number; message: string; delivery: Delivery }
  /** No conclusive answer, retries used up. */
  | { kind: 'failed'; status: number | null; reason: string; delivery: Delivery }

/** What ends the run, not the row. */
export type Interruption =
  /** 401 or 403: the key is wrong, revoked or lacks the right. */
  | { kind: 'key_rejected'; status: number; delivery: Delivery }
  /** The run was told to stop while the step was waiting for its turn or its next attempt. */
  | { kind: 'stopped'; delivery: Delivery }

/** One of the attributes that the site itself has given to its users. */
export interface SiteAttribute {
  /** Its name in the API, `employee_id`. */
  apiId: string
  /** Its name for people. */
  name: string | null
}

/** What asking for the site's own attributes ended with. */
export type AttributesAnswer =
  | { kind: 'attributes'; status: number; attributes: readonly SiteAttribute[]; delivery: Delivery }
  | Exclude<Answer, { kind: 'user' | 'done' | 'unclear' }>

/** What a page of the site's users ended with. */
export type PageAnswer =
  | {
      kind: 'page'
      status: number
      users: readonly User[]
      entries: number
      totalCount: number
      delivery: Delivery
    }
  | Exclude<Answer, { kind: 'user' | 'done' | 'unclear' }>
