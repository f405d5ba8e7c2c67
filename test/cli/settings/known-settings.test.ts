import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { knownSettings } from '../../../src/cli/settings/known-settings.ts'
import { brokenRules } from '../../support/schemas.ts'

const document = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')

test('the document names everything that may be set, and what may not', () => {
  const { flags, forOneRun } = knownSettings(COMMANDS)
  const named = new Set([...document.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name))
  expect([...Object.keys(flags), ...forOneRun].filter((name) => !named.has(name))).toEqual([])
})

test('an editor that has the schema marks what the tool would refuse, and nothing of the examples', () => {
  const examples = [...document.matchAll(/```json\n([^]*?)```/g)].map(([, text = '']) => text)
  expect(examples).not.toEqual([])
  expect(examples.flatMap((text) => brokenRules('configuration', JSON.parse(text)))).toEqual([])
  expect(brokenRules('configuration', { 'api-key': 'k' })).toHaveLength(1)
  expect(brokenRules('configuration', { sites: { acme: { 'max-users': '20', out: '/data' } } })).toHaveLength(
    2,
  )
})
