import { describe, expect, test } from 'vitest'
import { readAll } from './support.ts'

// What a regular expression may need quadratic time for: a million characters would take it hours.
const LONG = 1_000_000

describe('a cell of a million characters is read in seconds, not hours', () => {
  test.each([
    ['spaces', ' '],
    ['zero-width spaces', '\u200B'],
    ['letters', 'a'],
    ['digits', '1'],
    ['dots', '.'],
    ['capital Ts, as before a time', 'T'],
    ['apostrophes', "'"],
    ['at signs', '@'],
  ])('%s', async (_, character) => {
    const cell = `x${character.repeat(LONG)}y`
    const { rows } = await readAll(`ID;Email;Leave date\n${cell};;\nu1;${cell};\nu2;;${cell}\n`)
    expect(rows.map(({ claim }) => claim.kind)).toEqual(['invalid', 'unclear', 'unclear'])
    const format = readAll(`ID;Leave date\nu2;${cell}\n`, { dateFormat: 'dd/MM/yyyy' })
    expect((await format).rows[0]?.claim.kind).toBe('unclear')
    expect((await readAll(`ID;Notes\nu2;${cell}\n`)).rows[0]?.claim.kind).toBe('leaver')
    await expect(readAll(`1${character.repeat(LONG)}y;b\nu1;c\n`)).rejects.toThrow('list.csv')
    const legacy = Buffer.concat([
      Buffer.from(`ID;Name\nu1;${cell};M`),
      Buffer.from([0xfc]),
      Buffer.from('ller\n'),
    ])
    if (character !== '\u200B') expect((await readAll(legacy)).list.encoding).toBe('windows-1252')
  })
})

test('one word of millions of letters in an old encoding is no reason to give up on the list as a defect', async () => {
  const legacy = Buffer.from(`id,name\nu1,Andr\u00e9\nu2,${'M'.repeat(5 * LONG)}\n`, 'latin1')
  await expect(readAll(legacy)).rejects.toThrow('is longer than 4 megabytes')
})

test('a header of a million accents is a header', async () => {
  const accents = `${'\u0315'.repeat(LONG / 4)}${'\u0300'.repeat(LONG / 4)}`
  expect((await readAll(`id,Phone${accents},Leaving${accents}\nu1,,\n`)).rows).toHaveLength(1)
})
