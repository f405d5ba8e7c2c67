import { closeSync, fsyncSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { createOwnFile, describeNonFile } from '../../files/own-file.ts'
import { syncFolder } from '../../files/own-folder.ts'
import { LedgerUnusableError } from '../errors.ts'
import type { KeyStore } from '../pseudonyms/key-store.ts'
import { KEY_BYTES } from '../pseudonyms/pseudonyms.ts'

const HEXADECIMAL = new RegExp(`^[0-9a-f]{${2 * KEY_BYTES}}\n$`)

/** The key of the pseudonyms in a file beside the ledger, which nobody else opens meanwhile. */
export class KeyFile implements KeyStore {
  readonly #path: string
  #key: Buffer | null

  /** Throws LedgerUnusableError if the file holds no key. */
  constructor(path: string) {
    this.#path = path
    this.#key = readKey(path)
  }

  /** Null where there is no such file. */
  get key(): Buffer | null {
    return this.#key
  }

  async read(): Promise<Buffer | null> {
    return this.#key
  }

  async write(key: Buffer): Promise<void> {
    writeKey(this.#path, key)
    this.#key = key
  }
}

/** The key at `path`, in hexadecimal there; null where there is no such file. Throws LedgerUnusableError for anything else. */
function readKey(path: string): Buffer | null {
  const text = textOf(path)
  if (text === null) return null
  if (HEXADECIMAL.test(text)) return Buffer.from(text.trim(), 'hex')
  throw new LedgerUnusableError(
    `${path} holds no key. Put a copy of it in its place; or take it away: then nobody can say any more whom the forgotten runs were about.`,
  )
}

function textOf(path: string): string | null {
  try {
    const found = describeNonFile(path)
    if (found !== null)
      throw new LedgerUnusableError(`${path} is ${found}, where a key belongs. Take it away.`)
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    // Where there is no folder either, opening the ledger says so.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new LedgerUnusableError(`${path} cannot be read (${error.message}).`, { cause: error })
  }
}

/** Writes a key so that only this user may read it, durably and all at once. Throws the system's errors. */
function writeKey(path: string, key: Buffer): void {
  const temporary = `${path}.partial`
  rmSync(temporary, { force: true })
  const file = createOwnFile(temporary)
  try {
    writeSync(file, `${key.toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
  syncFolder(dirname(path))
}
