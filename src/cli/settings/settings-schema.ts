import type { Flag } from '../flags/flag.ts'
import { isPath, typeOf, type KnownSettings } from './known-settings.ts'

type Schema = Readonly<Record<string, unknown>>

/** A JSON schema of the configuration file, by which editors complete and check it: https://json-schema.org/draft-07 */
export function settingsSchema({ flags, forAllSites }: KnownSettings): Schema {
  const settings = Object.entries(flags)
  const ofSites = settings.filter(([name]) => !forAllSites.has(name))
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of konstantly-offboard',
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

const propertiesOf = (settings: readonly (readonly [string, Flag<unknown>])[]): Schema =>
  Object.fromEntries(
    settings.map(([name, flag]) => [name, { description: described(flag), ...valueOf(flag) }]),
  )

const described = (flag: Flag<unknown>): string =>
  [
    flag.describe,
    ...(isPath(flag) ? ['relative to this file'] : []),
    ...(flag.shown === undefined ? [] : [`default: ${flag.shown}`]),
  ].join('; ')

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
