import { join } from 'node:path'
import type { OpenLedger } from './access.ts'
import { openSqlite } from './sqlite/opening/open-sqlite.ts'

/** The ledger's file name within `--out`. */
export const LEDGER_FILE = 'ledger.sqlite'
/** The key of the pseudonyms, beside it. */
export const KEY_FILE = 'ledger.pseudonyms.key'

export interface LedgerOptions {
  /** The folder of the ledger: `--out`. */
  folder: string
  /** The PostgreSQL server whose schema holds the ledger, in place of a file in the folder; null for none, which is the default. */
  server?: { url: string; schema: string } | null
  /** The site that this process will work on: on a server it has that site alone. A file is this process's as a whole. */
  site?: string
  /** Whether to make a new ledger if there is none. */
  create: boolean
  /** Whether the caller will only read, so that the ledger may be on a read-only volume. */
  onlyToRead?: boolean
  /** Whether another ledger is about to be copied here, so that a copy that is not whole may be opened. */
  toCopyInto?: boolean
  /** Of the configuration file whose settings this process uses; null without one, which is the default. */
  configurationSha256?: string | null
  now: () => Date
}

/** Opens the ledger's database. Rejects with LedgerInUseError, LedgerUnusableError or LedgerWriteError. */
export async function openLedger({ folder, server, now, ...given }: LedgerOptions): Promise<OpenLedger> {
  const { create, onlyToRead = false, toCopyInto = false, site } = given
  const options = { create, onlyToRead, toCopyInto, now: now() }
  if (server === undefined || server === null)
    return openSqlite({ ledger: join(folder, LEDGER_FILE), key: join(folder, KEY_FILE) }, options)
  // Not loaded where nobody asks for it.
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  return openPostgres(server, { ...options, ...(site !== undefined && { site }) })
}
