import { LedgerUnusableError } from '../errors.ts'
import { Connection } from './connection.ts'
import { isPoolerRefusal } from './errors.ts'
import { inWords, type ServerPlace } from './server-place.ts'

const ROUNDS = 5
/** How long the second connection may wait for a process of the server. */
const WITHIN_MS = 5_000

/**
 * Finds out what is between us and the server. A lock is held by a process of the server, so that process has to be ours alone: a pooler
 * that gives it to others between two transactions is refused with LedgerUnusableError; one that does not is named in a notice. Null where
 * there is none: then the server announced the very process that serves us.
 */
export async function examinePooler(
  connection: Connection,
  url: string,
  place: ServerPlace,
  backend: number,
): Promise<string | null> {
  if (connection.announcedBackend === backend) return null
  if (await isShared(connection, url, backend)) {
    throw new LedgerUnusableError(
      `between this machine and the ${inWords(place)} is a pooler that shares its connections after each transaction, so no site could be locked. Name the server itself, or a pooler in session mode.`,
    )
  }
  return `A pooler is between this machine and the ${inWords(place)}. It keeps the connection, so it can be used; the server itself is safer.`
}

/**
 * Whether somebody else is given our process of the server between two transactions, or we are given another one. In each round another
 * connection holds on to a process, which is ours if that was free, and so we get another one.
 */
async function isShared(connection: Connection, url: string, backend: number): Promise<boolean> {
  const other = await Connection.open(url)
  let isWaiting = false
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (!isWaiting) {
        const theirs = await backendOf(other, 'BEGIN')
        if (theirs === backend || theirs === 'refused') return true
        // A pooler that keeps connections has none left for us: nobody shares one.
        isWaiting = theirs === 'none'
      }
      if ((await backendOf(connection)) !== backend) return true
      if (!isWaiting) await other.query({ text: 'ROLLBACK' })
    }
    return false
  } finally {
    await other.close()
  }
}

async function backendOf(connection: Connection, first = ''): Promise<unknown> {
  try {
    const text = `${first}; SELECT pg_backend_pid() AS backend`
    const { rows } = await connection.query({ text, withinMs: WITHIN_MS })
    return (rows[0] as { backend: number }).backend
  } catch (error) {
    return isPoolerRefusal(error) ? 'refused' : 'none'
  }
}
