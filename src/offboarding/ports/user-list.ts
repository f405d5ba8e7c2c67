import type { Interruption, PageAnswer } from '../answer.ts'
import type { Retry } from '../event.ts'

/** Pages through the site's users. */
export interface Directory {
  listUsers(offset: number, onRetry: (retry: Retry) => void): Promise<PageAnswer | Interruption>
}
