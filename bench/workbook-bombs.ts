import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { NO_CONFIGURATION } from '../src/cli/configuration.ts'
import { readFlags } from '../src/cli/flags/read-flags.ts'
import { readingFlags } from '../src/cli/flags/reading-flags.ts'
import { readingRequest } from '../src/cli/flags/reading-request.ts'
import { keepHeapSmall } from '../src/cli/process/small-heap.ts'
import { ListError } from '../src/leavers/list-error.ts'
import { readLeavers } from '../src/leavers/read-leavers.ts'
import { ownPeakMiB } from './support.ts'
import { bombs } from '../test/leavers/workbook/bombs.ts'

// Time, and memory on top of what the process has before, until a workbook that unpacks to gigabytes is refused, in a process of its own for
// each.

async function measure(path: string): Promise<void> {
  keepHeapSmall()
  const bytes = readFileSync(path)
  const request = readingRequest(
    readFlags(readingFlags, {}, { env: {}, configuration: NO_CONFIGURATION }),
    process.env,
  )
  const before = ownPeakMiB()
  const begun = performance.now()
  try {
    const list = await readLeavers(Readable.from([bytes]), {
      ...request,
      name: 'list',
      mayBePacked: false,
      today: '2026-11-23',
      layouts: [],
    })
    let rows = 0
    for await (const batch of list.batches) rows += batch.length
    process.stdout.write(`${rows} rows |`)
  } catch (error) {
    process.stdout.write(`${error instanceof ListError ? 'refused' : 'failed'} |`)
  }
  process.stdout.write(
    ` ${ownPeakMiB() - before} MiB | ${((performance.now() - begun) / 1000).toFixed(2)} |\n`,
  )
}

const [path] = process.argv.slice(2)
if (path !== undefined) {
  await measure(path)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'offboard-bench-'))
  process.stdout.write(
    '| workbook | bytes | | memory on top | seconds |\n| :--- | ---: | :--- | ---: | ---: |\n',
  )
  for (const { title, bytes } of bombs()) {
    const file = join(folder, 'list.xlsx')
    writeFileSync(file, bytes)
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), file], { encoding: 'utf8' })
    if (child.status !== 0) throw new Error(child.stderr)
    process.stdout.write(`| ${title} | ${bytes.length.toLocaleString('en')} | ${child.stdout}`)
  }
  rmSync(folder, { recursive: true })
}
