import { describe, expect, test } from 'vitest'
import { emailKey, parseEmail } from '../../src/offboarding/email.ts'

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
    ['anna\u2011maria@example.com', 'U+2011'],
    ['pat.o\u2019brien@example.com', 'U+2019'],
    ['ｋｅｎ.sato@example.com', 'U+FF4B'],
    ['s\u0430sha@example.com', 'alphabets'],
    ['sasha@ex\u0430mple.com', 'alphabets'],
  ])('%j only looks like somebody’s: %s', (text, reason) => {
    expect(parseEmail(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string })
  })

  test('never quotes the text', () => {
    expect(JSON.stringify(parseEmail('anna@example'))).not.toContain('anna')
  })
})

test('emailKey makes no difference between spellings', () => {
  expect(emailKey('Anna@EXAMPLE.com')).toBe(emailKey('anna@example.com'))
  expect(emailKey('ÜNAL@example.com')).toBe(emailKey('u\u0308nal@example.com'))
})
