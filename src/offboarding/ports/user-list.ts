import type { AttributesAnswer, Interruption, PageAnswer } from '../answer.ts'
import type { Retry } from '../event.ts'

/** Pages through the site's users. */
export interface UserList {
  /** Reads the page that begins at `offset`. An error of the platform is an answer and is not thrown. */
  listUsers(offset: number, onRetry: (retry: Retry) => void): Promise<PageAnswer | Interruption>
}

/** Knows the attributes that the site itself has given to its users. */
export interface AttributeList {
  /** Never throws for what the platform answers. */
  listAttributes(onRetry: (retry: Retry) => void): Promise<AttributesAnswer | Interruption>
}
