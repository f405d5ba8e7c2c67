import type { EntriesAnswer, Interruption } from '../answer.ts'
import type { Retry } from '../event.ts'

/** Reads what users have learned. An error of the platform is an answer and is not thrown. */
export interface TrainingRecords {
  /** Reads the assignments of a user, from the one at `offset` on. */
  assignments(
    userId: string,
    offset: number,
    onRetry: (retry: Retry) => void,
  ): Promise<EntriesAnswer | Interruption>
  /** Reads a page of the certificates of a course, whoever has them, from the one at `offset` on. */
  certificates(
    course: string,
    offset: number,
    onRetry: (retry: Retry) => void,
  ): Promise<EntriesAnswer | Interruption>
}

/** Fetches images that the platform links to. */
export interface ImageSource {
  /** Fetches an image without the API key. `reason`: why it cannot be had, in words. */
  fetch(link: string): Promise<Image | { kind: 'failed'; reason: string } | { kind: 'stopped' }>
}

export interface Image {
  kind: 'image'
  bytes: Uint8Array
  /** `image/png`, for instance. */
  type: string
}
