import { PostgresServer } from '../support/postgres.ts'

/**
 * With LEDGER=postgres, starts a server for all ledgers unless KONSTANTLY_TEST_POSTGRES names one. It waits for the disk, as one does that has to
 * survive. Resolves with what removes it.
 */
export async function serverForLedgers(): Promise<() => Promise<void>> {
  if (process.env['LEDGER'] !== 'postgres' || (process.env['KONSTANTLY_TEST_POSTGRES'] ?? '') !== '')
    return () => Promise.resolve()
  const server = await PostgresServer.start({ isDurable: true })
  if (server === null) throw new Error('There is no PostgreSQL on this machine: apt-get install postgresql')
  process.env['KONSTANTLY_TEST_POSTGRES'] = server.url
  return () => server.remove()
}
