import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, test } from 'vitest'
import { Ledger, type LedgerOptions } from '../../src/ledger/ledger.ts'
import { query } from './postgres.ts'

/** Whether tests keep their ledgers in PostgreSQL: `LEDGER=postgres`, on the server of `TEST_POSTGRES_URL`. */
export const isOnServer = process.env['LEDGER'] === 'postgres'

interface Server {
  url: string
  schema: string
}

/** Folders whose ledgers are on a server whatever the tests are run with. */
const onServers = new Map<string, Server>()

/** Keeps the ledger of a folder on a server. */
export function keepOnServer(folder: string, server: Server | null): void {
  if (server !== null) onServers.set(resolve(folder), server)
}

/** The schema on the server that stands for the ledger of a folder; null where that is a file in it. */
export function serverOf(folder: string): Server | null {
  const kept = onServers.get(resolve(folder))
  if (kept !== undefined) return kept
  if (!isOnServer) return null
  const url = process.env['TEST_POSTGRES_URL']
  if (url === undefined) throw new Error('LEDGER=postgres needs the URL of a server in TEST_POSTGRES_URL')
  const hash = createHash('sha256').update(resolve(folder)).digest('hex')
  return { url, schema: `t_${hash.slice(0, 16)}` }
}

/** Takes the ledger of a folder off the server, if that is where it is. */
export async function dropLedger(folder: string): Promise<void> {
  const server = serverOf(folder)
  if (server !== null) await query(server.url, `DROP SCHEMA IF EXISTS ${server.schema} CASCADE`)
}

/** Opens the ledger of a folder, by whatever engine the tests are run with. */
export const openLedger = (options: LedgerOptions): Promise<Ledger> =>
  Ledger.open({ server: serverOf(options.folder), ...options })

/** Tests that look at the file of the ledger, or at files beside it. */
export const onSqlite = describe.skipIf(isOnServer)
export const testOnSqlite = test.skipIf(isOnServer)
