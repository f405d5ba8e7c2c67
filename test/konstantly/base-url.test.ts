import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BaseUrlError, parseBaseUrl, siteAddress } from '../../src/konstantly/base-url.ts'

const refusal = (address: () => unknown): string => {
  try {
    address()
  } catch (error) {
    if (error instanceof BaseUrlError) return error.message
    throw error
  }
  throw new Error('it was accepted')
}

describe('--site', () => {
  test.each([
    ['acme', 'acme.konstant.ly'],
    ['ACME', 'acme.konstant.ly'],
    ['acme-eu2', 'acme-eu2.konstant.ly'],
    ['7', '7.konstant.ly'],
    ['a'.repeat(63), `${'a'.repeat(63)}.konstant.ly`],
  ])('%s is the site of that name', (name, host) => {
    expect(siteAddress(name)).toEqual({ baseUrl: `https://${host}/openapi/v1`, site: host })
  })

  test.each([
    '',
    ' acme',
    'acme ',
    'acme\n',
    'acme.konstant.ly',
    'https://acme.konstant.ly',
    'acme/..',
    'evil.com/',
    'evil.com#',
    'key@acme',
    'acme:8443',
    '-acme',
    'acme-',
    'ac_me',
    'äcme',
    'a'.repeat(64),
  ])('refuses %j, and names the flag that takes other addresses', (name) => {
    expect(refusal(() => siteAddress(name))).toBe(
      `--site takes the first part of the site's address (acme for https://acme.konstant.ly), not "${name}". For any other address use --base-url.`,
    )
  })

  test('leads nowhere but to a site of the platform', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('aZ9-./:@#?%\\ é')), maxLength: 8 }),
        (name) => {
          let baseUrl: string
          try {
            ;({ baseUrl } = siteAddress(name))
          } catch (error) {
            expect(error).toBeInstanceOf(BaseUrlError)
            return
          }
          const url = new URL(baseUrl)
          expect(url.hostname).toMatch(/^[a-z0-9-]+\.konstant\.ly$/)
          expect([url.protocol, url.port, url.pathname]).toEqual(['https:', '', '/openapi/v1'])
        },
      ),
    )
  })
})

describe('--base-url', () => {
  test.each([
    ['https://acme.konstant.ly/openapi/v1', 'https://acme.konstant.ly/openapi/v1', 'acme.konstant.ly'],
    ['https://acme.konstant.ly/openapi/v1/', 'https://acme.konstant.ly/openapi/v1', 'acme.konstant.ly'],
    ['https://acme.konstant.ly/openapi/v1///', 'https://acme.konstant.ly/openapi/v1', 'acme.konstant.ly'],
    ['HTTPS://Acme.Konstant.LY/openapi/v1', 'https://acme.konstant.ly/openapi/v1', 'acme.konstant.ly'],
    ['https://learning.acme.com', 'https://learning.acme.com', 'learning.acme.com/'],
    ['https://learning.acme.com:443/api', 'https://learning.acme.com/api', 'learning.acme.com/api'],
    [
      'https://learning.acme.com:8443/api',
      'https://learning.acme.com:8443/api',
      'learning.acme.com:8443/api',
    ],
    ['https://192.0.2.7/api', 'https://192.0.2.7/api', '192.0.2.7/api'],
  ])('%s is %s', (text, baseUrl, site) => {
    expect(parseBaseUrl(text)).toEqual({ baseUrl, site })
  })

  test.each([
    ['http://localhost:4010/openapi/v1', 'localhost:4010', '127.0.0.1:4010'],
    ['http://LOCALHOST.:4010/openapi/v1', 'localhost:4010', '127.0.0.1:4010'],
    ['http://127.0.0.1:4010/openapi/v1', '127.0.0.1:4010', '127.0.0.1:4010'],
    ['http://127.1:4010/openapi/v1', '127.0.0.1:4010', '127.0.0.1:4010'],
    ['http://2130706433:4010/openapi/v1', '127.0.0.1:4010', '127.0.0.1:4010'],
    ['http://127.8.9.10:4010/openapi/v1', '127.8.9.10:4010', '127.8.9.10:4010'],
    ['http://[::1]:4010/openapi/v1', '[::1]:4010', '127.0.0.1:4010'],
    ['http://localhost:80/openapi/v1', 'localhost', '127.0.0.1'],
  ])('may be plain http on a loopback host, and this machine is one site: %s', (text, host, site) => {
    expect(parseBaseUrl(text)).toEqual({ baseUrl: `http://${host}/openapi/v1`, site })
  })

  test.each([
    'https://acme.konstant.ly./openapi/v1',
    'https://ACME.KONSTANT.LY./openapi/v1/',
    'https://acme.konstant.ly:443//openapi/v1',
    'https://acme.konstant.ly/openapi/v%31',
    'https://acme.konstant.ly/%6Fpenapi/./v1',
    'https://acme.konstant.ly/x/%2E%2e/openapi/v1',
    'https:acme.konstant.ly\\openapi\\v1',
  ])('names one site, however it is spelled: %s', (text) => {
    const { baseUrl, site } = parseBaseUrl(text)
    expect(site).toBe('acme.konstant.ly')
    expect(new URL(baseUrl).host).toBe('acme.konstant.ly')
  })

  test.each([
    ['http://acme.konstant.ly/openapi/v1', 'acme.konstant.ly'],
    ['http://127.0.0.1.evil.com/', '127.0.0.1.evil.com'],
    ['http://localhost.evil.com/', 'localhost.evil.com'],
    ['http://notlocalhost/', 'notlocalhost'],
    ['http://10.0.0.1/', '10.0.0.1'],
    ['http://0.0.0.0/', '0.0.0.0'],
    ['http://128.0.0.1/', '128.0.0.1'],
    ['http://[::2]/', '[::2]'],
  ])('may not be plain http on another host: %s', (text, host) => {
    expect(refusal(() => parseBaseUrl(text))).toBe(
      `--base-url must begin with https: plain http is accepted for this machine only, and ${host} is another one.`,
    )
  })

  test.each([
    '',
    'acme',
    'acme.konstant.ly/openapi/v1',
    '/openapi/v1',
    'ftp://acme.com/',
    'file:///etc/passwd',
    'https://',
  ])('must be the address of an API, not %j', (text) => {
    expect(refusal(() => parseBaseUrl(text))).toBe(
      `--base-url must be the address of the API, like https://acme.konstant.ly/openapi/v1, not "${text}".`,
    )
  })

  test.each([
    'https://key@acme.konstant.ly/',
    'https://ana:secret@acme.konstant.ly/',
    'https://:secret@acme.konstant.ly/',
  ])('must hold no credentials, and none are repeated: %s', (text) => {
    expect(refusal(() => parseBaseUrl(text))).toBe(
      '--base-url must not hold a user name or password; the key comes from KONSTANTLY_API_KEY.',
    )
  })

  test.each([
    ['ftp://ana:secret@acme.com/', '…@acme.com/'],
    ['ana:secret@acme.com', '…@acme.com'],
    ['https//ana:secret@acme.com', '…@acme.com'],
    ['https://ana:sec ret@acme.com:x/', '…@acme.com:x/'],
    ['ftp://ana:se@cret@acme.com/', '…@acme.com/'],
    ['ftp://ana:se/cr?e#t@acme.com/', '…@acme.com/'],
    ['secret\nof ana@acme.com', '…@acme.com'],
  ])('that is none keeps whatever may be a password out of the message: %j', (text, shown) => {
    expect(refusal(() => parseBaseUrl(text))).toBe(
      `--base-url must be the address of the API, like https://acme.konstant.ly/openapi/v1, not "${shown}".`,
    )
  })

  test.each(['https://acme.konstant.ly/openapi/v1?key=secret', 'https://acme.konstant.ly/openapi/v1#secret'])(
    'must end before any query or fragment, and neither is repeated: %s',
    (text) => {
      expect(refusal(() => parseBaseUrl(text))).toBe(
        '--base-url must end before any "?" or "#": https://acme.konstant.ly/openapi/v1',
      )
    },
  )
})
