import { describe, expect, test } from 'vitest'
import { encode } from '../../../scripts/lists/encode.ts'
import { decode } from '../../../src/leavers/text/decode.ts'
import { collect, cut, stream } from '../support.ts'

const text = async (bytes: Buffer, sizes: readonly number[], encoding?: string): Promise<string> =>
  (await collect((await decode(stream(cut(bytes, sizes)), encoding, 'list.csv')).text)).join('')

describe('decode', () => {
  test('leaves the byte order mark out, wherever the pieces end', async () => {
    for (const size of [1, 2, 3, 100]) {
      expect(await text(encode('é\n', 'utf-8', true), [size])).toBe('é\n')
      expect(await text(encode('é😀\n', 'utf-16be', true), [size])).toBe('é😀\n')
    }
  })

  test('never ends a piece between CR and LF', async () => {
    const { text: pieces } = await decode(stream(cut(Buffer.from('a\r\nb\rc\r'), [2])), undefined, 'list.csv')
    expect(await collect(pieces)).toEqual(['a', '\r\nb', '\rc', '\r'])
  })

  test.each([[1], [2], [3], [5], [64]])(
    'names the line of a byte that does not fit, in pieces of %i',
    async (size) => {
      const bytes = Buffer.concat([Buffer.from('a\r\né\rü\n'), Buffer.from([0xe9, 0x0a])])
      await expect(text(bytes, [size], 'utf-8')).rejects.toThrow(
        'list.csv: line 4 holds bytes that are not utf-8.',
      )
    },
  )

  test.each([[1], [3], [64]])('names the line of a NUL, in pieces of %i', async (size) => {
    await expect(text(Buffer.from('a\r\n\r\nb\0'), [size])).rejects.toThrow('list.csv: line 3 holds a NUL')
  })

  test('refuses a character that is cut off at the end', async () => {
    await expect(text(Buffer.from('a\né').subarray(0, 3), [64], 'utf-8')).rejects.toThrow(
      'line 2 holds bytes',
    )
    await expect(text(encode('ab', 'utf-16le', true).subarray(0, 5), [64])).rejects.toThrow(
      'line 1 holds bytes',
    )
  })
})
