import { readArchivedUser, RECORDS_FILE, type ArchivedUser } from '../../offboarding/archived-user.ts'
import type { ArchiveStore } from '../../offboarding/ports/archive.ts'
import type { LedgerAccess } from '../access.ts'
import { bytesOfPart, sha256, type Part } from './archive-parts.ts'

/** The bytes of an image that one part holds: 256 KiB in base64. */
const PART_BYTES = 192 * 1024

/** The archive of one run in the ledger. The line of a user stands at the number of their row. */
export class RunArchive implements ArchiveStore {
  readonly #ledger: LedgerAccess
  readonly #run: number

  constructor(ledger: LedgerAccess, run: number) {
    this.#ledger = ledger
    this.#run = run
  }

  /** Another user may have been saved with this row, and not deleted, if their address has moved since: that one does not count. */
  async hashOf({ row, userId }: Pick<ArchivedUser, 'row' | 'userId'>): Promise<string | null> {
    const [saved] = await this.#ledger.db.arrays<Part>(
      'SELECT part, sha256, content FROM archive_records WHERE run = ? AND name = ? AND part = ?',
      [this.#run, RECORDS_FILE, row],
    )
    if (saved === undefined) return null
    const user = readArchivedUser(bytesOfPart(RECORDS_FILE, saved).toString())
    return user?.userId === userId ? saved[1] : null
  }

  /** Rejects with LedgerWriteError. */
  async add(user: ArchivedUser): Promise<string> {
    const { db, writes } = this.#ledger
    const line = Buffer.from(JSON.stringify(user))
    await writes.write(async () => {
      const sql = 'DELETE FROM archive_records WHERE run = ? AND name = ? AND part = ?'
      await db.run(sql, [this.#run, RECORDS_FILE, user.row])
      await this.#insert(RECORDS_FILE, user.row, line)
    })
    return sha256(line)
  }

  /** Rejects with LedgerWriteError. */
  async addImage(file: string, image: Uint8Array): Promise<void> {
    const { db, writes } = this.#ledger
    await writes.write(async () => {
      await db.run('DELETE FROM archive_records WHERE run = ? AND name = ?', [this.#run, file])
      for (let part = 1, begin = 0; begin < image.length; part += 1, begin += PART_BYTES)
        await this.#insert(file, part, image.subarray(begin, begin + PART_BYTES))
    })
  }

  close(): void {
    // Whoever opened the ledger closes it.
  }

  #insert(name: string, part: number, bytes: Uint8Array): Promise<void> {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
    const columns = ['run', 'name', 'part', 'sha256', 'content']
    return this.#ledger.db.insert('archive_records', columns, [
      [this.#run, name, part, sha256(bytes), content],
    ])
  }
}
