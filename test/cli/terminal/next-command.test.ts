import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NO_CONFIGURATION, type Configuration } from '../../../src/cli/configuration.ts'
import { nextCommand } from '../../../src/cli/terminal/next-command.ts'

const OUT = './offboarding'
const line = (
  env: Record<string, string>,
  { site = 'acme.konstant.ly', out = OUT, keyFile, script }: Partial<Record<string, string>> = {},
  configuration: Configuration = NO_CONFIGURATION,
): string => nextCommand({ site, out, keyFile }, { env, script, configuration })('runs')

test.each<[what: string, env: Record<string, string>, script: string | undefined, expected: string]>([
  ['installed', {}, '/usr/local/bin/konstantly-offboard', 'konstantly-offboard runs --site acme'],
  [
    'from a checkout',
    { npm_lifecycle_event: 'offboard', npm_package_name: 'konstantly-offboard' },
    '/src/bin.ts',
    'npm run --silent offboard -- runs --site acme',
  ],
  [
    'by npx',
    { npm_lifecycle_event: 'npx', npm_command: 'exec' },
    '/x/dist/bin.js',
    'npx konstantly-offboard runs --site acme',
  ],
  [
    'by a script of another package',
    { npm_lifecycle_event: 'offboard', npm_package_name: 'hr-tools' },
    '/x/dist/bin.js',
    'npx konstantly-offboard runs --site acme',
  ],
  ['by node', {}, join(import.meta.dirname, 'bin.ts'), 'node test/cli/terminal/bin.ts runs --site acme'],
])('%s', (_, env, script, expected) => {
  expect(line(env, { ...(script !== undefined && { script }) })).toBe(expected)
})

test('has all that the person would have to add, as a shell takes it', () => {
  expect(line({}, { site: '127.0.0.1:4010', out: '/data/of HR', keyFile: "it's" })).toBe(
    `konstantly-offboard runs --base-url http://127.0.0.1:4010/openapi/v1 --out '/data/of HR' --api-key-file 'it'\\''s'`,
  )
  expect(line({}, { site: 'learn.acme.com/api/v1' })).toBe(
    'konstantly-offboard runs --base-url https://learn.acme.com/api/v1',
  )
})

test('leaves out what variables say, and nothing that they say otherwise', () => {
  const variables = { KONSTANTLY_SITE: 'acme', KONSTANTLY_OUT: '/data', KONSTANTLY_API_KEY_FILE: '/key' }
  expect(line(variables, { out: '/data', keyFile: '/key' })).toBe('konstantly-offboard runs')
  expect(line({ KONSTANTLY_BASE_URL: 'https://acme.konstant.ly/openapi/v1/' })).toBe(
    'konstantly-offboard runs',
  )
  for (const other of [
    { KONSTANTLY_SITE: 'other' },
    { KONSTANTLY_BASE_URL: 'https://other.konstant.ly/openapi/v1' },
    { KONSTANTLY_BASE_URL: 'nonsense' },
  ])
    expect(line(other)).toBe('konstantly-offboard runs --site acme')
})
