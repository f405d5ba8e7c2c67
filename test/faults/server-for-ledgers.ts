import { PostgresServer } from '../support/postgres.ts'

/**
 * With LEDGER=postgres, starts a server for all ledgers unless TEST_POSTGRES_URL names one. It waits for the disk, as one does that has to
 * survive. Resolves with what removes it.
 */
export async function serverForLedgers(): Promise<() => Promise<void>> {
  if (process.env['LEDGER'] !== 'postgres' || (process.env['TEST_POSTGRES_URL'] ?? '') !== '')
    return () => Promise.resolve()
  const server = await PostgresServer.start({ isDurable: true })
  if (server === null) throw new Error('There is no PostgreSQL on this machine: apt-get install postgresql')
  process.env['TEST_POSTGRES_URL'] = server.url
  return () => server.remove()
}
