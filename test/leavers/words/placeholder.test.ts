import { describe, expect, test } from 'vitest'
import { isPlaceholder, isPlaceholderAddress } from '../../../src/leavers/words/placeholder.ts'
import { readAll } from '../support.ts'

const WORDS = [
  ...[
    'NULL',
    'none',
    'NaN',
    'TBD',
    'tbc',
    'TBA',
    'unknown',
    'Unknown',
    'N/A',
    'n.a.',
    'NA',
    'pending',
    'missing',
    'not available',
    'no_id',
  ],
  ...[
    'to be confirmed',
    'to-be-confirmed',
    '-',
    '--',
    '–',
    '?',
    '???',
    '...',
    'x',
    'xxx',
    'XXXX',
    '0',
    '0000',
    '000000',
    'offen',
  ],
  ...[
    'unbekannt',
    'keine',
    'k.A.',
    'fehlt',
    'folgt',
    'inconnu',
    'aucun',
    'à confirmer',
    'néant',
    'desconocido',
    'pendiente',
    'ninguno',
  ],
  ...[
    'por confirmar',
    'brak',
    'nieznany',
    'do ustalenia',
    'desconhecido',
    'pendente',
    'nenhum',
    'неизвестно',
    'нет',
    'не указан',
  ],
]

describe('a word for what is missing', () => {
  test.each(WORDS)('%s is no ID and no address', async (word) => {
    const ids = await readAll(`User ID\tName\nu1a\tAnna\n${word}\tBen\n`)
    expect(ids.rows[1]?.claim).toMatchObject({
      kind: 'invalid',
      reason: { code: 'user_id_missing' },
    })
    const { rows } = await readAll(`User ID\tEmail\nu1a\t${word}\n`)
    expect(rows[0]?.claim).toMatchObject({
      kind: 'invalid',
      reason: { code: 'email_missing' },
    })
  })

  test.each([
    'pending1',
    'na123',
    'unknown-7',
    'nan1',
    'x1',
    '0001',
    '100',
    'open2',
    'none1',
    'nadia',
    'tb',
    'keiner2',
  ])('%s is an ID', (id) => {
    expect(isPlaceholder(id)).toBe(false)
  })

  test.each([
    'unknown@unknown.com',
    'na@na.na',
    'none@none.com',
    'no-email@acme.com',
    'noemail@acme.com',
    'keine.mail@acme.de',
    'xxx@xxx.xx',
  ])('%s is no address', (address) => {
    expect(isPlaceholderAddress(address)).toBe(true)
  })

  test.each(['na@acme.com', 'open@acme.com', 'anna@none.com', 'sina.mailer@acme.com', 'x@acme.com'])(
    '%s is one',
    (address) => {
      expect(isPlaceholderAddress(address)).toBe(false)
    },
  )
})
