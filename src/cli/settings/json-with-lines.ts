/** A value of a JSON text. An object keeps on which line each of its members is, from 1. */
export type JsonValue = string | number | boolean | null | JsonArray | JsonObject
export type JsonArray = readonly JsonValue[]
export type JsonObject = ReadonlyMap<string, JsonMember>
export interface JsonMember {
  line: number
  value: JsonValue
}

export const isObject = (value: JsonValue): value is JsonObject => value instanceof Map

/** A text is no JSON, or has a name twice in one object. The message says what is wrong; lines and columns are counted from 1. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  readonly line: number
  readonly column: number

  constructor(message: string, line: number, column: number) {
    super(message)
    this.line = line
    this.column = column
  }
}

const MAX_DEPTH = 20

/**
 * Reads JSON as `JSON.parse` does, which tells neither the line of a mistake, nor that a name stands twice in an object: of the two values
 * it would take the last. Throws JsonError.
 */
export function parseJsonWithLines(text: string): JsonValue {
  const reader = new JsonReader(text)
  const value = reader.value(0)
  if (reader.next() !== '') reader.fail('something stands behind the end')
  return value
}

class JsonReader {
  /** What JSON consists of, besides white space. What stands in quotes is looked at by `JSON.parse`. */
  readonly #token =
    /[{}[\]:,]|"[^"\\]*(?:\\.[^"\\]*)*"|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|$/sy
  readonly #text: string
  /** Where the latest token begins, and where it ends. */
  #begin = 0
  #end = 0
  /** The line of the latest token, from 1, and where that line begins. */
  #line = 1
  #lineBegin = 0

  constructor(text: string) {
    this.#text = text
  }

  /** The next token; empty at the end of the text. */
  next(): string {
    this.#skipSpace()
    this.#token.lastIndex = this.#begin
    const [token] = this.#token.exec(this.#text) ?? []
    if (token === undefined) {
      this.fail(
        /^\/[/*]/.test(this.#text.slice(this.#begin, this.#begin + 2))
          ? 'JSON has no comments'
          : 'what stands here is no JSON; texts and names stand in double quotes',
      )
    }
    this.#end = this.#begin + token.length
    return token
  }

  #skipSpace(): void {
    let at = this.#end
    for (; ' \t\r\n'.includes(this.#text[at] ?? 'none'); at += 1) {
      if (this.#text[at] !== '\n') continue
      this.#line += 1
      this.#lineBegin = at + 1
    }
    this.#begin = at
  }

  value(depth: number, token = this.next()): JsonValue {
    if (depth > MAX_DEPTH) this.fail('it is nested too deeply')
    if (token === '{') return this.#object(depth)
    if (token === '[') return this.#array(depth)
    if (token === '') this.fail('the text ends too early')
    if (/^[\]}:,]$/.test(token)) this.fail(`a value is missing before ${token}`)
    return this.#literal(token)
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, JsonMember>()
    let token = this.next()
    if (token === '}') return members
    for (;;) {
      if (!token.startsWith('"')) this.#missing('a name in double quotes', token)
      const name = String(this.#literal(token))
      const line = this.#line
      if (members.has(name)) this.fail(`${token} stands there twice`)
      if (this.next() !== ':') this.fail('a colon is missing')
      members.set(name, { line, value: this.value(depth + 1) })
      token = this.next()
      if (token === '}') return members
      if (token !== ',') this.#missing('a comma, or }', token)
      token = this.next()
    }
  }

  #array(depth: number): JsonArray {
    const items: JsonValue[] = []
    let token = this.next()
    if (token === ']') return items
    for (;;) {
      items.push(this.value(depth + 1, token))
      token = this.next()
      if (token === ']') return items
      if (token !== ',') this.#missing('a comma, or ]', token)
      token = this.next()
    }
  }

  #literal(token: string): string | number | boolean | null {
    try {
      return JSON.parse(token) as string | number | boolean | null
    } catch {
      return this.fail('a text has a line break, or a backslash that means nothing (write \\\\)')
    }
  }

  #missing(what: string, token: string): never {
    return this.fail(token === '' ? 'the text ends too early' : `${what} is missing`)
  }

  fail(why: string): never {
    throw new JsonError(why, this.#line, this.#begin - this.#lineBegin + 1)
  }
}
