import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeOwnFolderInside } from '../files/own-folder.ts'
import { replaceFile } from '../files/replace-file.ts'
import { RECORDS_FILE, type ArchivedUser } from '../offboarding/archived-user.ts'
import type { ArchiveStore } from '../offboarding/ports/archive.ts'
import { RecordsFile } from './records-file.ts'

/** The archive of a run in a folder: a line of a file for each user, and a file for each image. */
export class ArchiveFolder implements ArchiveStore {
  readonly #folder: string
  readonly #records: RecordsFile

  private constructor(folder: string, records: RecordsFile) {
    this.#folder = folder
    this.#records = records
  }

  /** Opens the archive of an earlier session, or makes it. Throws the errors of the file system, or RecordsDamagedError. */
  static open(folder: string): ArchiveFolder {
    return new ArchiveFolder(folder, RecordsFile.open(join(folder, RECORDS_FILE)))
  }

  hashOf({ userId }: Pick<ArchivedUser, 'userId'>): Promise<string | null> {
    return Promise.resolve(this.#records.hashOf(userId))
  }

  add(user: ArchivedUser): Promise<string> {
    return this.#records.add(user)
  }

  addImage(file: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, file)
    return Promise.try(() => {
      makeOwnFolderInside(dirname(path))
      replaceFile(path, bytes, 0o600)
    })
  }

  close(isOver: boolean): void {
    this.#records.close()
    if (isOver && this.#records.isEmpty) rmSync(join(this.#folder, RECORDS_FILE), { force: true })
  }
}
