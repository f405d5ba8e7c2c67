import type { DatabaseSync } from 'node:sqlite'

const PAGE = 500

/**
 * Rows of a run in list order, a page in memory at a time; rows that change meanwhile do not disturb it. `columns`, of which `row` is the
 * first, and `which` are SQL. A row comes as an array: SQLite's objects cost three times as much.
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
