import { createHash } from 'node:crypto'
import { closeSync, fdatasync, fsyncSync, fstatSync, ftruncateSync, lstatSync, write } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { linesOf } from '../files/lines.ts'
import { openOrCreateOwnFile } from '../files/own-file.ts'
import { makeOwnFolderInside, syncFolder } from '../files/own-folder.ts'
import { readArchivedUser, type ArchivedUser } from '../offboarding/archived-user.ts'
import { RecordsDamagedError } from './errors.ts'

const writeTo = promisify(write)
const sync = promisify(fdatasync)

interface Waiting {
  line: Buffer
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * `records.jsonl`: one user a line, in the order in which they were saved. Lines are only ever added. Those of users who are saved at the same
 * time share one write, and one wait for the disk.
 */
export class RecordsFile {
  readonly #path: string
  readonly #file: number
  readonly #saved: Map<string, string>
  #size: number
  #waiting: Waiting[] = []
  #isWriting = false
  #error: Error | null = null

  private constructor(path: string, file: number, saved: Map<string, string>, size: number) {
    this.#path = path
    this.#file = file
    this.#saved = saved
    this.#size = size
  }

  /**
   * Opens the file, or makes it. A last line that a killed process has not finished is cut off. Throws the errors of the file system, or
   * RecordsDamagedError.
   */
  static open(path: string): RecordsFile {
    makeOwnFolderInside(dirname(path))
    const file = openOrCreateOwnFile(path)
    try {
      const saved = new Map<string, string>()
      const size = readSaved(file, path, saved)
      if (fstatSync(file).size !== size) ftruncateSync(file, size)
      // What an earlier process wrote may not be on the disk yet.
      fsyncSync(file)
      syncFolder(dirname(path))
      return new RecordsFile(path, file, saved, size)
    } catch (error) {
      closeSync(file)
      throw error
    }
  }

  /** The SHA-256 of a user's line, in hexadecimal; null where the user is not saved. */
  hashOf(userId: string): string | null {
    return this.#saved.get(userId) ?? null
  }

  /** Whether nobody is saved. */
  get isEmpty(): boolean {
    return this.#saved.size === 0
  }

  /** Adds a user. Resolves with the SHA-256 of the line when it is durable on disk; after an error nothing is written any more. */
  async add(user: ArchivedUser): Promise<string> {
    const text = JSON.stringify(user)
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    this.#waiting.push({
      line: Buffer.from(`${text}\n`),
      resolve: () => {
        resolve(undefined)
      },
      reject,
    })
    if (!this.#isWriting) void this.#writeAll()
    await promise
    const hash = hashOf(text)
    this.#saved.set(user.userId, hash)
    return hash
  }

  /** To be called when nothing is being added. */
  close(): void {
    closeSync(this.#file)
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const some = this.#waiting
      this.#waiting = []
      try {
        await this.#append(Buffer.concat(some.map(({ line }) => line)))
        for (const { resolve } of some) resolve()
      } catch (error) {
        for (const { reject } of some) reject(error)
      }
    }
    this.#isWriting = false
  }

  async #append(bytes: Buffer): Promise<void> {
    if (this.#error !== null) throw this.#error
    try {
      this.#refuseIfChanged(this.#size)
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await writeTo(
          this.#file,
          bytes,
          done,
          bytes.length - done,
          this.#size + done,
        )
        done += bytesWritten
      }
      await sync(this.#file)
      this.#refuseIfChanged(this.#size + bytes.length)
      this.#size += bytes.length
    } catch (error) {
      this.#error = error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }

  /** A file that somebody has moved, removed or changed the length of saves nobody. Throws an error of the file system. */
  #refuseIfChanged(expected: number): void {
    const [open, named] = [fstatSync(this.#file), lstatSync(this.#path)]
    if (open.ino === named.ino && open.dev === named.dev && open.size === expected) return
    throw Object.assign(new Error(`${this.#path} was moved, or changed by somebody else`), { code: 'ESTALE' })
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Reads whom the file holds, and returns where the last whole line ends. Only the end of the file may be unreadable. */
function readSaved(file: number, path: string, saved: Map<string, string>): number {
  let size = 0
  let unreadable: number | null = null
  let number = 0
  for (const { text, end } of linesOf(file)) {
    number += 1
    const user = readArchivedUser(text)
    if (user === null) {
      unreadable ??= number
    } else if (unreadable !== null) {
      throw new RecordsDamagedError(
        `line ${unreadable} of ${path} cannot be read, so it is not known who is saved. Restore the file, or move it away: then whoever is left is saved again`,
      )
    } else {
      saved.set(user.userId, hashOf(text))
      size = end
    }
  }
  return size
}
