import { describe, expect, test } from 'vitest'
import { imageAddress } from '../../../src/konstantly/images/image-link.ts'

const ACME = 'https://acme.konstant.ly/openapi/v1'
const LOCAL = 'http://127.0.0.1:4010/openapi/v1'

describe('the address of an image', () => {
  test.each([
    ['https://s3.amazonaws.com/a.png?X=1#x', 'https://s3.amazonaws.com/a.png?X=1#x'],
    // The API reference shows such a link.
    ['http://s3.amazonaws.com/certificates/cert123.png', 'https://s3.amazonaws.com/certificates/cert123.png'],
    ['https://8.8.8.8/a.png', 'https://8.8.8.8/a.png'],
    ['https://[2001:db8::1]/a.png', 'https://[2001:db8::1]/a.png'],
    ['https://acme.konstant.ly/a.png', 'https://acme.konstant.ly/a.png'],
  ])('is that of the web, over https: %s', (link, address) => {
    expect(imageAddress(link, ACME)?.href).toBe(address)
  })

  test.each([
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    '/certificates/1.png',
    '',
    'https://user:secret@example.com/a.png',
    'http://localhost/a.png',
    'https://localhost:8443/a.png',
    'https://x.localhost/a.png',
    'https://127.0.0.1/a.png',
    'https://127.1/a.png',
    'https://2130706433/a.png',
    'https://[::1]/a.png',
    'https://[::ffff:127.0.0.1]/a.png',
    'https://0.0.0.0/a.png',
    'https://10.1.2.3/a.png',
    'https://172.16.0.1/a.png',
    'https://192.168.1.1/a.png',
    'http://169.254.169.254/latest/meta-data',
    'https://[fd00::1]/a.png',
    'https://[fe80::1]/a.png',
    'https://[::ffff:10.0.0.1]/a.png',
  ])('is none, and nothing is asked: %s', (link) => {
    expect(imageAddress(link, ACME)).toBeNull()
  })

  test('may be on this machine where the API is, without https', () => {
    expect(imageAddress('http://127.0.0.1:4010/a.png', LOCAL)?.href).toBe('http://127.0.0.1:4010/a.png')
    expect(imageAddress('http://localhost:1/a.png', LOCAL)?.href).toBe('http://localhost:1/a.png')
    expect(imageAddress('http://10.0.0.1/a.png', LOCAL)).toBeNull()
  })

  test('may be in a network of its own where the API is at the same host', () => {
    const base = 'https://10.0.0.7:8443/openapi/v1'
    expect(imageAddress('https://10.0.0.7/a.png', base)?.href).toBe('https://10.0.0.7/a.png')
    expect(imageAddress('https://10.0.0.8/a.png', base)).toBeNull()
  })
})
