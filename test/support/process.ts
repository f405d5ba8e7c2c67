import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { ledgerEnv } from './ledger-env.ts'

export const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url))

/** What was compiled once need not be compiled by the next hundred processes: half of what it takes to start one. */
export const COMPILED = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)),
}

export interface Process {
  child: ChildProcess
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

/** Starts the tool in a process of its own, with nothing of the environment but `PATH`, what is compiled, and `env`. */
export function start(argv: readonly string[], env: Record<string, string> = {}): Process {
  const child = spawn(process.execPath, [BIN, ...argv], {
    env: { PATH: process.env['PATH'], ...COMPILED, ...ledgerEnv(argv, env), ...env },
  })
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code: code as number | null, stdout, stderr }),
  )
  return { child, ended }
}
