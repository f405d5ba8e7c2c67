// What JSON schemas (draft 2020-12) are made of.

export type Schema = Readonly<Record<string, unknown>>

/** The schema of a field that may be absent. */
export interface Optional {
  optional: Schema
}

/** Which schema a field needs, by its type in the code. */
type FieldOf<T, K extends keyof T> = Partial<Pick<T, K>> extends Pick<T, K> ? Optional : Schema

/** The fields of an object. The compiler asks for each field of `T`, and whether it may be absent. */
export type Fields<T> = { [K in keyof Required<T>]: FieldOf<T, K & keyof T> }

/** Fields of no type in particular. */
export type AnyFields = Readonly<Record<string, Schema | Optional>>

const isOptional = (field: Schema | Optional): field is Optional => 'optional' in field

export const optional = (schema: Schema): Optional => ({ optional: schema })

/** An object that has these fields, and no others. */
export const object = <T>(fields: Fields<T>): Schema => ({ ...open(fields), additionalProperties: false })

/** An object that has these fields, and perhaps others. */
export function open(fields: AnyFields): Schema {
  const entries = Object.entries(fields)
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, field]) => [name, isOptional(field) ? field.optional : field]),
    ),
    required: entries.filter(([, field]) => !isOptional(field)).map(([name]) => name),
  }
}

/** An object with any keys. `fields`: those that it always has. */
export const record = (values: Schema, fields: AnyFields = {}): Schema => ({
  ...open(fields),
  additionalProperties: values,
})

export const array = (items: Schema): Schema => ({ type: 'array', items })
export const oneOf = (values: readonly (string | number)[]): Schema => ({ enum: values })
export const constant = (value: string | number | boolean | null): Schema => ({ const: value })
export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
export const matching = (pattern: string): Schema => ({ type: 'string', pattern })

export const text: Schema = { type: 'string' }
export const flag: Schema = { type: 'boolean' }
export const count: Schema = { type: 'integer', minimum: 0 }
export const amount: Schema = { type: 'number', minimum: 0 }
/** ISO 8601, UTC. */
export const time: Schema = matching(String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$`)
export const day: Schema = matching(String.raw`^\d{4}-\d{2}-\d{2}$`)
export const sha256: Schema = matching('^[0-9a-f]{64}$')
/** Of a reason, say. There may be more of them in later versions. */
export const code: Schema = matching('^[a-z][a-z0-9_]*$')
