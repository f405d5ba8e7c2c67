import { COMMANDS } from '../../src/cli/commands.ts'
import type { Flag } from '../../src/cli/flags/flag.ts'
import { isPath, knownSettings, typeOf } from '../../src/cli/settings/known-settings.ts'
import type { Schema } from './schema.ts'

/** Of the configuration file, by which editors complete and check it: most know draft-07, and nothing later. */
export const configuration = schemaOfSettings()

function schemaOfSettings(): Schema {
  const { flags, forAllSites } = knownSettings(COMMANDS)
  const settings = Object.entries(flags)
  const ofSites = settings.filter(([name]) => !forAllSites.has(name))
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    description: 'Flags by their names, for all sites, or in a section of "sites" for one',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      site: { description: 'In a file of one site, without "sites": its name (acme)', type: 'string' },
      'base-url': {
        description: 'In a file of one site, without "sites": the address of its API',
        type: 'string',
      },
      ...propertiesOf(settings),
      sites: {
        description: 'A section for each site, by its name (acme) or the address of its API',
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: propertiesOf(ofSites),
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  }
}

function propertiesOf(settings: readonly (readonly [string, Flag<unknown>])[]): Schema {
  return Object.fromEntries(
    settings.map(([name, flag]) => [name, { description: described(flag), ...valueOf(flag) }]),
  )
}

function described(flag: Flag<unknown>): string {
  return [
    flag.describe,
    ...(isPath(flag) ? ['relative to this file'] : []),
    ...(flag.shown === undefined ? [] : [`default: ${flag.shown}`]),
  ].join('; ')
}

function valueOf(flag: Flag<unknown>): Schema {
  const text = { type: 'string', minLength: 1 }
  switch (typeOf(flag)) {
    case 'switch':
      return { type: 'boolean' }
    case 'number': {
      const { min, max, whole = true } = flag.range ?? {}
      return { type: whole ? 'integer' : 'number', minimum: min, maximum: max }
    }
    case 'list':
      return { anyOf: [text, { type: 'array', items: text }] }
    case 'text':
      return flag.words === undefined ? text : { enum: flag.words }
  }
}
