import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cases } from './lists/cases.ts'
import { rosters } from './lists/rosters.ts'

// Writes the leaver lists of fixtures/lists, and the rosters of fixtures/rosters, byte by byte. What each is read as is stored beside it and
// checked by a test.
for (const [name, files] of [
  ['lists', cases],
  ['rosters', rosters],
] as const) {
  const folder = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url))
  mkdirSync(folder, { recursive: true })
  for (const { file, bytes } of files) if (bytes !== null) writeFileSync(join(folder, file), bytes)
}
