import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, type Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { readFlags } from '../src/cli/flags/read-flags.ts'
import { readIntoLedger } from '../src/batch/opening/read-into-ledger.ts'
import { readingFlags } from '../src/cli/flags/reading-flags.ts'
import { readingRequest } from '../src/cli/flags/reading-request.ts'
import { leaverList } from '../src/cli/inputs/leaver-list.ts'
import { dayIn } from '../src/leavers/dates/calendar.ts'
import { keepHeapSmall } from '../src/cli/process/small-heap.ts'
import { Ledger } from '../src/ledger/ledger.ts'

// Measures time and peak memory of reading a list into the ledger. Each list is read in a process of its own.

const ROWS_PER_CHUNK = 1000

interface Case {
  title: string
  rows: number
  file: string
  encoding?: 'utf8' | 'utf16le'
}

const CASES: readonly Case[] = [
  { title: 'UTF-8', rows: 250_000, file: 'quarter.csv' },
  { title: 'UTF-8', rows: 1_000_000, file: 'million.csv' },
  { title: 'UTF-8, gzip', rows: 1_000_000, file: 'million.csv.gz' },
  { title: 'UTF-16LE', rows: 1_000_000, file: 'million.txt', encoding: 'utf16le' },
]

async function writeList(folder: string, { rows, file, encoding = 'utf8' }: Case): Promise<string> {
  const path = join(folder, file)
  const packer: Transform | null = file.endsWith('.gz') ? createGzip({ level: 1 }) : null
  const target = createWriteStream(path)
  packer?.pipe(target)
  const out = packer ?? target
  out.write(Buffer.from('\uFEFFUser API ID;Name;Work Email;Department;Termination Date;City\r\n', encoding))
  for (let row = 0; row < rows;) {
    let text = ''
    for (let n = 0; n < ROWS_PER_CHUNK; n += 1, row += 1) {
      const date = `${10 + (row % 18)}.${1 + (row % 12)}.2026`
      text += `u${((row * 2_654_435_761) % 2 ** 32).toString(36)}x${row};"Müller; Anna ${row}";anna.mueller.${row}@example.com;Sales;${date};München\r\n`
    }
    if (!out.write(Buffer.from(text, encoding))) await once(out, 'drain')
  }
  out.end()
  await finished(target)
  return path
}

async function measure(path: string, folder: string): Promise<void> {
  // bin.ts does the same.
  keepHeapSmall()
  const ledger = Ledger.open({ folder, create: true, now: () => new Date() })
  const reading = readingRequest(readFlags(readingFlags, {}, {}), process.env)
  const options = {
    deactivate: true,
    delete: true,
    roles: 'any',
    matchName: false,
    protect: [],
    kind: 'dry_run',
    executes: null,
    preflight: 'auto',
  } as const
  const request = {
    open: leaverList(path, reading, Readable.from([])),
    reading,
    site: 'bench',
    options,
    resumeMaxAgeMs: Infinity,
    version: '0.0.0',
  }
  const begun = performance.now()
  const deps = { now: () => new Date(), dayIn, random: Math.random }
  await readIntoLedger(ledger, request, deps, AbortSignal.any([]))
  const seconds = (performance.now() - begun) / 1000
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  process.stdout.write(`${peak} MiB | ${seconds.toFixed(1)} |\n`)
  ledger.close()
}

const [path, ledgerFolder] = process.argv.slice(2)
if (path !== undefined && ledgerFolder !== undefined) {
  await measure(path, ledgerFolder)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'offboard-bench-'))
  process.stdout.write('| list | rows | peak memory | seconds |\n| :--- | ---: | ---: | ---: |\n')
  for (const one of CASES) {
    const list = await writeList(folder, one)
    const child = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), list, join(folder, `${one.file}-ledger`)],
      { encoding: 'utf8' },
    )
    if (child.status !== 0) throw new Error(child.stderr)
    process.stdout.write(`| ${one.title} | ${one.rows.toLocaleString('en')} | ${child.stdout}`)
  }
  rmSync(folder, { recursive: true })
}
