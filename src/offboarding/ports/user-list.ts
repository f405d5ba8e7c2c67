import type { Interruption, PageAnswer } from '../answer.ts'
import type { Retry } from '../event.ts'

/** Pages through the site's users. */
export interface UserList {
  /** Reads the page that begins at `offset`. Never throws for what the platform answers. */
  listUsers(offset: number, onRetry: (retry: Retry) => void): Promise<PageAnswer | Interruption>
}
