import { describe, expect, test } from 'vitest'
import { parseProtection } from '../../src/offboarding/protection.ts'

describe('a protected list', () => {
  test('is an entry a line, with comments and empty lines', () => {
    const text = '\uFEFF# the board\r\n*@board.acme.com  # all of them\n\n  svc-* \nchair@acme.com\nu1\n'
    expect(parseProtection(text)).toEqual({
      ok: true,
      entries: ['*@board.acme.com', 'svc-*', 'chair@acme.com', 'u1'],
    })
  })

  test.each([
    ['two words', 'white space'],
    ['a@b.com,c@d.com', 'a character'],
    ['<a@b.com>', 'a character'],
    ['a@b@c', 'more than one @'],
    ['^svc', 'another kind of pattern'],
    ['svc-[0-9]', 'another kind of pattern'],
    ['ben@', 'neither a user ID nor an e-mail address'],
    ['@acme.com', 'neither a user ID nor an e-mail address'],
    ['bob@example', 'neither a user ID nor an e-mail address'],
    ['/svc/', 'neither a user ID nor an e-mail address'],
    ['board.acme.com', 'neither a user ID nor an e-mail address'],
  ])('with a line like %j is refused, naming the line', (line, reason) => {
    const parsed = parseProtection(`u1\n${line}\n`)
    expect(parsed).toMatchObject({ ok: false, line: 2 })
    expect(parsed.ok ? '' : parsed.reason).toContain(reason)
  })

  test('may hold addresses with a plus', () => {
    expect(parseProtection('ana+test@acme.com')).toEqual({ ok: true, entries: ['ana+test@acme.com'] })
  })
})
