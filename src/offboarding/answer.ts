import type { RecordFields, User } from './identity/user.ts'

/** How a step's request or requests went, whatever the platform answered. */
export interface Delivery {
  /** Requests sent for this step: the first one and all retries. A request that a 429 turned away does not count. */
  attempts: number
  /** Requests that a 429 turned away. */
  throttled: number
  /** Why each further attempt was made, in order: `http_503`, `timeout`, … */
  retries: readonly string[]
  /** Whether the platform may have carried out an attempt that got no conclusive answer (timeout, reset, 5xx, unreadable body). */
  mayHaveArrived: boolean
}

/** The result of a step after all its attempts. It holds only what a response proves. */
export type Answer =
  /** Success with a user object. */
  | { kind: 'user'; status: number; user: User; delivery: Delivery }
  /** Success with an empty body, or with `{}`. Of saved records, `sha256` is that of the user's line, in hexadecimal. */
  | { kind: 'done'; status: number; delivery: Delivery; sha256?: string }
  /** A status of success that proves nothing: 202, or a body that does not answer the request. The caller has to read the user. */
  | { kind: 'unclear'; status: number; message: string; delivery: Delivery }
  | { kind: 'not_found'; status: number; delivery: Delivery }
  /** A 4xx about this user: the platform refuses. `message` holds its words. */
  | { kind: 'rejected'; status: number; message: string; delivery: Delivery }
  /** No attempt got a conclusive answer, and no retry is left. */
  | { kind: 'failed'; status: number | null; reason: string; delivery: Delivery }

/** What ends the whole run, not only the row. */
export type Interruption =
  /** 401 or 403: the key is wrong, revoked or lacks the right. */
  | { kind: 'key_rejected'; status: number; delivery: Delivery }
  /** The run was told to stop while the step waited for the quota or for its next attempt. */
  | { kind: 'stopped'; delivery: Delivery }

/** An attribute that the site itself defines for its users. */
export interface SiteAttribute {
  /** Its name in the API, `employee_id`. */
  apiId: string
  /** Its name for people. */
  name: string | null
}

/** The result of asking for the site's own attributes. */
export type AttributesAnswer =
  | { kind: 'attributes'; status: number; attributes: readonly SiteAttribute[]; delivery: Delivery }
  | Exclude<Answer, { kind: 'user' | 'done' | 'unclear' }>

/** The result of reading one page of the site's users. `entries`: how many users the page holds, also those that cannot be read. */
export type PageAnswer =
  | {
      kind: 'page'
      status: number
      users: readonly User[]
      /** The texts and numbers that these users have as values of the site's attributes, by `apiId`; absent where that is not told. */
      attributes?: readonly Readonly<Record<string, string>>[]
      entries: number
      totalCount: number
      delivery: Delivery
    }
  | Exclude<Answer, { kind: 'user' | 'done' | 'unclear' }>

/**
 * The result of reading some entries of a list, such as the assignments of a user. `totalCount`: how many the whole list has; null where the
 * answer does not say.
 */
export type EntriesAnswer =
  | {
      kind: 'entries'
      status: number
      entries: readonly RecordFields[]
      totalCount: number | null
      delivery: Delivery
    }
  | Exclude<Answer, { kind: 'user' | 'done' | 'unclear' }>
