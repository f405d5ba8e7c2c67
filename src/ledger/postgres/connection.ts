import { Client, types, type ClientConfig, type QueryResult } from 'pg'
import { ConnectionLostError } from './errors.ts'

/** How long the server may take to let us in. */
const CONNECT_WITHIN_MS = 10_000
/** A connection on which nothing was said for so long is asked whether it is still there: ten times, a second apart. */
const KEEP_ALIVE_AFTER_MS = 15_000

const { builtins } = types
const NUMBERS: readonly unknown[] = [builtins.INT8, builtins.NUMERIC]

/** Numbers as numbers, truth as 1 and 0: as SQLite has them. */
const PARSERS: ClientConfig['types'] = {
  getTypeParser: (
    oid: Parameters<typeof types.getTypeParser>[0],
    format?: unknown,
  ): ((text: string) => unknown) => {
    if (NUMBERS.includes(oid)) return Number
    if (oid === builtins.BOOL) return (text) => (text === 't' ? 1 : 0)
    return types.getTypeParser(oid, format as 'text') as (text: string) => unknown
  },
}

export interface Statement {
  text: string
  values?: readonly (string | number)[]
  /** Rows come as arrays, and not as objects. */
  asArrays?: boolean
  /** After so many milliseconds without an answer the connection is given up. Default: as long as the server works on it. */
  withinMs?: number
}

/**
 * One connection to the server, for ever: whoever has lost it has lost the site's lock as well, and must write nothing more. Statements
 * are sent one after the other. Promises reject with ConnectionLostError, or with the error of `pg`.
 */
export class Connection {
  readonly #client: Client
  #last: Promise<unknown> = Promise.resolve()
  #lost: ConnectionLostError | null = null
  #watch: { isWorking: () => Promise<boolean>; everyMs: number } | null = null

  private constructor(client: Client) {
    this.#client = client
    client.on('error', (error) => {
      this.#lost ??= new ConnectionLostError(error.message, { cause: error })
    })
  }

  static async open(url: string): Promise<Connection> {
    const client = new Client({
      connectionString: url,
      application_name: 'konstantly-offboard',
      client_encoding: 'UTF8',
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      types: PARSERS,
    })
    const connection = new Connection(client)
    await client.connect()
    return connection
  }

  /** The process that the server said it serves this connection with. A pooler says something else. */
  get announcedBackend(): unknown {
    return 'processID' in this.#client ? this.#client.processID : null
  }

  /**
   * From now on, asks elsewhere whether the server still works on a statement that takes long, as often as that, and gives the connection
   * up if not: a host that has vanished never answers.
   */
  watch(isWorking: () => Promise<boolean>, everyMs: number): void {
    this.#watch = { isWorking, everyMs }
  }

  /** Sends a statement, or several that take no values: then what comes back is the result of the last one. */
  query(statement: Statement): Promise<QueryResult> {
    const result = this.#last.then(() => this.#send(statement))
    this.#last = result.catch(() => undefined)
    return result
  }

  async #send({ text, values, asArrays, withinMs }: Statement): Promise<QueryResult> {
    const lost = this.#lostBy()
    if (lost !== null) throw lost
    const answered = withinMs === undefined ? this.#watchStatement() : this.#limit(withinMs)
    try {
      const result: QueryResult | QueryResult[] = await this.#client.query({
        text,
        ...(values !== undefined && { values: [...values] }),
        ...(asArrays === true && { rowMode: 'array' }),
      })
      return Array.isArray(result) ? (result.at(-1) as QueryResult) : result
    } catch (error) {
      throw this.#lostBy() ?? error
    } finally {
      answered()
    }
  }

  #limit(ms: number): () => void {
    const timer = setTimeout(() => {
      this.#giveUp(`no answer came within ${ms / 1000} s`)
    }, ms)
    return () => {
      clearTimeout(timer)
    }
  }

  #watchStatement(): () => void {
    if (this.#watch === null) return () => undefined
    const { isWorking, everyMs } = this.#watch
    let isAnswered = false
    const timer = setInterval(() => {
      void isWorking().then((works) => {
        if (!works && !isAnswered) this.#giveUp('the server does not work on it any more')
      })
    }, everyMs)
    return () => {
      isAnswered = true
      clearInterval(timer)
    }
  }

  #lostBy(): ConnectionLostError | null {
    return this.#lost
  }

  /** Ends the connection for good. Whatever was sent and not answered rejects. */
  #giveUp(why: string): void {
    this.#lost ??= new ConnectionLostError(why)
    void this.#client.end()
  }

  /** Never rejects. */
  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}
