import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { emailKeySql } from '../../../src/ledger/columns/email-key-sql.ts'
import { LedgerDatabase } from '../../../src/ledger/sqlite/ledger-database.ts'
import { emailKey } from '../../../src/offboarding/identity/email.ts'
import { temporaryFolder } from '../../support/cli.ts'

function keyInSql(): (email: string | null) => unknown {
  const db = new LedgerDatabase(join(temporaryFolder(), 'x.sqlite'))
  onTestFinished(() => {
    db.close()
  })
  const statement = db.prepare(`SELECT ${emailKeySql('?1')} AS key`)
  return (email) => statement.get(email)?.['key']
}

test('the key in SQL is the key, whatever the letters', () => {
  const key = keyInSql()
  const letters = fc.constantFrom(
    'a',
    'A',
    'Z',
    '.',
    '@',
    '-',
    ' ',
    '~',
    'ü',
    'Ü',
    'U\u0308',
    'İ',
    'ß',
    'Σ',
    'Ａ',
    'xn--mller-kva',
    '.de',
    '<',
    '>',
    'mailto:',
    "'",
    '\u200B',
    '\u00A0',
  )
  const addresses = fc.oneof(
    fc.array(letters).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(addresses, (email) => {
      fc.pre(!email.includes('\0'))
      expect(key(email)).toBe(emailKey(email))
    }),
  )
})

test('nobody has no key', () => {
  expect(keyInSql()(null)).toBeNull()
})
