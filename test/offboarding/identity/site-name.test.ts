import fc from 'fast-check'
import { expect, test } from 'vitest'
import { siteName } from '../../../src/offboarding/identity/site-name.ts'

test.each([
  ['acme.konstant.ly', 'acme.konstant.ly'],
  ['acme.konstant.ly.', 'acme.konstant.ly'],
  ['acme.konstant.ly.:8443/api', 'acme.konstant.ly:8443/api'],
  ['acme.konstant.ly/openapi/v1', 'acme.konstant.ly'],
  ['acme.konstant.ly/openapi/%76%31/', 'acme.konstant.ly'],
  ['acme.konstant.ly//openapi//v1', 'acme.konstant.ly'],
  ['learning.acme.com/', 'learning.acme.com/'],
  ['learning.acme.com//', 'learning.acme.com/'],
  ['learning.acme.com/Tenants/acme%2fx%c3%a9/', 'learning.acme.com/Tenants/acme%2Fx%C3%A9'],
  ['localhost:4010', '127.0.0.1:4010'],
  ['localhost', '127.0.0.1'],
  ['[::1]:4010/api', '127.0.0.1:4010/api'],
  ['[::ffff:7f00:1]:4010', '127.0.0.1:4010'],
  ['[2001:db8::1]:4010', '[2001:db8::1]:4010'],
  ['127.8.9.10:4010', '127.8.9.10:4010'],
  ['localhost.evil.com', 'localhost.evil.com'],
])('%s is called %s', (spelling, name) => {
  expect(siteName(spelling)).toBe(name)
})

test('a name is its own name', () => {
  const host = fc.constantFrom('acme.ly', 'ACME.ly.', 'localhost', '[::1]', '[::2]', '127.0.0.1')
  const port = fc.constantFrom('', ':80', ':4010')
  const path = fc.array(fc.constantFrom('/', '%2f', '%41', '%', 'A', 'openapi', 'v1', '/.'), { maxLength: 6 })
  fc.assert(
    fc.property(host, port, path, (...[at, on, words]) => {
      const name = siteName(`${at}${on}/${words.join('')}`)
      expect(siteName(name)).toBe(name)
    }),
  )
})
