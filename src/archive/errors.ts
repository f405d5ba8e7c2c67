/** The records of users cannot be written. */
export class ArchiveWriteError extends Error {
  override readonly name = 'ArchiveWriteError'
}

/** The file of records holds something that no process of this tool has written. */
export class RecordsDamagedError extends Error {
  override readonly name = 'RecordsDamagedError'
}
