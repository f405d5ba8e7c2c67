import { closeSync, fsyncSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createOwnFile } from '../files/own-file.ts'
import { makeOwnFolderInside, syncFolder } from '../files/own-folder.ts'
import { RECORDS_FILE, type ArchivedUser } from '../offboarding/archived-user.ts'
import type { ArchiveStore } from '../offboarding/ports/archive-store.ts'
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

  async hashOf({ userId }: Pick<ArchivedUser, 'userId'>): Promise<string | null> {
    return this.#records.hashOf(userId)
  }

  add(user: ArchivedUser): Promise<string> {
    return this.#records.add(user)
  }

  /** Under another name first, so that nobody finds half an image. What is there under either name is replaced. */
  async addImage(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, name)
    const temporary = `${path}.partial`
    makeOwnFolderInside(dirname(path))
    rmSync(temporary, { force: true })
    const file = createOwnFile(temporary)
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(dirname(path))
  }

  close(isOver: boolean): void {
    this.#records.close()
    if (isOver && this.#records.isEmpty) rmSync(join(this.#folder, RECORDS_FILE), { force: true })
  }
}
