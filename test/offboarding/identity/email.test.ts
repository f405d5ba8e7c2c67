import { describe, expect, test } from 'vitest'
import { emailKey, isSameEmail, parseEmail, spellings } from '../../../src/offboarding/identity/email.ts'

describe('parseEmail', () => {
  test.each([
    ['anna@example.com', 'anna@example.com'],
    [' \u00A0Anna@Example.com\u200B', 'Anna@Example.com'],
    ['mailto:anna@example.com', 'anna@example.com'],
    ['MAILTO:anna@example.com?subject=Bye', 'anna@example.com'],
    ['mailto:anna@example.com?cc=ben@example.com', 'anna@example.com'],
    ['мария@почта.example', 'мария@почта.example'],
    ['иван-sales_k@почта-it.example', 'иван-sales_k@почта-it.example'],
    ['Anna Smith <anna@example.com>', 'anna@example.com'],
    ['<anna@example.com>', 'anna@example.com'],
    ["o'brien+x@sub.example.co.uk", "o'brien+x@sub.example.co.uk"],
    ['ünal@bücher.example', 'ünal@bücher.example'],
    ['u\u0308nal@bu\u0308cher.example', 'ünal@bücher.example'],
    // As our own files write them.
    ["'+hr@example.com", '+hr@example.com'],
    ["'-hr@example.com", '-hr@example.com'],
  ])('%j is %s', (text, email) => {
    expect(parseEmail(text)).toEqual({ ok: true, email })
  })

  test.each([
    '',
    'anna',
    'anna@',
    '@example.com',
    'anna@example',
    'anna@example..com',
    'anna@-example.com',
    '.anna@example.com',
    'an na@example.com',
    'anna@exam ple.com',
    'an\u200Bna@example.com',
    'anna@example.com, ben@example.com',
    'anna@example.com;',
    'anna@@example.com',
    "'anna@example.com",
    'A <a@example.com> B <b@example.com>',
    'anna@1.2.3.4',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(250)}.com`,
  ])('%j is none', (text) => {
    expect(parseEmail(text).ok).toBe(false)
  })

  test.each(['ben@example.com?', 'ben@example.com ?', 'ben@example.com?left?'])(
    '%j is none: whoever wrote that was not sure',
    (text) => {
      expect(parseEmail(text).ok).toBe(false)
    },
  )

  test.each([
    ['anna\u2011maria@example.com', { code: 'email_look_alike', character: 'U+2011' }],
    ['pat.o\u2019brien@example.com', { code: 'email_look_alike', character: 'U+2019' }],
    ['ｋｅｎ.sato@example.com', { code: 'email_look_alike', character: 'U+FF4B' }],
    ['s\u0430sha@example.com', { code: 'email_mixed_alphabets' }],
    ['sasha@ex\u0430mple.com', { code: 'email_mixed_alphabets' }],
  ])('%j only looks like somebody’s: %o', (text, reason) => {
    expect(parseEmail(text)).toEqual({ ok: false, reason })
  })

  test('never quotes the text', () => {
    expect(JSON.stringify(parseEmail('anna@example'))).not.toContain('anna')
  })
})

/** Each group is one address in many spellings, as lists, protected lists and platforms have it. */
const ONE_ADDRESS = [
  [
    'anna@example.com',
    'Anna@EXAMPLE.com',
    ' anna@example.com\u00A0',
    '\u200Banna@example.com',
    'an\u00ADna@example.com',
  ],
  [
    'anna@example.com',
    'Anna Smith <anna@example.com>',
    'mailto:anna@example.com',
    'anna@example.com.',
    'ａｎｎａ@example.com',
  ],
  ['ünal@example.com', 'ÜNAL@example.com', 'u\u0308nal@example.com'],
  [
    'eva@münchen.example',
    'eva@xn--mnchen-3ya.example',
    'Eva@XN--MNCHEN-3YA.example',
    'eva@mu\u0308nchen.example',
  ],
  ['kurt@example.com', '\u212Aurt@example.com'],
  ['*@münchen.example', '*@xn--mnchen-3ya.example'],
  ['*.münchen.example', '*.xn--mnchen-3ya.example'],
]

test.each(ONE_ADDRESS)('emailKey is the same for %j and its other spellings', (...addresses) => {
  expect(new Set(addresses.map(emailKey)).size).toBe(1)
})

test('emailKey tells others apart', () => {
  const others = [
    'anna@example.com',
    'anna+x@example.com',
    'an.na@example.com',
    'anna@example.co',
    '\u0430nna@example.com',
    'anna',
  ]
  expect(new Set(others.map(emailKey)).size).toBe(others.length)
})

describe('isSameEmail', () => {
  test.each([
    ['anna@example.com', 'ANNA@example.com'],
    ['anna@example.com', ' anna@example.com '],
    ['anna@example.com', 'Anna <anna@example.com>'],
    ['müller@example.com', 'mu\u0308ller@example.com'],
  ])('%s is the address of an account with %j', (onRow, ofAccount) => {
    expect(isSameEmail(onRow, ofAccount)).toBe(true)
  })

  test.each([
    ['anna@example.com', null],
    ['anna@example.com', ''],
    ['anna@example.com', 'anna@example.com, ben@example.com'],
    ['anna@example.com', 'an\u200Bna@example.com'],
    ['anna@example.com', 'anna@example.com.'],
    ['anna@example.com', 'ａnna@example.com'],
    ['eva@münchen.example', 'eva@xn--mnchen-3ya.example'],
    ['strasse@example.com', 'straße@example.com'],
    ['isik@example.com', 'İsik@example.com'],
  ])('%s is not provably that of an account with %j', (onRow, ofAccount) => {
    expect(isSameEmail(onRow, ofAccount)).toBe(false)
  })
})

describe('spellings', () => {
  test('are one for an address of plain letters', () => {
    expect(spellings('Anna.Smith+x@Example.com')).toEqual(['Anna.Smith+x@Example.com'])
  })

  test('are all that a platform may have kept', () => {
    expect(spellings('jos\u00E9@example.com')).toEqual(['jos\u00E9@example.com', 'jose\u0301@example.com'])
    expect(spellings('eva@münchen.example')).toEqual(['eva@münchen.example', 'eva@xn--mnchen-3ya.example'])
    expect(spellings('eva@xn--mnchen-3ya.example')).toEqual([
      'eva@xn--mnchen-3ya.example',
      'eva@münchen.example',
    ])
  })
})
