import { Client, DatabaseError } from 'pg'

const WITHIN_MS = 10_000

/**
 * Asks the server on another connection whether one of its processes is still there. A server that answers with an error, since it lets
 * nobody else in, is there as well.
 */
export async function isStillWorking(url: string, backend: number): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: WITHIN_MS,
    query_timeout: WITHIN_MS,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [backend])
    return rowCount === 1
  } catch (error) {
    return error instanceof DatabaseError
  } finally {
    await client.end().catch(() => undefined)
  }
}
