import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { LedgerUnusableError } from '../../../src/ledger/errors.ts'
import { freePort, query } from '../../support/postgres.ts'
import { forTests, SERVER_URL, serverUrl } from './server.ts'

const PGBOUNCER = '/usr/sbin/pgbouncer'
const isThere = existsSync(PGBOUNCER) && SERVER_URL !== ''
if (!isThere)
  process.stderr.write(
    'SKIPPED: tests of poolers, which need PostgreSQL and PgBouncer: apt-get install postgresql pgbouncer\n',
  )

describe.skipIf(!isThere)('a pooler before the server', () => {
  const { newSchema, open } = forTests()
  const poolers: ChildProcess[] = []
  afterEach(async () => {
    for (const pooler of poolers.splice(0)) {
      pooler.kill('SIGKILL')
      if (pooler.exitCode === null && pooler.signalCode === null) await once(pooler, 'exit')
    }
  })

  /** Starts PgBouncer. Resolves with the URL of the server by way of it. */
  async function poolerIn(mode: string, size: number): Promise<string> {
    const { hostname, port, username, password } = new URL(SERVER_URL)
    const own = await freePort()
    const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
    chmodSync(folder, 0o755)
    const users = join(folder, 'users.txt')
    const settings = join(folder, 'pgbouncer.ini')
    writeFileSync(users, `"${username}" "${password}"\n`, { mode: 0o644 })
    writeFileSync(
      settings,
      `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${own}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = ${users}\npool_mode = ${mode}\ndefault_pool_size = ${size}\n`,
    )
    const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    poolers.push(spawn(PGBOUNCER, [settings], { ...asNobody, cwd: '/', stdio: 'ignore' }))
    const url = serverUrl((to) => (to.port = String(own)))
    for (let tries = 0; ; tries += 1) {
      try {
        await query(url, 'SELECT 1')
        return url
      } catch (error) {
        if (tries > 100) throw error
        await setTimeout(20)
      }
    }
  }

  test.for([
    ['transaction', 1],
    ['transaction', 20],
    ['statement', 20],
  ] as const)('is refused where it shares a connection after each %s, of %i', async ([mode, size]) => {
    const url = await poolerIn(mode, size)
    const opening = open(newSchema(), { url, site: 'acme' })
    await expect(opening).rejects.toThrow(LedgerUnusableError)
    await expect(opening).rejects.toThrow('is a pooler that shares its connections after each transaction')
  })

  test('is named, and used, where it keeps the connection', async () => {
    const url = await poolerIn('session', 5)
    const schema = newSchema()
    const { notices, db } = await open(schema, { url, site: 'acme' })
    expect(notices).toEqual([expect.stringMatching(/^A pooler is between this machine and the database/)])
    await db.transaction(() => db.run("INSERT INTO layouts VALUES ('acme', 'l', 1, '{}')"))
    await expect(open(schema, { site: 'acme' })).rejects.toThrow("the ledger's site acme is in use")
  })
})
