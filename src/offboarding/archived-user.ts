import type { RecordFields } from './identity/user.ts'
import type { RunOptions } from './run/run.ts'

/** The folder of a run's records, in the folder of the run. */
export const ARCHIVE_FOLDER = 'archive'
/** The records themselves, a user each line. */
export const RECORDS_FILE = 'records.jsonl'
/** The same for people, an assignment each line. */
export const TRAINING_FILE = 'training-records.csv'
/** The folder of the images of certificates. */
export const IMAGES_FOLDER = 'images'

/** Whether a run saves the records of users before they are deleted. With a grace period nobody is deleted yet. */
export const savesRecords = ({
  archive,
  kind,
  grace,
}: Pick<RunOptions, 'archive' | 'kind' | 'grace'>): boolean =>
  archive !== undefined && kind === 'run' && grace === undefined

/** What was known of a user before they were deleted, as a line of `records.jsonl`. Objects of the platform are as it told them. */
export interface ArchivedUser {
  /** When it was saved: ISO 8601, UTC. */
  time: string
  site: string
  run: string
  /** The row of the run's list. */
  row: number
  userId: string
  /** The user object. */
  user: RecordFields
  assignments: readonly RecordFields[]
  /** The certificates of all courses in the assignments. */
  certificates: readonly RecordFields[]
  /** The images of the certificates; absent where they were not asked for. */
  images?: readonly ArchivedImage[]
}

export interface ArchivedImage {
  /** The link in the certificate. */
  link: string
  /** The file's path in the folder of the records: `images/…`. */
  file: string
  /** The SHA-256 of its bytes, in hexadecimal. */
  sha256: string
}

const isFields = (value: unknown): value is RecordFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isAllFields = (value: unknown): boolean => Array.isArray(value) && value.every(isFields)

/** A line of `records.jsonl`; null where it is none. */
export function readArchivedUser(line: string): ArchivedUser | null {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    return null
  }
  const isUser =
    isFields(read) &&
    typeof read['userId'] === 'string' &&
    isFields(read['user']) &&
    isAllFields(read['assignments']) &&
    isAllFields(read['certificates'])
  return isUser ? (read as ArchivedUser) : null
}
