import type { AttributesAnswer, Interruption, PageAnswer } from '../answer.ts'
import type { ClaimedUser } from '../leaver.ts'
import type { Reason } from '../reason.ts'
import type { User } from '../identity/user.ts'

/** A row whose user has not been looked up yet. */
export interface UnknownRow {
  row: number
  claim: ClaimedUser
}

/** A row whose user is known, and will be touched unless a rule forbids it. */
export interface KnownRow extends UnknownRow {
  user: User
  /** The user as the first look-up found them, if a plan is carried out or that look-up is more than a day old; otherwise null. */
  planned: User | null
  /** Requests sent for the row so far. */
  attempts: number
}

/** How many of the site's users the stored pages show. */
export interface Listing {
  /** The number of the site's users, as a page stated it; null if no page has. */
  told: number | null
  /** How many different users the pages show. */
  seen: number
  /** How many of these have a value of the attribute that users are found by. */
  withAttribute: number
  /** For how many of these no answer stated the attribute. */
  untold: number
  /** Pages that could not be read. */
  failedPages: number
}

/** Whether the pages show every user of the site with their attribute, so that a value that is on none of them is nobody's. */
export const isComplete = ({ told, seen, untold, failedPages }: Listing): boolean =>
  told !== null && failedPages === 0 && untold === 0 && seen >= told

/** The users on the stored pages who have a value of the attribute that users are found by. */
export interface Holders {
  /** User IDs, a few of them. */
  exactly: readonly string[]
  /** A user whose value differs only in leading zeros and capitals, or null; the one with the most leading zeros if there are several. */
  nearly: { user: string; has: string } | null
}

/** Stores what was looked up, so that an interrupted preflight asks nothing twice. Every method may reject, which ends the run. */
export interface LookUps {
  countUnknown(): Promise<number>
  /** The rows whose user is unknown, in list order, many at a time. Rows may be changed during the iteration. */
  unknown(): AsyncIterable<readonly UnknownRow[]>
  /**
   * The rows whose user is known, in list order, many at a time. Rows may be changed during the iteration. Leaves out rows that
   * an earlier session began to act on: the workflow finishes those.
   */
  known(): AsyncIterable<readonly KnownRow[]>
  /** The number of the site's users, as a page stated it; null if no page has. */
  siteUsers(): Promise<number | null>
  /** Whether the page at this offset was read already. */
  hasPage(offset: number): Promise<boolean>
  /** Stores a page, or the fact that it could not be read. */
  keepPage(offset: number, answer: PageAnswer | Interruption): Promise<void>
  /** Stores only the cost of a page that was read just to learn the platform's time. It does not count as a look-up. */
  keepPageForTime(answer: PageAnswer | Interruption): Promise<void>
  /** Stores only the cost of asking for the site's own attributes. */
  keepAttributes(answer: AttributesAnswer | Interruption): Promise<void>
  listing(): Promise<Listing>
  holders(attribute: string): Promise<Holders>
  /** Assigns the users on the stored pages to the rows that name them. */
  matchPages(): Promise<void>
  /** The IDs of all accounts on the stored pages that have the address of the row, in whatever spelling. */
  accountsWithAddress(claim: ClaimedUser): Promise<string[]>
  /** Ends all rows of a user if any of their rows is not due. */
  endNotDue(): Promise<void>
  /** Ends rows whose user was deleted after the leave date on the row and has an account again. */
  endRehired(): Promise<void>
  /** Ends all rows of a user but the first as duplicates. */
  endRepeated(): Promise<void>
  /** Why a user was not found, if this ledger knows that a run deleted them; otherwise null. */
  whenDeleted(claim: ClaimedUser): Promise<Reason | null>
}
