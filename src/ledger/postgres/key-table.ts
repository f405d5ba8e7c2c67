import { LedgerUnusableError } from '../errors.ts'
import type { Database } from '../database.ts'
import type { KeyStore } from '../pseudonyms/key-store.ts'

/** SHA-256 reads so many bytes at once. https://www.rfc-editor.org/rfc/rfc2104 */
const BLOCK_BYTES = 64
const INNER = 0x36
const OUTER = 0x5c

/**
 * The key of the pseudonyms in a table of the ledger, as the two blocks that HMAC makes of it, so that SQL can compute pseudonyms, too: see
 * the function `pseudonym`.
 */
export class KeyTable implements KeyStore {
  readonly #db: Database
  readonly #bytes: number

  /** `bytes`: the length of the key. */
  constructor(db: Database, bytes: number) {
    this.#db = db
    this.#bytes = bytes
  }

  async read(): Promise<Buffer | null> {
    const blocks = await this.#db.get<{ one: string; other: string }>(
      "SELECT encode(inner_block, 'hex') AS one, encode(outer_block, 'hex') AS other FROM pseudonym_key",
    )
    if (blocks === undefined) return null
    const key = Buffer.from(blocks.one, 'hex').map((byte) => byte ^ INNER)
    const found = Buffer.from(key.subarray(0, this.#bytes))
    if (blockOf(found, INNER) === blocks.one && blockOf(found, OUTER) === blocks.other) return found
    throw new LedgerUnusableError(
      'the table pseudonym_key of the ledger holds no key. Put a copy of it in its place; or empty it: then nobody can say any more whom the forgotten runs were about.',
    )
  }

  async write(key: Buffer): Promise<void> {
    await this.#db.run(
      "INSERT INTO pseudonym_key (inner_block, outer_block) VALUES (decode(?, 'hex'), decode(?, 'hex')) ON CONFLICT DO NOTHING",
      [blockOf(key, INNER), blockOf(key, OUTER)],
    )
  }
}

/** The key, filled up with zeros, with each byte changed: in hexadecimal. */
function blockOf(key: Buffer, pad: number): string {
  const block = Buffer.alloc(BLOCK_BYTES, pad)
  key.forEach((byte, index) => (block[index] = byte ^ pad))
  return block.toString('hex')
}
