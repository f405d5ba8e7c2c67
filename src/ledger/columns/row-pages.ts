import type { Database } from '../database.ts'

const PAGE = 500
/**
 * How many rows are gone through for a page at most. Without such a bound PostgreSQL goes through all rows of the run for each page where it believes
 * that few of them match, as it does when they have just been changed.
 */
const STRETCH = 2_000

/**
 * Rows of a run in list order. Only one page of them is in memory at a time, and rows may be changed during the iteration.
 * `columns` and `which` are SQL; the first column must be `row`.
 */
export async function* rowPages<Row extends readonly [row: number, ...unknown[]]>(
  db: Database,
  run: number,
  columns: string,
  which = 'TRUE',
): AsyncGenerator<Row[]> {
  const page = `SELECT ${columns} FROM rows WHERE run = ? AND row > ? AND row <= ? AND (${which}) ORDER BY row LIMIT ${PAGE}`
  const end = await db.get<{ row: number | null }>('SELECT MAX(row) AS row FROM rows WHERE run = ?', [run])
  const last = end?.row ?? 0
  for (let from = 0; from < last;) {
    const to = from + STRETCH
    const rows = await db.arrays<Row>(page, [run, from, to])
    if (rows.length > 0) yield rows
    from = rows.length < PAGE ? to : (rows.at(-1)?.[0] ?? to)
  }
}
