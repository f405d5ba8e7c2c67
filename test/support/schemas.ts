import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' }

const FOLDER = new URL('../../schemas/', import.meta.url)
const SUFFIX = '.schema.json'

/** The names of the schemas in the package. */
export const schemaNames = readdirSync(FOLDER).map((file) => file.replace(SUFFIX, ''))

export const readSchema = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}${SUFFIX}`, FOLDER), 'utf8'))

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
ajv.addMetaSchema(draft07)
for (const name of schemaNames) ajv.addSchema(readSchema(name) as object, name)

/** The rules of a schema that a value breaks, in words; empty where it is as the schema says. */
export function brokenRules(schema: string, value: unknown): string[] {
  ajv.validate(schema, value)
  return (ajv.errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${schema}${instancePath} ${message} ${JSON.stringify(params)} in ${JSON.stringify(value)}`,
  )
}
