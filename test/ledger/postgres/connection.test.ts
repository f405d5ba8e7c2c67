import { expect, test } from 'vitest'
import { Connection } from '../../../src/ledger/postgres/connection.ts'
import { ConnectionLostError } from '../../../src/ledger/postgres/errors.ts'
import { isStillWorking } from '../../../src/ledger/postgres/still-working.ts'
import { describeOnServer, SERVER_URL, serverUrl } from './server.ts'

const SLOW = { text: 'SELECT pg_sleep(0.3)' }

describeOnServer('the connection', () => {
  test('is waited on for as long as the server works, and given up when it does not', async () => {
    const connection = await Connection.open(SERVER_URL)
    let asked = 0
    let isWorking = true
    connection.watch(() => {
      asked += 1
      return Promise.resolve(isWorking)
    }, 50)
    await connection.query(SLOW)
    expect(asked).toBeGreaterThan(1)
    isWorking = false
    const lost = connection.query(SLOW)
    await expect(lost).rejects.toThrow(ConnectionLostError)
    await expect(lost).rejects.toThrow('the server does not work on it any more')
    await expect(connection.query({ text: 'SELECT 1' })).rejects.toThrow(ConnectionLostError)
    await connection.close()
  })

  test('sends one statement after the other, and goes on after one that failed', async () => {
    const connection = await Connection.open(SERVER_URL)
    const all = await Promise.allSettled(
      ['SELECT 1 AS one', 'SELECT nonsense', 'SELECT 2 AS one; SELECT 3 AS one'].map((text) =>
        connection.query({ text }).then(({ rows }) => rows as unknown[]),
      ),
    )
    expect(all.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      [{ one: 1 }],
      'failed',
      [{ one: 3 }],
    ])
    await connection.close()
    await connection.close()
  })

  test('is known to be there by its process of the server', async () => {
    const connection = await Connection.open(SERVER_URL)
    const { rows } = await connection.query({ text: 'SELECT pg_backend_pid() AS pid' })
    const { pid } = rows[0] as { pid: number }
    expect(pid).toBe(connection.announcedBackend)
    expect(await isStillWorking(SERVER_URL, pid)).toBe(true)
    await connection.close()
    expect(await isStillWorking(SERVER_URL, 1)).toBe(false)
    expect(
      await isStillWorking(
        serverUrl((url) => (url.port = '1')),
        pid,
      ),
    ).toBe(false)
    // A server that lets nobody else in is there all the same.
    expect(
      await isStillWorking(
        serverUrl((url) => (url.password = 'wrong')),
        pid,
      ),
    ).toBe(true)
  })
})
