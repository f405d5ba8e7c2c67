import type { Value } from '../../database.ts'
import { cleanText } from './clean-text.ts'

/** One statement that inserts all rows: an array for each column. Throws a TypeError for a row that is too short. */
export function insertStatement(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): { text: string; values: string[] } {
  const short = rows.find((row) => row.length !== columns.length)
  if (short !== undefined)
    throw new TypeError(`${short.length} values for ${columns.length} columns of ${table}`)
  const values: string[] = []
  const arrays: string[] = []
  const places = columns.map((_, column) => {
    const type = typeOf(rows, column)
    if (type === null) return 'NULL'
    arrays.push(`$${values.push(arrayOf(rows, column))}::${type}[]`)
    return `x.c${values.length}`
  })
  const names = arrays.map((_, index) => `c${index + 1}`)
  const from =
    arrays.length === 0
      ? `generate_series(1, ${rows.length})`
      : `unnest(${arrays.join()}) AS x(${names.join()})`
  return { text: `INSERT INTO ${table} (${columns.join()}) SELECT ${places.join()} FROM ${from}`, values }
}

/** The type of a column's values; null where there are none. */
function typeOf(rows: readonly (readonly Value[])[], column: number): 'text' | 'bigint' | 'float8' | null {
  let type: 'bigint' | 'float8' | null = null
  for (const row of rows) {
    const value = row[column]
    if (typeof value === 'string') return 'text'
    if (typeof value !== 'number') continue
    if (!Number.isSafeInteger(value)) type = 'float8'
    else type ??= 'bigint'
  }
  return type
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayOf(rows: readonly (readonly Value[])[], column: number): string {
  let text = '{'
  for (const row of rows) {
    const value = row[column] ?? null
    if (text.length > 1) text += ','
    if (value === null) text += 'NULL'
    else if (typeof value === 'number') text += String(value)
    else text += `"${escaped(cleanText(value))}"`
  }
  return `${text}}`
}

const escaped = (text: string): string => (/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text)
