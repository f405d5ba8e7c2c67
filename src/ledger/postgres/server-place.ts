import { Client } from 'pg'

/** Where a ledger is on a server, without any secret. */
export interface ServerPlace {
  host: string
  port: number
  database: string
  user: string
  schema: string
}

/** What is needed to find a ledger on a server. */
export interface LedgerServer {
  /** `postgres://user:password@host:port/database`, with the parameters that `pg` knows. What is left out comes from PGHOST, PGUSER and so on. */
  url: string
  schema: string
}

/** Where the ledger is, as `pg` understands the URL. Throws a TypeError for what is no URL, without quoting it. */
export function placeOf({ url, schema }: LedgerServer): ServerPlace {
  const { host, port, database, user } = new Client({ connectionString: url })
  return { host, port, database: database ?? '', user: user ?? '', schema }
}

/** The URL without its password and its parameters, which may hold one, too: `postgres://user@host:port/database`. */
export function redactUrl(url: string): string {
  const { host, port, database, user } = placeOf({ url, schema: '' })
  const name = host.includes('/') ? encodeURIComponent(host) : host.includes(':') ? `[${host}]` : host
  return `postgres://${encodeURIComponent(user)}@${name}:${port}/${encodeURIComponent(database)}`
}

/** The server, in words: `the database "hr" on db.acme.com:5432`. */
export const inWords = ({ host, port, database }: ServerPlace): string =>
  `database "${database}" on ${host}:${port}`
