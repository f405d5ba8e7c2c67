import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { TABLES, type Table } from '../columns/tables.ts'
import type { OpenLedger } from '../access.ts'
import type { Database, Value } from '../database.ts'
import type { KeyStore } from '../pseudonyms/key-store.ts'
import { LedgerUnusableError, LedgerWriteError } from '../errors.ts'

/** What was copied of one table, and the SHA-256 of all its rows, which is the same for both ledgers. */
export interface CopiedTable {
  name: string
  rows: number
  sha256: string
}

/**
 * Copies everything that runs did, and the key of the pseudonyms, into a ledger that holds nothing, and compares each row afterwards.
 * Until all of it is there, nothing but another attempt opens the copy. `stored`: how a text reads once the other ledger has stored it.
 * Rejects with LedgerUnusableError where the other ledger holds something, and with LedgerWriteError.
 */
export async function copyLedger(
  from: OpenLedger,
  to: OpenLedger,
  stored: (text: string) => string = (text) => text,
): Promise<CopiedTable[]> {
  for (const table of TABLES) await refuseFilled(to.db, table)
  const key = await keyToCopy(from.keys, to.keys)
  await to.markWhole(false)
  if (key !== null) await to.keys.write(key)
  // Nobody may begin anything in either ledger meanwhile.
  for (const site of await sitesOf(from.db)) {
    await from.hold(site)
    await to.hold(site)
  }
  return copyTables(from.db, to.db, stored, () => to.markWhole(true))
}

async function sitesOf(db: Database): Promise<string[]> {
  const sites = await db.all<{ site: string }>('SELECT DISTINCT site FROM runs ORDER BY site')
  return sites.map(({ site }) => site)
}

/** The key to copy; null where there is none. Rejects with LedgerUnusableError where the other ledger has another one. */
async function keyToCopy(from: KeyStore, to: KeyStore): Promise<Buffer | null> {
  const [key, theirs] = [await from.read(), await to.read()]
  if (theirs === null || key?.equals(theirs) === true) return key
  throw new LedgerUnusableError(
    'the ledger to copy to has another key of pseudonyms. Give one that does not exist yet.',
  )
}

/** In one transaction, so that all of it is there, or nothing. */
async function copyTables(
  from: Database,
  to: Database,
  stored: (text: string) => string,
  markWhole: () => Promise<void>,
): Promise<CopiedTable[]> {
  await to.begin()
  try {
    for (const table of TABLES) {
      for await (const rows of rowsOf(from, table)) await to.insert(table.name, table.columns, rows)
    }
    const copied: CopiedTable[] = []
    for (const table of TABLES) copied.push(await compare(from, to, table, stored))
    await markWhole()
    await to.commit()
    return copied
  } catch (error) {
    await to.rollback()
    throw to.writeError(error)
  }
}

type Row = readonly Value[]

const rowsOf = (db: Database, { name, columns, keys }: Table): AsyncIterable<Row[]> =>
  db.pages<Row>(`SELECT ${columns.join()} FROM ${name} ORDER BY ${columns.slice(0, keys).join()}`)

async function refuseFilled(db: Database, { name }: Table): Promise<void> {
  if ((await db.get(`SELECT 1 FROM ${name} LIMIT 1`)) === undefined) return
  throw new LedgerUnusableError(
    `the ledger to copy to holds something already (in ${name}). Give one that does not exist yet.`,
  )
}

/** Reads the table in both ledgers, row by row. Rejects at the first row that differs. */
async function compare(
  from: Database,
  to: Database,
  table: Table,
  stored: (text: string) => string,
): Promise<CopiedTable> {
  const hash = createHash('sha256')
  const copies = oneByOne(rowsOf(to, table))
  let rows = 0
  for await (const row of oneByOne(rowsOf(from, table))) {
    const expected = row.map((value) => (typeof value === 'string' ? stored(value) : value))
    const { value: copy } = await copies.next()
    if (copy === undefined || !isDeepStrictEqual([...copy], expected)) throw differs(table, row)
    hash.update(JSON.stringify(expected))
    rows += 1
  }
  const { value: more } = await copies.next()
  if (more !== undefined) throw differs(table, more)
  return { name: table.name, rows, sha256: hash.digest('hex') }
}

async function* oneByOne(pages: AsyncIterable<Row[]>): AsyncGenerator<Row, undefined> {
  for await (const page of pages) yield* page
}

const differs = ({ name, columns, keys }: Table, row: Row): LedgerWriteError =>
  new LedgerWriteError(
    `the copy differs from the ledger in ${name} where ${columns
      .slice(0, keys)
      .map((column, index) => `${column} is ${row[index] ?? ''}`)
      .join(', ')}, so nothing was copied. Run the same command again, and report it if it says so again.`,
  )
