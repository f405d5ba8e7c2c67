import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Peak memory and time of `run --dry-run` as a user starts it, for growing lists: reading must not hold the list.

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'offboard-bench-'))
const sizes = process.argv.slice(2).map(Number)

async function writeList(rows: number): Promise<string> {
  const path = join(folder, `${rows}.csv`)
  const file = createWriteStream(path)
  file.write('User ID,Name,Email,Department,Leave date\n')
  for (let row = 0; row < rows; row += 1) {
    const line = `user${row},"Lastname, Firstname ${row}",firstname.lastname.${row}@example.com,Accounting,2026-11-30\n`
    if (!file.write(line)) await once(file, 'drain')
  }
  await finished(file.end())
  return path
}

process.stdout.write('| rows | peak memory | seconds |\n| ---: | ---: | ---: |\n')
for (const rows of sizes.length > 0 ? sizes : [50_000, 200_000, 1_000_000]) {
  const list = await writeList(rows)
  const args = ['run', list, '--site', 'bench', '--dry-run', '--out', join(folder, String(rows))]
  const begun = performance.now()
  // The child tells its own peak: the operating system's figure for the whole process.
  const child = spawnSync(
    process.execPath,
    ['--import', new URL('report-peak.ts', import.meta.url).href, BIN, ...args],
    {
      env: { ...process.env, KONSTANTLY_API_KEY: 'not-asked-for' },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const seconds = (performance.now() - begun) / 1000
  const peak = /peak (\d+) KiB/.exec(child.stderr)?.[1]
  if (child.status !== 0 || peak === undefined)
    throw new Error(`the run failed: ${child.stderr.slice(-2000)}`)
  process.stdout.write(`| ${rows} | ${Math.round(Number(peak) / 1024)} MiB | ${seconds.toFixed(1)} |\n`)
}
rmSync(folder, { recursive: true })
