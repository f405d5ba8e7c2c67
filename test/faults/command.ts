import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { pause } from '../../src/cli/process/pause.ts'
import { cli } from '../support/cli.ts'
import { ledgerEnv } from '../support/ledger-env.ts'
import { BIN, COMPILED } from '../support/process.ts'
import type { Referee } from './start-referee.ts'

const CONCURRENCY = 10
const RETRIES = 20
const HURRIED = new URL('hurried-clock.ts', import.meta.url).href

export interface Ended {
  /** Null where a signal ended the process. */
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

interface Work {
  out: string
  concurrency?: number
  retries?: number
  more?: readonly string[]
  /** What to start it with, such as `nice`. */
  through?: readonly string[]
  /** Whether its waits take a tenth of their time. */
  isHurried?: boolean
}

export interface RunRequest extends Work {
  list: string
}

/** Starts the command line in a process of its own: `run` on `list` against the referee's site. */
export const startRun = (referee: Referee, { list, ...work }: RunRequest): Running =>
  startWork(referee, ['run', list, '--yes'], work)

/** The same of any command that asks the platform. Its argv is completed only here. */
export function startWork(
  referee: Referee,
  command: readonly string[],
  { out, concurrency = CONCURRENCY, retries = RETRIES, more = [], through = [], isHurried = false }: Work,
): Running {
  return start(
    [...argvOf(referee, command, { out, concurrency, retries }), ...more],
    { KONSTANTLY_API_KEY: referee.apiKey, ...(isHurried && { NODE_OPTIONS: `--import=${HURRIED}` }) },
    through,
  )
}

/** `startRun` in this process, for a run that nobody disturbs. */
export const runHere = (
  referee: Referee,
  { list, ...work }: Pick<RunRequest, 'list' | 'out' | 'more'>,
): Promise<Ended> => workHere(referee, ['run', list, '--yes'], work)

/** `startWork` in this process, likewise. */
export async function workHere(
  referee: Referee,
  command: readonly string[],
  { out, more = [] }: Pick<Work, 'out' | 'more'>,
): Promise<Ended> {
  const argv = argvOf(referee, command, { out, concurrency: CONCURRENCY, retries: RETRIES })
  const { exitCode, stdout, stderr } = await cli([...argv, ...more], {
    env: { KONSTANTLY_API_KEY: referee.apiKey },
    deps: { now: () => new Date(), monotonic: () => performance.now(), pause },
  })
  return { code: exitCode, signal: null, stdout, stderr }
}

const argvOf = (
  { baseUrl }: Referee,
  command: readonly string[],
  { out, concurrency, retries }: Pick<Work, 'out'> & Record<'concurrency' | 'retries', number>,
): string[] => [
  ...command,
  ...['--base-url', baseUrl, '--out', out, '--json'],
  ...['--concurrency', String(concurrency), '--retries', String(retries), '--max-percent', '100'],
]

/** Starts any command in a process of its own. */
export function start(
  argv: readonly string[],
  env: Record<string, string> = {},
  through: readonly string[] = [],
): Running {
  const [command = process.execPath, ...args] = [...through, process.execPath, BIN, ...argv]
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], ...COMPILED, ...ledgerEnv(argv, env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], stdout, stderr]) => ({ code, signal, stdout, stderr }),
  )
  return { child, ended }
}

/** Resolves with the match once standard error shows `pattern`. */
export function shown({ child }: Running, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve) => {
    let sofar = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      sofar += chunk.toString()
      const found = pattern.exec(sofar)
      if (found !== null) resolve(found)
    })
  })
}
