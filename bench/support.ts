import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'offboard-bench-'))

export interface Server {
  baseUrl: string
  apiKey: string
  stop(): Promise<void>
}

/** The sandbox in a process of its own. */
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

export function writeIds(folder: string, ids: readonly string[]): string {
  const path = join(folder, 'leavers.csv')
  writeFileSync(path, `id\n${ids.join('\n')}\n`)
  return path
}

/** Runs a process to its end and returns how long it took, in seconds, and what it printed. */
export async function timed(
  command: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<{ seconds: number; stdout: string }> {
  const begun = performance.now()
  const child = spawn(command, argv, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  await once(child, 'close')
  return { seconds: (performance.now() - begun) / 1000, stdout }
}

export const isInstalled = (command: string): boolean => spawnSync(command, ['--version']).status === 0

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [header, header.map(() => '---'), ...rows]
  process.stdout.write(`${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n`)
}
