import { createHmac, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { readKey, writeKey } from './key-file.ts'

/** What a pseudonym stands for. The same text has another one as an ID and as an employee number. */
export type Kind = 'id' | 'email' | 'attribute'

const KEY_BYTES = 32
/** Hexadecimal digits of a pseudonym: with 128 bits no two people share one. */
const DIGITS = 32
/** Hexadecimal digits that tell keys apart. */
const NAME_DIGITS = 12

/** No user ID begins with it, so a pseudonym is never taken for one. */
const MARK = '~'

/**
 * Keyed pseudonyms: HMAC-SHA-256 of what they stand for. Whoever has the key can ask whether a pseudonym is that of somebody they
 * name, and cannot list the people. Once the key is gone, nobody can.
 */
export class Pseudonyms {
  readonly #path: string
  #key: Buffer | null

  /** `path`: of the file of the key. Throws LedgerUnusableError if the file holds no key. */
  constructor(path: string) {
    this.#path = path
    this.#key = readKey(path, KEY_BYTES)
  }

  /** Tells the key apart from others; null where there is none. */
  get keyName(): string | null {
    return this.#key === null ? null : hmac(this.#key, 'the name of this key').slice(0, NAME_DIGITS)
  }

  /** Makes a key if there is none yet, durably. Returns its name. Throws the system's errors. */
  makeKey(): string {
    if (this.#key === null) {
      const key = randomBytes(KEY_BYTES)
      writeKey(this.#path, key)
      this.#key = key
    }
    return this.keyName ?? ''
  }

  /** The pseudonym of a text; null where there is no key. */
  of(kind: Kind, text: string): string | null {
    return this.#key === null ? null : MARK + hmac(this.#key, `${kind} ${text}`).slice(0, DIGITS)
  }

  /** Lets SQL ask for pseudonyms: `pseudonym('id', user_id)`, NULL where there is no key. */
  register(db: DatabaseSync): void {
    db.function('pseudonym', { deterministic: false }, (kind, text) =>
      typeof text === 'string' ? this.of(kind as Kind, text) : null,
    )
  }
}

const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex')

/** SQL: the pseudonym of what `sql` says; NULL where there is no key, or nothing is said. */
export const pseudonymSql = (kind: Kind, sql: string): string => `pseudonym('${kind}', ${sql})`

/** The same for a parameter. As a query of its own it is made once, and not for each row that it is compared with. */
export const pseudonymOnce = (kind: Kind, parameter: `$${string}`): string =>
  `(SELECT ${pseudonymSql(kind, parameter)})`
