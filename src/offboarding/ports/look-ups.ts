import type { AttributesAnswer, Interruption, PageAnswer } from '../answer.ts'
import type { Person } from '../leaver.ts'
import type { Reason } from '../reason.ts'
import type { User } from '../identity/user.ts'

/** A row whose user has not been looked up. */
export interface UnknownRow {
  row: number
  claim: Person
}

/** A row whose user is known, and who is to be touched unless the rules say otherwise. */
export interface KnownRow extends UnknownRow {
  user: User
  /** Who the user was when first looked up, for the plan that is carried out or more than a day ago; null where neither is so. */
  planned: User | null
  /** Requests sent for the row so far. */
  attempts: number
}

/** How much of the site's users the pages kept have shown. */
export interface Listing {
  /** How many the site has, by what a page told, or null where none has. */
  told: number | null
  /** How many different ones were seen. */
  seen: number
  /** Of these, how many have a value of the attribute that users are found by, and of how many it was not told. */
  withAttribute: number
  untold: number
  /** Pages that could not be had. */
  failedPages: number
}

/** Whether nobody else can be on the site, and the attribute of everybody was told: then whoever is not among those seen is not there. */
export const isComplete = ({ told, seen, untold, failedPages }: Listing): boolean =>
  told !== null && failedPages === 0 && untold === 0 && seen >= told

/** Who on the pages kept has a value of the attribute that users are found by. */
export interface Holders {
  /** User IDs, a few of them. */
  exactly: readonly string[]
  /** A user whose value is the same but for leading zeros and capitals, or null. With more zeros in front where there is one. */
  nearly: { user: string; has: string } | null
}

/** Where what was looked up is kept, so that an interrupted preflight asks nothing twice. All methods may reject, which ends the run. */
export interface LookUps {
  countUnknown(): Promise<number>
  /** In list order, many rows at a time. Rows that change meanwhile do not disturb it. */
  unknown(): AsyncIterable<readonly UnknownRow[]>
  /** Likewise; without rows that an earlier session has begun to act on: those are the workflow's to finish. */
  known(): AsyncIterable<readonly KnownRow[]>
  /** The site's user count as a page told it, or null where none has. */
  siteUsers(): Promise<number | null>
  /** Whether the page at this offset is kept. */
  hasPage(offset: number): Promise<boolean>
  /** Keeps a page, or that it could not be had. */
  page(offset: number, answer: PageAnswer | Interruption): Promise<void>
  /** Keeps of a page that was asked for only to learn what time it is what it cost, and nothing else: nobody was looked up by it. */
  pageForTime(answer: PageAnswer | Interruption): Promise<void>
  /** Keeps of asking for the site's own attributes what it cost. */
  attributes(answer: AttributesAnswer | Interruption): Promise<void>
  listing(): Promise<Listing>
  holders(attribute: string): Promise<Holders>
  /** Lets rows know the users that are on the pages kept. */
  match(): Promise<void>
  /** The accounts on the pages kept whose address is the one on the row but for upper and lower case. */
  accountsAlike(claim: Person): Promise<string[]>
  /** Of rows that turned out to mean the same user, lets all end where one of them is not due. */
  endNotDue(): Promise<void>
  /** Lets rows end whose user was deleted after the day they left by the row, and has an account again. */
  endReturned(): Promise<void>
  /** Of rows that turned out to mean the same user, lets all but the first end as duplicates. */
  endRepeated(): Promise<void>
  /** Says of a user who is not found that this ledger knows to have deleted them; null where it does not. */
  whenDeleted(claim: Person): Promise<Reason | null>
}
