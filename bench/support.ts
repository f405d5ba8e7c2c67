import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makePeople } from '../src/sandbox/people.ts'

/** The built tool, as it is published. */
export const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'offboard-bench-'))

/** One line of the table: what was measured, and the figures. */
export interface Line {
  what: string
  /** One figure for each round. */
  rounds: readonly number[]
  unit: 'users/s' | '%' | 'MiB' | 's' | 'ms'
  /** What to compare the figure with, or what else was seen. */
  beside?: string
}

export interface Server {
  baseUrl: string
  apiKey: string
  stop(): Promise<void>
}

/** Starts the sandbox in a process of its own. */
export async function startServer(...flags: readonly string[]): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, [BIN, 'sandbox', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [lines] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  const [, baseUrl = '', apiKey = ''] = /BASE_URL=(\S+)\n.*API_KEY=(\S+)/.exec(lines.toString()) ?? []
  return {
    baseUrl,
    apiKey,
    stop: async () => {
      child.kill('SIGINT')
      await once(child, 'exit')
    },
  }
}

/** The IDs of `count` sandbox users who can be offboarded without a refusal, and how many users the site needs for that. */
export function leavers(count: number): { ids: string[]; siteUsers: number } {
  const siteUsers = Math.ceil(count * 1.3)
  const ids = makePeople(siteUsers, 1)
    .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
    .map(({ id }) => id)
    .slice(0, count)
  return { ids, siteUsers }
}

export function writeIds(folder: string, ids: readonly string[]): string {
  const path = join(folder, `${ids.length}-leavers.csv`)
  writeFileSync(path, `id\n${ids.join('\n')}\n`)
  return path
}

export interface Finished {
  seconds: number
  stdout: string
  stderr: string
  code: number | null
}

/** Runs a process to its end. Returns how long it took, in seconds, and what it printed. */
export async function timed(
  command: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  const begun = performance.now()
  const child = spawn(command, argv, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { seconds: (performance.now() - begun) / 1000, stdout, stderr, code }
}

/** A process of the tool that has ended. `peakMiB`: its peak memory, as the operating system counts it. */
export interface Measured extends Finished {
  peakMiB: number
}

/** Runs the tool as a user does. */
export async function measured(argv: readonly string[], env: Record<string, string> = {}): Promise<Measured> {
  const preload = new URL('report-peak.ts', import.meta.url).href
  const run = await timed(process.execPath, ['--import', preload, BIN, ...argv], env)
  const peak = /peak (\d+) KiB/.exec(run.stderr)?.[1]
  // Exit code 3 means finished, with rows that need attention.
  if ((run.code !== 0 && run.code !== 3) || peak === undefined)
    throw new Error(`the run failed: ${run.stderr.slice(-2000)}`)
  return { ...run, peakMiB: Number(peak) / 1024 }
}

export const isInstalled = (command: string): boolean => spawnSync(command, ['--version']).status === 0

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

export const peakLine = (what: string, runs: readonly Measured[], note?: string): Line => ({
  what: `peak memory ${what}`,
  rounds: runs.map(({ peakMiB }) => peakMiB),
  unit: 'MiB',
  beside: `in ${median(runs.map((run) => run.seconds)).toFixed(1)} s${note === undefined ? '' : `, ${note}`}`,
})

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`

export const TABLE_HEAD =
  row('measured', 'median', 'least to most', 'rounds', 'beside it') + row(...Array<string>(5).fill('---'))

/** A line of the table, in Markdown. */
export const tableRow = ({ what, rounds, unit, beside }: Line): string =>
  row(
    what,
    `${shown(median(rounds))} ${unit}`,
    `${shown(Math.min(...rounds))} to ${shown(Math.max(...rounds))}`,
    String(rounds.length),
    beside ?? '',
  )

const shown = (figure: number): string => (figure < 100.05 ? figure.toFixed(1) : figure.toFixed(0))

/** The peak memory of this process alone. What `resourceUsage` tells begins with that of the one that started it. */
export function ownPeakMiB(): number {
  const [, kib = NaN] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kib) / 1024)
}
