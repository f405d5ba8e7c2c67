import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'

/** Debian keeps the programs of the server out of the path. */
const DEBIAN = '/usr/lib/postgresql'
const READY_WITHIN_MS = 30_000
const PASSWORD = 'pg-s3cret'

/** What a test that needs no server would wait for. */
const IN_HASTE = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}
const SETTINGS = { max_connections: '100', shared_buffers: '64MB', timezone: 'UTC', lc_messages: 'C' }

export interface ServerOptions {
  /** Whether it has to survive a kill, and so waits for the disk. */
  isDurable?: boolean
  settings?: Readonly<Record<string, string>>
  /** An empty folder for all that it stores, such as a small volume, of which it takes 45 MiB; then its log of writes comes in small pieces. Default: a new one. */
  folder?: string
}

/** Where the programs of a PostgreSQL server are on this machine; null where they are not. The newest one counts. */
export function findPostgres(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const newest = versions
    .sort((one, other) => Number(other) - Number(one))
    .map((name) => join(DEBIAN, name, 'bin'))
  const folders = [...newest, ...(process.env['PATH'] ?? '').split(delimiter)]
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  )
}

/** A PostgreSQL server of our own, in a temporary folder, on loopback. */
export class PostgresServer {
  readonly folder: string
  readonly port: number
  readonly #bin: string
  readonly #settings: Readonly<Record<string, string>>
  readonly #isFolderGiven: boolean
  #process: ChildProcess | null = null

  private constructor(bin: string, port: number, { settings = {}, folder }: ServerOptions) {
    this.#bin = bin
    this.port = port
    this.#settings = settings
    this.#isFolderGiven = folder !== undefined
    this.folder = folder ?? mkdtempSync(join(tmpdir(), 'postgres-'))
  }

  /** Makes a server and starts it; null where there is no PostgreSQL. */
  static async start({
    isDurable = false,
    settings = {},
    ...where
  }: ServerOptions = {}): Promise<PostgresServer | null> {
    const bin = findPostgres()
    if (bin === null) return null
    const all = { ...SETTINGS, ...(!isDurable && IN_HASTE), ...settings }
    const server = new PostgresServer(bin, await freePort(), { ...where, settings: all })
    server.#make()
    await server.start()
    return server
  }

  /** Of the database `postgres` and the role with all rights, with its password. */
  get url(): string {
    return this.urlOf('postgres', PASSWORD)
  }

  urlOf(user: string, password: string): string {
    return `postgres://${user}:${password}@127.0.0.1:${this.port}/postgres`
  }

  #make(): void {
    const password = join(this.folder, 'password')
    writeFileSync(password, `${PASSWORD}\n`)
    const { uid, gid } = SERVER_USER
    if (uid !== undefined && gid !== undefined)
      for (const path of [this.folder, password]) chownSync(path, uid, gid)
    const options = ['--username=postgres', `--pwfile=${password}`, '--auth=scram-sha-256', '--encoding=UTF8']
    execFileSync(
      join(this.#bin, 'initdb'),
      [
        ...[`--pgdata=${this.#data}`, ...options, '--locale=C', '--no-sync', '--no-instructions'],
        ...(this.#isFolderGiven ? ['--wal-segsize=1'] : []),
      ],
      { ...SERVER_USER, stdio: 'pipe' },
    )
  }

  /** Starts it, again if it was stopped or killed. Resolves when it lets clients in. */
  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a')
    const settings = { ...this.#settings, port: String(this.port), unix_socket_directories: this.folder }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    // Ends with this process, however that ends: then nobody holds its standard input open any more.
    const script = '"$0" "$@" & server=$!; cat; kill -INT $server 2>/dev/null; wait $server'
    const argv = [join(this.#bin, 'postgres'), '-D', this.#data, '-c', 'listen_addresses=127.0.0.1', ...flags]
    this.#process = spawn('/bin/sh', ['-c', script, ...argv], {
      ...SERVER_USER,
      cwd: this.folder,
      stdio: ['pipe', 'ignore', log],
    })
    closeSync(log)
    await this.#ready()
  }

  /** `fast` ends all sessions; `immediate` is as a crash of the machine. Resolves when it is down. */
  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const running = this.#process
    this.#process = null
    if (running?.exitCode !== null) return
    const ended = once(running, 'exit')
    if (how === 'immediate') this.kill('SIGQUIT')
    running.stdin?.end()
    await ended
  }

  /** Sends a signal to the first process of the server, if that is still there. With SIGKILL, the others end by themselves. */
  kill(signal: NodeJS.Signals): void {
    try {
      process.kill(this.pid, signal)
    } catch {
      // It is gone, and its file perhaps as well.
    }
  }

  /** Of the first process of the server. */
  get pid(): number {
    return Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0])
  }

  async remove(): Promise<void> {
    await this.stop('immediate')
    if (!this.#isFolderGiven) rmSync(this.folder, { recursive: true, force: true })
  }

  /** Runs statements on a connection of their own. Resolves with the rows of the last one. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    return query(this.url, sql)
  }

  get #data(): string {
    return join(this.folder, 'data')
  }

  async #ready(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS
    for (;;) {
      try {
        await this.query('SELECT 1')
        return
      } catch (error) {
        if (Date.now() >= until) {
          const log = readFileSync(join(this.folder, 'log'), 'utf8')
          throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error })
        }
        await setTimeout(20)
      }
    }
  }
}

/** Runs statements on a connection of their own. Resolves with the rows of the last one. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const results = [await client.query(sql)].flat()
    return (results.at(-1)?.rows ?? []) as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

/** PostgreSQL refuses to run as root, and as somebody without a name. */
const SERVER_USER: { uid?: number; gid?: number } = process.getuid?.() === 0 ? idsOf('postgres') : {}

function idsOf(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').match(
    new RegExp(`^(?:${name}|nobody):[^:]*:(\\d+):(\\d+)`, 'm'),
  )
  return { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) }
}

/** A port on loopback that nobody listens on. Clients are given others by the system, so that it is still free after a restart. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
