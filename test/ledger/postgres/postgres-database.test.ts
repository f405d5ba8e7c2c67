import { setTimeout } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { LedgerDamagedError, LedgerLostError, LedgerWriteError } from '../../../src/ledger/errors.ts'
import type { OpenPostgres } from '../../../src/ledger/postgres/open-postgres.ts'
import { describeOnServer, forTests } from './server.ts'

describeOnServer('the database', () => {
  const { newSchema, open, onServer } = forTests()
  const schema = newSchema()

  beforeAll(async () => {
    const { db } = await open(schema)
    await db.script('CREATE TABLE things (name text COLLATE "C", number bigint, part float8)')
  })

  /** The database, with nothing in the table. */
  async function emptied(): Promise<OpenPostgres['db']> {
    const { db } = await open(schema)
    await db.script('TRUNCATE things')
    return db
  }

  const names = async (): Promise<unknown[]> =>
    (await onServer(`SELECT name FROM ${schema}.things ORDER BY name`)).map(({ name }) => name)

  test('has numbers as numbers, truth as 1 and 0, and nothing as null', async () => {
    const { db } = await open(schema)
    const sql =
      'SELECT COUNT(*) AS count, SUM(CAST(2 AS BIGINT)) AS sum, 1 = 1 AS yes, 1 = 2 AS no, NULL AS nothing, ? AS text, ? AS number, ? AS part'
    const values = ['ä "x" 😀', 2 ** 40, 0.5]
    const row = {
      count: 1,
      sum: 2,
      yes: 1,
      no: 0,
      nothing: null,
      text: 'ä "x" 😀',
      number: 2 ** 40,
      part: 0.5,
    }
    expect(await db.get(sql, values)).toEqual(row)
    expect(await db.all(sql, values)).toEqual([row])
    expect(await db.arrays(sql, values)).toEqual([Object.values(row)])
    expect(await db.get('SELECT 1 WHERE 1 = 2')).toBeUndefined()
  })

  test('inserts whatever texts there are, many at once', async () => {
    const db = await emptied()
    const odd = [
      '',
      'NULL',
      'null',
      '{a,b}',
      'a,b',
      '"',
      '\\',
      "it's",
      '\n\t\r',
      '\0',
      '\ud800',
      'é😀',
      ' ',
      '$1 ? $x',
    ]
    await db.insert('things', ['name', 'number', 'part'], [...odd.map((name, index) => [name, index, 0.25])])
    await db.insert('things', ['number', 'name', 'part'], [[odd.length, null, null]])
    expect(await db.arrays('SELECT name, part FROM things ORDER BY number')).toEqual([
      ...odd.map((name) => [name.replace('\0', '\ufffd').toWellFormed(), 0.25]),
      [null, null],
    ])
    await db.insert('things', ['number'], [])
    await db.insert(
      'things',
      ['number'],
      Array.from({ length: 5001 }, (_, index) => [index + 100]),
    )
    expect(await db.get('SELECT COUNT(*) AS count FROM things')).toEqual({ count: odd.length + 1 + 5001 })
    expect(await db.run('UPDATE things SET name = ? WHERE number >= 100', ['x'])).toBe(5001)
  })

  test('hands a long result over in pages, as it was at the beginning, inside of a transaction and outside', async () => {
    const db = await emptied()
    await db.insert(
      'things',
      ['number'],
      Array.from({ length: 1200 }, (_, index) => [index]),
    )
    const read = async (): Promise<{ lengths: number[]; last: unknown }> => {
      const lengths: number[] = []
      let last: unknown
      for await (const page of db.pages('SELECT number FROM things WHERE number >= ? ORDER BY number', [0])) {
        lengths.push(page.length)
        last = page.at(-1)
        await db.run('UPDATE things SET number = -1 WHERE number = 1199')
      }
      return { lengths, last }
    }
    expect(await read()).toEqual({ lengths: [500, 500, 200], last: [1199] })
    expect(await db.run('UPDATE things SET number = 1199 WHERE number = -1')).toBe(1)
    expect(await db.transaction(read)).toEqual({ lengths: [500, 500, 200], last: [1199] })
    await db.begin()
    for await (const page of db.pages('SELECT number FROM things')) {
      expect(page).toHaveLength(500)
      break
    }
    await db.commit()
    expect(await db.all('SELECT name FROM pg_cursors')).toEqual([])
  })

  test('writes all of a transaction, or nothing', async () => {
    const db = await emptied()
    await db.transaction(async () => {
      await db.run("INSERT INTO things (name) VALUES ('a')")
      expect(await names()).toEqual([])
    })
    const defect = new Error('a defect')
    const failing = db.transaction(async () => {
      await db.run("INSERT INTO things (name) VALUES ('b')")
      throw defect
    })
    await expect(failing).rejects.toBe(defect)
    await db.begin()
    await db.run("INSERT INTO things (name) VALUES ('c')")
    await db.rollback()
    await db.rollback()
    await db.begin()
    await db.run("INSERT INTO things (name) VALUES ('d')")
    await db.commit()
    expect(await names()).toEqual(['a', 'd'])
  })

  test('lets a statement from elsewhere wait until the transaction has ended', async () => {
    const db = await emptied()
    const order: string[] = []
    const inside = Promise.withResolvers<undefined>()
    const transaction = db.transaction(async () => {
      inside.resolve(undefined)
      await setTimeout(20)
      await db.run("INSERT INTO things (name) VALUES ('a')")
      order.push('inside')
    })
    await inside.promise
    const outside = [
      db.all('SELECT name FROM things').then(() => order.push('read')),
      db.transaction(() => db.run("INSERT INTO things (name) VALUES ('b')")).then(() => order.push('next')),
    ]
    await expect(db.all('SELECT nonsense FROM things')).rejects.toThrow('column "nonsense" does not exist')
    await Promise.all([transaction, ...outside])
    expect(order[0]).toBe('inside')
    expect(order.toSorted()).toEqual(['inside', 'next', 'read'])
    expect(await names()).toEqual(['a', 'b'])
  })

  test('does not end a transaction by the rollback of another one that is over', async () => {
    const db = await emptied()
    const inside = Promise.withResolvers<undefined>()
    const transaction = db.transaction(async () => {
      await db.run("INSERT INTO things (name) VALUES ('a')")
      inside.resolve(undefined)
      await setTimeout(20)
    })
    await inside.promise
    await db.rollback()
    await transaction
    expect(await names()).toEqual(['a'])
  })

  test('goes on without telling the planner where another site keeps the table for too long', async () => {
    const own = newSchema()
    const [one, other] = [await open(own), await open(own)]
    await one.db.begin()
    await one.db.script('LOCK TABLE site_users IN SHARE UPDATE EXCLUSIVE MODE')
    await other.db.script("SET lock_timeout = '100ms'")
    await other.db.transaction(async () => {
      const users = Array.from({ length: 1000 }, (_, index) => [1, `u${index}`, '{}'])
      await other.db.insert('site_users', ['run', 'id', 'account'], users)
      await other.db.analyze('site_users')
    })
    await one.db.rollback()
    expect(await one.db.get('SELECT COUNT(*) AS count FROM site_users')).toEqual({ count: 1000 })
  })

  test('refuses a transaction within a transaction', async () => {
    const { db } = await open(schema)
    const nested = db.transaction(() => db.transaction(() => Promise.resolve()))
    await expect(nested).rejects.toThrow('a transaction is open already')
    await db.begin()
    await expect(db.transaction(() => Promise.resolve())).rejects.toThrow('a transaction is open already')
    await expect(db.begin()).rejects.toThrow('a transaction is open already')
    await db.rollback()
  })

  test('does not take for durable what the server took back after an error that was caught', async () => {
    const db = await emptied()
    const transaction = db.transaction(async () => {
      await db.run("INSERT INTO things (name) VALUES ('a')")
      await db.run('SELECT nonsense').catch(() => undefined)
    })
    await expect(transaction).rejects.toBeInstanceOf(LedgerWriteError)
    expect(await names()).toEqual([])
  })

  test('numbers runs, two ledgers at the same moment, and goes on after the last one that was copied', async () => {
    const own = newSchema()
    const [one, other] = [await open(own), await open(own)]
    const numbers = await Promise.all([one.db.nextRun(), other.db.nextRun(), one.db.nextRun()])
    expect(numbers.sort()).toEqual([1, 2, 3])
    await one.db.insert(
      'runs',
      ['run', 'id', 'identity', 'site', 'list', 'options', 'status', 'started', 'version'],
      [[40, 'a', 'a', 'a', '{}', '{}', 'finished', 'then', '1']],
    )
    expect([await other.db.nextRun(), await one.db.nextRun()]).toEqual([41, 42])
  })

  test('tells a defect, damage and a lost connection apart', async () => {
    const { db } = await open(schema)
    await expect(db.run('SELECT nonsense')).rejects.toMatchObject({ code: '42703' })
    await expect(db.get("SELECT ? ->> 'a'", ['{"a":'])).rejects.toThrow(LedgerDamagedError)
    const backend = (await db.get<{ pid: number }>('SELECT pg_backend_pid() AS pid'))?.pid ?? 0
    await onServer(`SELECT pg_terminate_backend(${backend})`)
    await expect(db.get('SELECT 1')).rejects.toThrow(LedgerLostError)
    await expect(db.transaction(() => Promise.resolve())).rejects.toThrow(LedgerLostError)
    await db.rollback()
  })

  test('commits nothing on a connection that is lost within the transaction, and none comes in its place', async () => {
    const db = await emptied()
    const backend = (await db.get<{ pid: number }>('SELECT pg_backend_pid() AS pid'))?.pid ?? 0
    const transaction = db.transaction(async () => {
      await db.run("INSERT INTO things (name) VALUES ('a')")
      await onServer(`SELECT pg_terminate_backend(${backend})`)
    })
    await expect(transaction).rejects.toThrow(LedgerLostError)
    await expect(db.transaction(() => db.run("INSERT INTO things (name) VALUES ('b')"))).rejects.toThrow(
      LedgerLostError,
    )
    expect(await names()).toEqual([])
  })

  test('counts a server as gone that does not confirm a commit in time', async () => {
    await onServer(`CREATE FUNCTION ${schema}.slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
      CREATE TABLE ${schema}.slow (name text);
      CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON ${schema}.slow DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.slow()`)
    const { db } = await open(schema, { commitWithinMs: 200 })
    const writing = db.transaction(() => db.run("INSERT INTO slow VALUES ('a')"))
    await expect(writing).rejects.toThrow('no answer came within 0.2 s')
    await expect(writing).rejects.toThrow(LedgerLostError)
  })
})
