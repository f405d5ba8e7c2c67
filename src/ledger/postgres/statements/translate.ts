import type { Value, Values } from '../../database.ts'
import { cleanText } from './clean-text.ts'

/** A statement as PostgreSQL takes it: with `$1`, `$2`, … */
export interface Translated {
  text: string
  values: (string | number)[]
}

/** A text between quotes, a quoted name, a comment; and what stands for a value. */
const PIECES = /'[^']*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?|\$([a-z_]\w*)/gi

/**
 * Writes a statement with `?` or `$name` the way PostgreSQL takes it. Each value brings its type along, so that the server never has to
 * guess it: an integer `bigint`, another number `float8`, a text `text`. NULL is written into the statement. Throws a TypeError where a
 * value is missing or left over.
 */
export function translate(sql: string, values: Values = []): Translated {
  const taken = isList(values) ? inOrder(sql, values) : byName(sql, values)
  const text = sql.replace(PIECES, (piece, name?: string) => {
    if (piece === '?') return taken.next(null)
    return name === undefined ? piece : taken.next(name)
  })
  taken.end()
  return { text, values: taken.values }
}

interface Taken {
  values: (string | number)[]
  /** What stands in the statement for the next value, or for that of a name. */
  next: (name: string | null) => string
  end: () => void
}

function inOrder(sql: string, values: readonly Value[]): Taken {
  const taken: (string | number)[] = []
  let count = 0
  return {
    values: taken,
    next(name) {
      if (name !== null) throw new TypeError(`$${name} has no value, because they came as a list: ${sql}`)
      const value = values[count]
      if (value === undefined) throw new TypeError(`value ${count + 1} is missing: ${sql}`)
      count += 1
      return place(value, taken)
    },
    end() {
      if (count < values.length) throw new TypeError(`${values.length} values for ${count} places: ${sql}`)
    },
  }
}

function byName(sql: string, values: Readonly<Record<string, Value>>): Taken {
  const taken: (string | number)[] = []
  const places = new Map<string, string>()
  return {
    values: taken,
    next(name) {
      if (name === null) throw new TypeError(`a ? has no value, because they came by name: ${sql}`)
      const known = places.get(name)
      if (known !== undefined) return known
      const value = values[name]
      if (value === undefined) throw new TypeError(`the value of $${name} is missing: ${sql}`)
      const placed = place(value, taken)
      places.set(name, placed)
      return placed
    },
    end() {
      const unknown = Object.keys(values).find((name) => !places.has(name))
      if (unknown !== undefined) throw new TypeError(`there is no $${unknown} in: ${sql}`)
    },
  }
}

function place(value: Value, taken: (string | number)[]): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `$${taken.push(cleanText(value))}::text`
  return `$${taken.push(value)}::${Number.isSafeInteger(value) ? 'bigint' : 'float8'}`
}

const isList = (values: Values): values is readonly Value[] => Array.isArray(values)
