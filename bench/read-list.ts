import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, type Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { crc32, createDeflateRaw, createGzip } from 'node:zlib'
import { workbookParts } from '../scripts/lists/workbook.ts'
import { zip, type ZipPart } from '../scripts/lists/zip.ts'
import { NO_CONFIGURATION } from '../src/cli/configuration.ts'
import { readFlags } from '../src/cli/flags/read-flags.ts'
import { readIntoLedger } from '../src/batch/opening/read-into-ledger.ts'
import { readingFlags } from '../src/cli/flags/reading-flags.ts'
import { readingRequest } from '../src/cli/flags/reading-request.ts'
import { leaverList } from '../src/cli/inputs/leaver-list.ts'
import { dayIn } from '../src/leavers/dates/calendar.ts'
import { keepHeapSmall } from '../src/cli/process/small-heap.ts'
import { onBoth } from './ledgers/places.ts'
import { ownPeakMiB } from './support.ts'
import { Ledger } from '../src/ledger/ledger.ts'

// Measures time and peak memory of reading a list into the ledger, in a file and on a server. Each list is read in a process of its own.

const ROWS_PER_CHUNK = 1000
/** What the process that reads one list is told first. */
const READ = '--read'

interface Case {
  title: string
  rows: number
  file: string
  encoding?: 'utf8' | 'utf16le'
  /** Of a workbook: whether its texts stand in the cells, or in one part for all of them. */
  isInline?: boolean
}

const CASES: readonly Case[] = [
  { title: 'UTF-8', rows: 250_000, file: 'quarter.csv' },
  { title: 'UTF-8', rows: 1_000_000, file: 'million.csv' },
  { title: 'UTF-8, gzip', rows: 1_000_000, file: 'million.csv.gz' },
  { title: 'Excel workbook', rows: 100_000, file: 'tenth.xlsx' },
  { title: 'Excel workbook', rows: 1_000_000, file: 'million.xlsx' },
  { title: 'Excel workbook, inline strings', rows: 1_000_000, file: 'inline.xlsx', isInline: true },
  { title: 'UTF-16LE', rows: 1_000_000, file: 'million.txt', encoding: 'utf16le' },
]

/** The cells of a row, the last but one of which is a day. */
function cellsOf(row: number): readonly string[] {
  const id = `u${((row * 2_654_435_761) % 2 ** 32).toString(36)}x${row}`
  return [
    id,
    `Müller; Anna ${row}`,
    `anna.mueller.${row}@example.com`,
    'Sales',
    String(46_000 + (row % 300)),
    'München',
  ]
}

/** Packs what comes in pieces, as it comes. */
async function packed(path: string, pieces: Iterable<string>): Promise<ZipPart> {
  const packer = createDeflateRaw({ level: 1 })
  const whole = buffer(packer)
  let [crc, size] = [0, 0]
  for (const piece of pieces) {
    const bytes = Buffer.from(piece)
    crc = crc32(bytes, crc)
    size += bytes.length
    if (!packer.write(bytes)) await once(packer, 'drain')
  }
  packer.end()
  return { path, bytes: Buffer.alloc(0), packed: await whole, claims: { crc, size } }
}

const HEADER = ['User API ID', 'Name', 'Work Email', 'Department', 'Termination Date', 'City']
const DAY = 4

/** Texts of all rows in the order of the cells, each once, as Excel writes them. */
function* stringsXml(rows: number): Generator<string> {
  yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
  yield [...HEADER, 'Sales', 'München'].map((text) => `<si><t>${text}</t></si>`).join('')
  for (let row = 0; row < rows; row += 1) {
    yield cellsOf(row)
      .slice(0, 3)
      .map((text) => `<si><t>${text}</t></si>`)
      .join('')
  }
  yield '</sst>'
}

function* sheetXml(rows: number, isInline: boolean): Generator<string> {
  const inline = (text: string): string => `t="inlineStr"><is><t>${text}</t></is>`
  const shared = (index: number): string => `t="s"><v>${index}</v>`
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
  yield HEADER.map((text, at) => `<c ${isInline ? inline(text) : shared(at)}</c>`).join('')
  for (let row = 0; row < rows; row += 1) {
    const texts = cellsOf(row)
    const indexes = [8 + 3 * row, 9 + 3 * row, 10 + 3 * row, 6, 0, 7]
    const cells = texts.map((text, at) => {
      const address = `r="${'ABCDEF'[at] ?? ''}${row + 2}"`
      if (at === DAY) return `<c ${address} s="1"><v>${text}</v></c>`
      return `<c ${address} ${isInline ? inline(text) : shared(indexes[at] ?? 0)}</c>`
    })
    yield `</row><row r="${row + 2}" spans="1:6">${cells.join('')}`
  }
  yield '</row></sheetData></worksheet>'
}

async function writeWorkbook(path: string, { rows, isInline = false }: Case): Promise<string> {
  const parts = workbookParts({ sheets: [{ name: 'Leavers', rows: '' }], strings: [], styles: [0, 14] })
  const texts = await packed('xl/sharedStrings.xml', stringsXml(isInline ? 0 : rows))
  const sheet = await packed('xl/worksheets/sheet1.xml', sheetXml(rows, isInline))
  writeFileSync(path, zip(parts.map((part) => [texts, sheet].find((one) => one.path === part.path) ?? part)))
  return path
}

async function writeList(folder: string, one: Case): Promise<string> {
  const { rows, file, encoding = 'utf8' } = one
  const path = join(folder, file)
  if (file.endsWith('.xlsx')) return writeWorkbook(path, one)
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
  const { KONSTANTLY_LEDGER: url, KONSTANTLY_LEDGER_SCHEMA: schema = '' } = process.env
  const server = url === undefined ? null : { url, schema }
  const ledger = await Ledger.open({ folder, server, site: 'bench', create: true, now: () => new Date() })
  const reading = readingRequest(
    readFlags(readingFlags, {}, { env: {}, configuration: NO_CONFIGURATION }),
    process.env,
  )
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
    languageFor: () => 'en' as const,
    resumeMaxAgeMs: Infinity,
    version: '0.0.0',
  }
  const begun = performance.now()
  const deps = { now: () => new Date(), dayIn, random: Math.random }
  await readIntoLedger(ledger, request, deps, AbortSignal.any([]))
  const seconds = (performance.now() - begun) / 1000
  const peak = ownPeakMiB()
  process.stdout.write(`${peak} MiB | ${seconds.toFixed(1)} |\n`)
  await ledger.close()
}

const [asked = '', path = '', ledgerFolder = ''] = process.argv.slice(2)
if (asked === READ) {
  await measure(path, ledgerFolder)
} else {
  await onBoth(async (places) => {
    const folder = mkdtempSync(join(tmpdir(), 'offboard-bench-'))
    process.stdout.write(
      '| list | ledger | rows | peak memory | seconds |\n| :--- | :--- | ---: | ---: | ---: |\n',
    )
    // Of these files, or of all of them.
    const files = process.argv.slice(2)
    for (const one of CASES.filter(({ file }) => files.length === 0 || files.includes(file))) {
      const list = await writeList(folder, one)
      for (const place of places) {
        const ledger = place.fresh()
        const argv = [fileURLToPath(import.meta.url), READ, list, ledger.folder]
        const child = spawnSync(process.execPath, argv, {
          encoding: 'utf8',
          env: { ...process.env, ...ledger.env },
        })
        if (child.status !== 0) throw new Error(child.stderr)
        await ledger.remove()
        process.stdout.write(
          `| ${one.title} | ${place.name} | ${one.rows.toLocaleString('en')} | ${child.stdout}`,
        )
      }
    }
    rmSync(folder, { recursive: true })
  })
}
