import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { BIN, table, temporaryFolder } from './support.ts'

/** Peak memory and time of `run --dry-run` as a user starts it, for growing lists: reading must not hold the list. */
export async function dryRunMemory(sizes: readonly number[]): Promise<void> {
  const folder = temporaryFolder()
  const lines: string[][] = []
  for (const rows of sizes) {
    const list = await writeList(folder, rows)
    const args = ['run', list, '--site', 'bench', '--dry-run', '--out', join(folder, String(rows))]
    const begun = performance.now()
    // The child tells its own peak: the operating system's figure for the whole process.
    const preload = new URL('report-peak.ts', import.meta.url).href
    const child = spawnSync(process.execPath, ['--import', preload, BIN, ...args, '--log-level', 'warn'], {
      env: { ...process.env, KONSTANTLY_API_KEY: 'not-asked-for' },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const seconds = (performance.now() - begun) / 1000
    const peak = /peak (\d+) KiB/.exec(child.stderr)?.[1]
    if (child.status !== 0 || peak === undefined)
      throw new Error(`the run failed: ${child.stderr.slice(-2000)}`)
    lines.push([rows.toLocaleString('en'), `${Math.round(Number(peak) / 1024)} MiB`, seconds.toFixed(1)])
  }
  rmSync(folder, { recursive: true })
  table(['rows of `--dry-run`', 'peak memory', 'seconds'], lines)
}

async function writeList(folder: string, rows: number): Promise<string> {
  const path = join(folder, `${rows}.csv`)
  const file = createWriteStream(path)
  file.write('User ID,Name,Email,Department,Leave date\n')
  for (let row = 0; row < rows; row += 1) {
    const line = `user${row},"Lastname, Firstname ${row}",firstname.lastname.${row}@example.com,Accounting,2020-11-30\n`
    if (!file.write(line)) await once(file, 'drain')
  }
  await finished(file.end())
  return path
}
