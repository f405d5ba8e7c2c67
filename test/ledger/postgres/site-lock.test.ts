import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { LedgerInUseError, LedgerLostError } from '../../../src/ledger/errors.ts'
import { describeOnServer, forTests, SERVER_URL } from './server.ts'

const OPEN = new URL('../../../src/ledger/postgres/open-postgres.ts', import.meta.url)

describeOnServer('the lock of a site', () => {
  const { newSchema, open, onServer } = forTests()

  const inUse = (site: string): LedgerInUseError =>
    new LedgerInUseError(
      `the ledger's site ${site} is in use by process ${process.pid} on ${hostname()}, since 2026-07-01T10:00:00.000Z. Wait until it has ended.`,
    )

  test('is held by one process, and refuses the next with who that is', async () => {
    const schema = newSchema()
    const holder = await open(schema, { site: 'acme' })
    await expect(open(schema, { site: 'acme' })).rejects.toThrow(inUse('acme'))
    await holder.close()
    await open(schema, { site: 'acme' })
  })

  test('is of one site in one schema: others are worked on at the same time, and everything can be read', async () => {
    const [schema, other] = [newSchema(), newSchema()]
    await open(schema, { site: 'acme' })
    await open(schema, { site: 'beta' })
    await open(other, { site: 'acme' })
    const reader = await open(schema, { onlyToRead: true })
    expect(await reader.db.all('SELECT site FROM holders ORDER BY site')).toEqual([
      { site: 'acme' },
      { site: 'beta' },
    ])
  })

  test('can be taken later, for several sites, and is given back at the end', async () => {
    const schema = newSchema()
    await open(schema, { site: 'acme' })
    const other = await open(schema)
    await other.hold('beta')
    await other.hold('beta')
    await other.hold('gamma')
    await expect(other.hold('acme')).rejects.toThrow(inUse('acme'))
    await expect(open(schema, { site: 'beta' })).rejects.toThrow(inUse('beta'))
    await other.close()
    await open(schema, { site: 'beta' })
    expect(await onServer(`SELECT site FROM ${schema}.holders ORDER BY site`)).toEqual([
      { site: 'acme' },
      { site: 'beta' },
    ])
  })

  test('is free again when its holder is killed, whose note is not taken for that of the next one', async () => {
    const schema = newSchema()
    await open(schema)
    const script = `const { openPostgres } = await import('${OPEN.href}')
      await openPostgres({ url: process.env.URL, schema: '${schema}' }, { create: false, site: 'acme', now: new Date() })
      console.log('held'); setInterval(() => undefined, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, URL: SERVER_URL },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    await expect(open(schema, { site: 'acme' })).rejects.toThrow(`in use by process ${holder.pid ?? 0} on`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await open(schema, { site: 'acme' })
    await expect(open(schema, { site: 'acme' })).rejects.toThrow(inUse('acme'))
  })

  test('names nobody where the note is not that of the holder', async () => {
    const schema = newSchema()
    await open(schema, { site: 'acme' })
    await onServer(`UPDATE ${schema}.holders SET backend = 1`)
    await expect(open(schema, { site: 'acme' })).rejects.toThrow(
      "the ledger's site acme is in use by another process. Wait until it has ended.",
    )
  })

  test('and the right to write are lost together: nothing is written on another connection', async () => {
    const schema = newSchema()
    const { db, isHeld } = await open(schema, { site: 'acme' })
    expect(await isHeld()).toBe(true)
    await onServer(`SELECT pg_terminate_backend(CAST(backend AS integer)) FROM ${schema}.holders`)
    const next = await open(schema, { site: 'acme' })
    const late = db.transaction(() => db.run("INSERT INTO layouts VALUES ('acme', 'l', 1, '{}')"))
    await expect(late).rejects.toThrow(LedgerLostError)
    expect(await isHeld()).toBe(false)
    expect(await next.db.all('SELECT site FROM layouts')).toEqual([])
  })

  test('counts as lost from the moment at which the ledger is being closed', async () => {
    const { isHeld, close } = await open(newSchema(), { site: 'acme' })
    const closed = close()
    expect(await isHeld()).toBe(false)
    await closed
  })
})
