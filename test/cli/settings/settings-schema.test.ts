import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { knownSettings } from '../../../src/cli/settings/known-settings.ts'
import { settingsSchema } from '../../../src/cli/settings/settings-schema.ts'

const docs = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')
const known = knownSettings(COMMANDS)

test('the schema that is shipped is that of the flags there are; node scripts/settings-schema.ts writes it', () => {
  expect(JSON.parse(docs('konstantly-offboard.schema.json'))).toEqual(settingsSchema(known))
})

test('the document names everything that may be set, and what may not', () => {
  const named = new Set([...docs('configuration.md').matchAll(/`([a-z-]+)`/g)].map(([, name]) => name))
  expect([...Object.keys(known.flags), ...known.forOneRun].filter((name) => !named.has(name))).toEqual([])
})
