import { createHmac, randomBytes } from 'node:crypto'
import type { KeyStore } from './key-store.ts'

/** What a pseudonym stands for. The same text has another one as an ID and as an employee number. */
export type Kind = 'id' | 'email' | 'attribute'

/** The length of a key. */
export const KEY_BYTES = 32
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
  readonly #store: KeyStore
  #key: Buffer | null

  private constructor(store: KeyStore, key: Buffer | null) {
    this.#store = store
    this.#key = key
  }

  /** Rejects with LedgerUnusableError if what is kept in place of the key is none. */
  static async open(store: KeyStore): Promise<Pseudonyms> {
    return new Pseudonyms(store, await store.read())
  }

  /** Tells the key apart from others; null where there is none. On a server another process may have made it meanwhile. */
  async keyName(): Promise<string | null> {
    this.#key ??= await this.#store.read()
    return this.#key === null ? null : nameOf(this.#key)
  }

  /** Makes a key if there is none yet, durably. Resolves with its name. Rejects with the errors of the store. */
  async makeKey(): Promise<string> {
    const name = await this.keyName()
    if (name !== null) return name
    const key = randomBytes(KEY_BYTES)
    await this.#store.write(key)
    this.#key = (await this.#store.read()) ?? key
    return nameOf(this.#key)
  }

  /** The pseudonym of a text; null where there is no key. */
  of(kind: Kind, text: string): string | null {
    return pseudonymOf(this.#key, kind, text)
  }
}

/** The pseudonym of a text; null where there is no key. The function `pseudonym` of SQL is the same. */
export const pseudonymOf = (key: Buffer | null, kind: Kind, text: string): string | null =>
  key === null ? null : MARK + hmac(key, `${kind} ${text}`).slice(0, DIGITS)

const nameOf = (key: Buffer): string => hmac(key, 'the name of this key').slice(0, NAME_DIGITS)

const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex')

/** SQL: the pseudonym of what `sql` says; NULL where there is no key, or nothing is said. */
export const pseudonymSql = (kind: Kind, sql: string): string => `pseudonym('${kind}', ${sql})`

/** The same for a parameter. As a query of its own it is made once, and not for each row that it is compared with. */
export const pseudonymOnce = (kind: Kind, parameter: `$${string}`): string =>
  `(SELECT ${pseudonymSql(kind, parameter)})`
