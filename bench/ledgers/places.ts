import { rmSync } from 'node:fs'
import { PostgresServer, query } from '../../test/support/postgres.ts'
import type { LedgerOptions } from '../../src/ledger/ledger.ts'
import { temporaryFolder } from '../support.ts'

/** An empty ledger for one measurement. */
export interface Fresh {
  /** `--out`. */
  folder: string
  /** Where the ledger is, for this process and for the tool's own. */
  server: NonNullable<LedgerOptions['server']> | null
  env: Record<string, string>
  remove(): Promise<void>
}

/** Where a ledger can be. */
export interface Place {
  name: 'SQLite' | 'PostgreSQL'
  fresh(): Fresh
}

const SQLITE: Place = {
  name: 'SQLite',
  fresh() {
    const folder = temporaryFolder()
    return {
      folder,
      server: null,
      env: {},
      remove() {
        rmSync(folder, { recursive: true })
        return Promise.resolve()
      },
    }
  },
}

/**
 * Measures on SQLite and on PostgreSQL: on a server of our own, or on that of `TEST_POSTGRES_URL`. On SQLite alone, and says so, where
 * there is none.
 */
export async function onBoth<Result>(
  measure: (places: readonly [Place, ...Place[]]) => Promise<Result>,
): Promise<Result> {
  const given = process.env['TEST_POSTGRES_URL']
  if (given !== undefined) return measure([SQLITE, await postgres(given)])
  const own = await PostgresServer.start({ isDurable: true })
  if (own === null) {
    process.stderr.write('There is no PostgreSQL on this machine: apt-get install postgresql\n')
    return measure([SQLITE])
  }
  try {
    return await measure([SQLITE, await postgres(own.url)])
  } finally {
    await own.remove()
  }
}

/** Measures on each of the places in turn, in several rounds. */
export async function inTurn<Result>(
  places: readonly Place[],
  rounds: number,
  measure: (place: Place) => Promise<Result>,
): Promise<{ name: Place['name']; results: Result[] }[]> {
  const measured = places.map(({ name }) => ({ name, results: [] as Result[] }))
  for (let round = 0; round < rounds; round += 1)
    for (const [index, place] of places.entries()) measured[index]?.results.push(await measure(place))
  return measured
}

/** Refuses a server that waits for no disk: its figures would be of no use. */
async function postgres(url: string): Promise<Place> {
  const [setting] = await query(url, 'SHOW fsync')
  if (setting?.['fsync'] !== 'on') throw new Error('the server does not wait for its disk (fsync is off)')
  let schemas = 0
  return {
    name: 'PostgreSQL',
    fresh() {
      const folder = temporaryFolder()
      schemas += 1
      const schema = `bench_${process.pid}_${schemas}`
      return {
        folder,
        server: { url, schema },
        env: { KONSTANTLY_LEDGER: url, KONSTANTLY_LEDGER_SCHEMA: schema },
        async remove() {
          rmSync(folder, { recursive: true })
          await query(url, `DROP SCHEMA IF EXISTS ${schema} CASCADE`)
        },
      }
    },
  }
}
