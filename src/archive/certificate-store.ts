import { closeSync, rmSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { openOrCreateOwnFile } from '../files/own-file.ts'
import type { RecordFields } from '../offboarding/identity/user.ts'

/** A certificate, and whose it is; null for nobody's, as after a deletion. */
export interface OwnedCertificate {
  userId: string | null
  certificate: RecordFields
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS listings (listing INTEGER PRIMARY KEY, course TEXT NOT NULL, begun INTEGER NOT NULL, complete INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS certificates (listing INTEGER NOT NULL, user_id TEXT NOT NULL, certificate TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS certificates_user ON certificates (listing, user_id);
  DELETE FROM certificates WHERE listing IN (SELECT listing FROM listings WHERE complete = 0);
  DELETE FROM listings WHERE complete = 0;
`

/**
 * The certificates of the courses that were listed in a run, in a file of their own, since a course may have very many. It is needed only until
 * the run is over.
 */
export class CertificateStore {
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #statements: Record<'begin' | 'add' | 'clear' | 'complete' | 'begun' | 'of', StatementSync>

  /** Opens the store of an earlier session, or makes one. Throws the errors of the file system and of SQLite. */
  constructor(path: string) {
    this.#path = path
    closeSync(openOrCreateOwnFile(path))
    this.#db = open(path)
    const prepare = (sql: string): StatementSync => this.#db.prepare(sql)
    this.#statements = {
      begin: prepare('INSERT INTO listings (course, begun) VALUES (?, ?) RETURNING listing'),
      add: prepare('INSERT INTO certificates (listing, user_id, certificate) VALUES (?, ?, ?)'),
      clear: prepare('DELETE FROM certificates WHERE listing = ?'),
      complete: prepare('UPDATE listings SET complete = 1 WHERE listing = ?'),
      // The number of the listing tells which one is the latest: the platform's time may go back a little.
      begun: prepare(
        'SELECT begun FROM listings WHERE course = ? AND complete = 1 ORDER BY listing DESC LIMIT 1',
      ),
      of: prepare(
        `SELECT certificate FROM certificates WHERE user_id = ?2 AND listing =
           (SELECT MAX(listing) FROM listings WHERE course = ?1 AND complete = 1)
         ORDER BY rowid`,
      ),
    }
  }

  /** When the latest complete listing of a course was begun, in milliseconds since the epoch; null where there is none. */
  begun(course: string): number | null {
    const latest = this.#statements.begun.get(course) as { begun: number } | undefined
    return latest?.begun ?? null
  }

  /** Begins to list a course. Returns the number of the listing. */
  begin(course: string, at: number): number {
    const { listing } = this.#statements.begin.get(course, Math.round(at)) as { listing: number }
    return listing
  }

  add(listing: number, certificates: readonly OwnedCertificate[]): void {
    this.#db.exec('BEGIN')
    try {
      for (const { userId, certificate } of certificates)
        if (userId !== null) this.#statements.add.run(listing, userId, JSON.stringify(certificate))
      this.#db.exec('COMMIT')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }

  clear(listing: number): void {
    this.#statements.clear.run(listing)
  }

  /** From now on, this is what the course has. */
  complete(listing: number): void {
    this.#statements.complete.run(listing)
  }

  /** The certificates of a user in the latest complete listing of a course. */
  of(course: string, userId: string): RecordFields[] {
    const rows = this.#statements.of.all(course, userId) as unknown as { certificate: string }[]
    return rows.map(({ certificate }) => JSON.parse(certificate) as RecordFields)
  }

  /** `isOver`: the run needs it no more, so its file goes. */
  close(isOver: boolean): void {
    this.#db.close()
    if (isOver) rmSync(this.#path, { force: true })
  }
}

/** All of it can be asked for again, so a damaged file is replaced. */
function open(path: string): DatabaseSync {
  try {
    return openWhole(path)
  } catch {
    rmSync(path, { force: true })
    rmSync(`${path}-journal`, { force: true })
    closeSync(openOrCreateOwnFile(path))
    return openWhole(path)
  }
}

function openWhole(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  try {
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
