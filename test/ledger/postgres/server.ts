import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, describe } from 'vitest'
import {
  openPostgres,
  type OpenPostgres,
  type PostgresOptions,
} from '../../../src/ledger/postgres/open-postgres.ts'
import { query } from '../../support/postgres.ts'

/** Of the server for tests; empty where this machine has none. */
export const SERVER_URL = process.env['TEST_POSTGRES_URL'] ?? ''

export const describeOnServer = describe.skipIf(SERVER_URL === '')

export const NOW = new Date('2026-07-01T10:00:00.000Z')

/** The URL of the server with something else in it. */
export function serverUrl(change: (url: URL) => void): string {
  const url = new URL(SERVER_URL)
  change(url)
  return url.href
}

/** Schemas and ledgers for the tests of a file: closed after each test, and gone after the last. */
export function forTests(): {
  newSchema: () => string
  open: (schema: string, options?: Partial<PostgresOptions> & { url?: string }) => Promise<OpenPostgres>
  onServer: (sql: string) => Promise<Record<string, unknown>[]>
} {
  const schemas: string[] = []
  const opened: OpenPostgres[] = []
  const onServer = (sql: string): Promise<Record<string, unknown>[]> => query(SERVER_URL, sql)
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })
  afterAll(async () => {
    if (schemas.length > 0) await onServer(`DROP SCHEMA IF EXISTS ${schemas.join()} CASCADE`)
  })
  return {
    newSchema() {
      const schema = `t_${randomUUID().slice(0, 8)}`
      schemas.push(schema)
      return schema
    },
    async open(schema, { url = SERVER_URL, ...options } = {}) {
      const ledger = await openPostgres({ url, schema }, { create: true, now: NOW, ...options })
      opened.push(ledger)
      return ledger
    },
    onServer,
  }
}
