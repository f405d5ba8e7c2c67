import type { AttributesAnswer, Interruption } from '../answer.ts'
import type { Retry } from '../event.ts'

/** Knows the attributes that the site itself has given to its users. */
export interface AttributeList {
  /** Never throws for what the platform answers. */
  listAttributes(onRetry: (retry: Retry) => void): Promise<AttributesAnswer | Interruption>
}
