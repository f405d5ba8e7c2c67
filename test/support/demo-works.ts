import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect } from 'vitest'

const run = promisify(execFile)
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** The demo, by an installed or built bin: a whole run over real HTTP. */
export async function demoWorks(bin: string, out: string, node = process.execPath): Promise<void> {
  expect((await run(node, [bin, '--version'])).stdout.trim()).toBe(version)
  const { stdout, stderr } = await run(node, [bin, 'demo', '--out', out, '--log-level', 'silent'])
  expect(stderr).toBe('')
  expect(stdout).toContain('all of them ended as they should')
  expect(stdout).toContain(` report --open --out ${out}\n`)
  expect(readdirSync(out)).toContain('ledger.sqlite')
}
