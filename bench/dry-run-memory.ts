import { once } from 'node:events'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { measured, median, temporaryFolder, type Line } from './support.ts'

const ROUNDS = 3

/**
 * Measures peak memory and time of `run --dry-run`, started as a user starts it, for lists of growing length. Memory must not
 * grow with the list.
 */
export async function dryRunMemory(sizes: readonly number[]): Promise<Line[]> {
  const folder = temporaryFolder()
  const lines: Line[] = []
  for (const rows of sizes) {
    const list = await writeList(folder, rows)
    const runs = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const out = join(folder, `${rows}-${round}`)
      const argv = ['run', list, '--site', 'bench', '--dry-run', '--out', out, '--log-level', 'warn']
      runs.push(await measured(argv, { KONSTANTLY_API_KEY: 'not-asked-for' }))
      rmSync(out, { recursive: true })
    }
    const seconds = median(runs.map((run) => run.seconds))
    lines.push({
      what: `peak memory of ${rows.toLocaleString('en')} rows of \`--dry-run\``,
      rounds: runs.map(({ peakMiB }) => peakMiB),
      unit: 'MiB',
      beside: `in ${seconds.toFixed(1)} s, reports included`,
    })
  }
  rmSync(folder, { recursive: true })
  return lines
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
