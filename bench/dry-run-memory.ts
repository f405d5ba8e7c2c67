import { once } from 'node:events'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { inTurn, onBoth, type Place } from './ledgers/places.ts'
import { measured, peakLine, temporaryFolder, type Line, type Measured } from './support.ts'

const ROUNDS = 3

/**
 * Measures peak memory and time of `run --dry-run`, started as a user starts it, for lists of growing length, on SQLite and on PostgreSQL.
 * Memory must not grow with the list.
 */
export async function dryRunMemory(sizes: readonly number[]): Promise<Line[]> {
  return onBoth(async (places) => {
    const folder = temporaryFolder()
    const lines: Line[] = []
    for (const rows of sizes) {
      const list = await writeList(folder, rows)
      for (const { name, results } of await inTurn(places, ROUNDS, (place) => dryRun(list, place))) {
        const what = `of ${rows.toLocaleString('en')} rows of \`--dry-run\`, on ${name}`
        lines.push(peakLine(what, results, 'reports included'))
      }
    }
    rmSync(folder, { recursive: true })
    return lines
  })
}

async function dryRun(list: string, place: Place): Promise<Measured> {
  const ledger = place.fresh()
  const argv = ['run', list, '--site', 'bench', '--dry-run', '--out', ledger.folder, '--log-level', 'warn']
  const run = await measured(argv, { ...ledger.env, KONSTANTLY_API_KEY: 'not-asked-for' })
  await ledger.remove()
  return run
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
