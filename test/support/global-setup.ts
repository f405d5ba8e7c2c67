import { oneFolder } from './one-folder.ts'
import { PostgresServer } from './postgres.ts'
import { COMPILED } from './process.ts'

/** Called for each lane, in one process, before it starts any other. */
export default async function setUp(): Promise<() => Promise<void>> {
  Object.assign(process.env, COMPILED)
  const removeFolder = oneFolder()
  const removeServer = await oneServer()
  return async () => {
    await removeServer()
    removeFolder()
  }
}

/** One PostgreSQL server for all tests; `TEST_POSTGRES_URL` has its URL, and may name another one beforehand. */
async function oneServer(): Promise<() => Promise<void>> {
  const nothing = (): Promise<void> => Promise.resolve()
  if (process.env['TEST_POSTGRES_URL'] !== undefined) return nothing
  const server = await PostgresServer.start()
  process.env['TEST_POSTGRES_URL'] = server?.url ?? ''
  if (server !== null) return () => server.remove()
  process.stderr.write(
    'SKIPPED: all tests of a ledger on PostgreSQL, since there is none on this machine: apt-get install postgresql\n',
  )
  return nothing
}
