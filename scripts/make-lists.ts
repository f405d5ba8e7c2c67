import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cases } from './lists/cases.ts'

// Writes the leaver lists of fixtures/lists byte by byte. What each is read as is stored beside it and checked by a test.
const folder = fileURLToPath(new URL('../fixtures/lists/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const { file, bytes } of cases) if (bytes !== null) writeFileSync(join(folder, file), bytes)
