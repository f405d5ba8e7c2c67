import { Client } from 'pg'
import { lockNumber } from '../../../src/ledger/postgres/site-lock.ts'
import type { PostgresServer } from '../../support/postgres.ts'
import { serverOf } from '../../support/ledger.ts'
import { atRandom, type AtWork, type Disturb } from '../disturb.ts'

/** Kills the process, and measures how long it takes until another one could have the lock of its site, in milliseconds. */
export const killAndTimeLock =
  (server: PostgresServer, lockMs: number[]): Disturb =>
  (atWork) => {
    const { child } = atWork.running
    let killing: Promise<void> = Promise.resolve()
    const callOff = atRandom(atWork, () => {
      killing = kill()
    })
    const kill = async (): Promise<void> => {
      const client = new Client({ connectionString: server.url })
      await client.connect()
      const isHeld = !(await isFree(client, atWork))
      child.kill('SIGKILL')
      const killed = performance.now()
      while (isHeld && !(await isFree(client, atWork)));
      if (isHeld) lockMs.push(performance.now() - killed)
      await client.end()
    }
    return async () => {
      callOff()
      await killing
      return child.signalCode === 'SIGKILL' ? 1 : 0
    }
  }

async function isFree(client: Client, { out, referee }: AtWork): Promise<boolean> {
  const lock = lockNumber(serverOf(out)?.schema ?? '', referee.site)
  const { rows } = await client.query<{ isFree: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${lock}) AS "isFree"`,
  )
  return rows[0]?.isFree === true
}
