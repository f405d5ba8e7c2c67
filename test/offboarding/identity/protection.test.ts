import { describe, expect, test } from 'vitest'
import { isProtected, parseProtection, protectedList } from '../../../src/offboarding/identity/protection.ts'

describe('a protected list', () => {
  test('is an entry a line, with comments and empty lines', () => {
    const text = '\uFEFF# the board\r\n*@board.acme.com  # all of them\n\n  svc-* \nchair@acme.com\nu1\n'
    expect(parseProtection(text)).toEqual({
      ok: true,
      entries: ['*@board.acme.com', 'svc-*', 'chair@acme.com', 'u1'],
      lines: [2, 4, 5, 6],
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
    ['%@acme.com', 'a mark or a pattern'],
    ['＊@acme.com', 'a mark or a pattern'],
    ['~@acme.com', 'a mark or a pattern'],
    ['!ben@acme.com', 'a mark or a pattern'],
    ['-ben@acme.com', 'a mark or a pattern'],
    ['•ben@acme.com', 'a mark or a pattern'],
    ['…@acme.com', 'a mark or a pattern'],
    ["'ben@acme.com'", 'a character'],
    ['*@x.com#board', 'no user ID and no e-mail address fits'],
    ['*＠x.com', 'no user ID and no e-mail address fits'],
    ['*@x.com.', 'no user ID and no e-mail address fits'],
    ['mailto:*@x.com', 'no user ID and no e-mail address fits'],
    ['\u200B*@x.com', 'no user ID and no e-mail address fits'],
  ])('with a line like %j is refused, naming the line', (line, reason) => {
    const parsed = parseProtection(`u1\n${line}\n`)
    expect(parsed).toMatchObject({ ok: false, line: 2 })
    expect(parsed.ok ? '' : parsed.reason).toContain(reason)
  })

  test('keeps names as rows and accounts have them, whatever was pasted around them', () => {
    const text = 'mailto:chair@x.com\n\u200Bc2@x.com\n\u200Bc3\u00AD\n'
    expect(parseProtection(text)).toMatchObject({ ok: true, entries: ['chair@x.com', 'c2@x.com', 'c3'] })
  })

  test.each([
    ['*@board.acme.com', 'chair@board.acme.com', 'chair@acme.com'],
    ['*.acme.com', 'chair@board.acme.com', 'chair@board.acme.de'],
    ['svc-*', 'svc-1', 'sv-1'],
    ['svc-*', 'svc-1', 'my-svc-1'],
    ['SVC-*', 'svc-1', 'svc1'],
    ['*@Board.ACME.com', 'chair@board.acme.com', 'chair@acme.com'],
    ['chair@*', 'chair@acme.com', 'deputy@acme.com'],
    ['*@*.acme.*', 'a@b.acme.com', 'a@acme.com'],
    ['first.*', 'first.last@acme.com', 'last.first@acme.com'],
    ['*', 'anybody', null],
    ['ünal*@bücher.example', 'ÜNAL.a@bücher.example', 'unal@bücher.example'],
  ])('takes the pattern %s, which means %s and not %s', (pattern, one, other) => {
    const parsed = parseProtection(pattern)
    expect(parsed).toMatchObject({ ok: true, entries: [pattern] })
    const list = protectedList(parsed.ok ? parsed.entries : [])
    expect(isProtected(list, one)).toBe(true)
    expect(isProtected(list, other)).toBe(false)
  })

  test.each([
    ['chair@board.acme.com', 'chair@board.acme.com '],
    ['*@board.acme.com', 'chair@board.acme.com\u00A0'],
    ['*@board.acme.com', 'Chair <chair@board.acme.com>'],
    ['*@board.acme.com', 'chair@board.acme.com.'],
    ['chair@board.acme.com', 'c\u00ADhair@board.acme.com'],
    ['*@münchen.example', 'chair@xn--mnchen-3ya.example'],
    ['*@*.xn--mnchen-3ya.example', 'chair@board.münchen.example'],
  ])('with %j protects the account that has %j', (entry, email) => {
    expect(isProtected(protectedList([entry]), 'u1', email)).toBe(true)
  })

  test.each([
    ['a*b*c', 'abc', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'acb', false],
    ['a*a', 'a', false],
    ['ab*ba', 'aba', false],
    ['*a*a*', 'xaxax', true],
    ['*a*a*', 'xax', false],
    ['**', '', true],
  ])('takes %s for what fits %j: %s', (pattern, name, is) => {
    expect(isProtected(protectedList([pattern]), name)).toBe(is)
  })

  test('looks at a name once, however many stars a pattern has', () => {
    const list = protectedList([`${'a*'.repeat(2_000)}b`])
    expect(isProtected(list, 'a'.repeat(200_000))).toBe(false)
  })

  test.each([
    'ana+test@acme.com',
    "pat.o'brien@acme.com",
    'r&d@acme.com',
    'jo-ann_x@acme.com',
    'ünal@acme.com',
  ])('may hold %s', (address) => {
    expect(parseProtection(address)).toMatchObject({ ok: true, entries: [address] })
  })

  test.each([
    [['u1', 'svc'], false],
    [['chair@acme.com'], true],
    [['chair*'], true],
  ])('of %j may name somebody by an address: %s', (entries, hasAddresses) => {
    expect(protectedList(entries)).toMatchObject({ hasAddresses })
  })
})
