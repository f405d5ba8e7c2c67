import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import { NO_CONFIGURATION } from '../../src/cli/configuration.ts'
import type { Deps } from '../../src/cli/deps.ts'
import type { StopSignal } from '../../src/cli/exit-code.ts'
import type { Sources } from '../../src/cli/flags/read-flags.ts'
import { main } from '../../src/cli/main.ts'
import type { Summary } from '../../src/report/summary.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { brokenRules } from './schemas.ts'
import { ledgerEnv } from './ledger-env.ts'
import { LeapingClock } from './leaping-clock.ts'

/** Flags come from the command line alone. */
export const COMMAND_LINE: Sources = { env: {}, configuration: NO_CONFIGURATION }

/** A new folder of its own for a test. Its path is short enough to be shown in one line. */
export const temporaryFolder = (): string => mkdtempSync(`${tmpdir()}${sep}`)

/** Writes a leaver list into `folder` and returns its path. */
export function writeList(folder: string, text: string | Uint8Array, name = 'leavers.csv'): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

export interface CliOptions {
  env?: Record<string, string>
  stdin?: string
  /** What a person types, a line each; makes standard input and standard error a terminal. */
  types?: string[]
  /** What was typed before there was any question. */
  typedAhead?: string
  deps?: Partial<Deps>
  /** Shared with a sandbox whose limiter has to agree. */
  clock?: LeapingClock
}

export interface CliResult {
  exitCode: number
  stdout: string
  stderr: string
}

/** Runs the command line in this process: nothing in it is replaced but the world outside, and waits take no time. */
export async function cli(argv: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const clock = options.clock ?? new LeapingClock()
  const stdout = new Capture()
  const stderr = new Capture(options.types !== undefined)
  const exitCode = await main(argv, {
    env: { ...ledgerEnv(argv, options.env ?? {}), ...options.env },
    stdin:
      options.types === undefined
        ? Readable.from([Buffer.from(options.stdin ?? '')])
        : typist(options.types, stderr, options.typedAhead),
    stdout,
    stderr,
    now: () => new Date(clock.wall()),
    monotonic: clock.now,
    sortIn: () => undefined,
    random: Math.random,
    pause: clock.pause,
    every: () => () => undefined,
    open: () => Promise.resolve('a test opens nothing'),
    onSignal: () => () => undefined,
    ...options.deps,
  })
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

/** `run` against a sandbox, confirmed, with its summary as JSON. */
export async function runAgainst(
  sandbox: Sandbox,
  list: string,
  out: string,
  more: readonly string[] = [],
  options: CliOptions = {},
): Promise<CliResult & { summary: Summary; rows: Record<string, string>[] }> {
  const result = await cli(
    ['run', list, '--base-url', sandbox.baseUrl, '--out', out, '--yes', '--json', ...defaults(more)],
    { ...options, env: { KONSTANTLY_API_KEY: sandbox.apiKey, ...options.env } },
  )
  if (result.stdout === '') throw new Error(`the run printed no summary: ${result.stderr}`)
  const summary = JSON.parse(result.stdout) as Summary
  if (!('run' in summary)) throw new Error(`the run printed no summary: ${result.stderr}`)
  // Whatever a test is about: what it makes machines read is as it was promised.
  const broken = [
    ...brokenRules('summary', summary),
    ...logLines(result.stderr).flatMap((line) => brokenRules('log-line', line)),
  ]
  if (broken.length > 0) throw new Error(broken.join('\n'))
  return { ...result, summary, rows: readResults(out, summary.run, 'results.csv', summary.list.delimiter) }
}

/** The rows of a run's `results.csv`, by column. */
export function readResults(
  out: string,
  run: string,
  file = 'results.csv',
  delimiter = ',',
): Record<string, string>[] {
  return parse(readFileSync(join(out, run, file)), {
    columns: true,
    bom: true,
    delimiter,
  })
}

/** The log lines a command wrote. */
export function logLines(stderr: string): Record<string, unknown>[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** Signals that a test sends when it wants to. */
export function signals(): { deps: Pick<Deps, 'onSignal'>; send: (signal: StopSignal) => void } {
  const listeners = new Set<(signal: StopSignal) => void>()
  return {
    deps: {
      onSignal(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    send(signal) {
      for (const listener of listeners) listener(signal)
    },
  }
}

class Capture extends Writable {
  text = ''
  readonly isTTY: boolean

  constructor(isTTY = false) {
    super()
    this.isTTY = isTTY
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    this.emit('text')
    done()
  }
}

/** Types the next line whenever a question is asked. */
function typist(lines: readonly string[], screen: Capture, ahead = ''): Deps['stdin'] {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard })
  if (ahead !== '') keyboard.write(ahead)
  const left = [...lines]
  let asked = 0
  screen.on('text', () => {
    const questions = screen.text.split('Type the number').length - 1
    if (questions > asked) {
      asked = questions
      const line = left.shift()
      if (line !== undefined) setImmediate(() => keyboard.write(`${line}\r`))
    }
  })
  return keyboard
}

/** The sites of tests are small: a list of everyone on one is no mistake there, unless the test is about that. */
const defaults = (more: readonly string[]): readonly string[] =>
  more.includes('--max-percent') ? more : [...more, '--max-percent', '100']
