import type { Database } from '../database.ts'

const PAGE = 500

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
  const page = `SELECT ${columns} FROM rows WHERE run = ? AND row > ? AND (${which}) ORDER BY row LIMIT ${PAGE}`
  for (let last = 0; ;) {
    const rows = await db.arrays<Row>(page, [run, last])
    const end = rows.at(-1)
    if (end === undefined) return
    yield rows
    last = end[0]
  }
}
