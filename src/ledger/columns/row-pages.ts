import type { DatabaseSync } from 'node:sqlite'

const PAGE = 500

/**
 * Rows of a run in list order. Only one page of them is in memory at a time, and rows may be changed during the iteration.
 * `columns` and `which` are SQL; the first column must be `row`. A row comes as an array, because SQLite's objects cost three
 * times as much.
 */
export function* rowPages<Row extends readonly [row: number, ...unknown[]]>(
  db: DatabaseSync,
  run: number,
  columns: string,
  which = 'TRUE',
): Generator<Row[]> {
  const page = db.prepare(
    `SELECT ${columns} FROM rows WHERE run = ? AND row > ? AND (${which}) ORDER BY row LIMIT ${PAGE}`,
  )
  page.setReturnArrays(true)
  for (let last = 0; ;) {
    const rows = page.all(run, last) as unknown as Row[]
    const end = rows.at(-1)
    if (end === undefined) return
    yield rows
    last = end[0]
  }
}
