import { describe, expect, test } from 'vitest'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { unpack } from '../../../src/leavers/text/unpack.ts'
import { collect, cut, stream } from '../support.ts'

const LIST = Buffer.from('User ID\nu1a\n'.repeat(2000))

const read = async (bytes: Buffer, mayBePacked = true, size = 50): Promise<Buffer> =>
  Buffer.concat(await collect((await unpack(stream(cut(bytes, [size])), 'list.csv.gz', mayBePacked)).bytes))

describe('unpack', () => {
  test.each([
    ['gzip', gzipSync(LIST)],
    ['gzip in two parts', Buffer.concat([gzipSync(LIST.subarray(0, 100)), gzipSync(LIST.subarray(100))])],
    ['zstd', zstdCompressSync(LIST)],
    ['plain text', LIST],
  ])('reads %s', async (_, bytes) => {
    expect((await read(bytes)).equals(LIST)).toBe(true)
  })

  test.each([
    ['gzip', gzipSync(LIST)],
    ['zstd', zstdCompressSync(LIST)],
  ])('refuses %s that is cut off, damaged, packed twice or not named so', async (kind, bytes) => {
    await expect(read(bytes.subarray(0, bytes.length - 6))).rejects.toThrow(
      `the ${kind} file is damaged or cut off`,
    )
    const damaged = Buffer.from(bytes)
    damaged.fill(0xff, 12, 30)
    await expect(read(damaged)).rejects.toThrow(`the ${kind} file is damaged or cut off`)
    await expect(read(gzipSync(bytes))).rejects.toThrow('is packed twice')
    await expect(read(bytes, false)).rejects.toThrow(`is a ${kind} file, though it is not named so`)
  })

  test.each([
    ['gzip', 'rows', gzipSync(Buffer.from('a,\n'.repeat(10_000_000)))],
    ['zstd', 'rows', zstdCompressSync(Buffer.from('a,\r'.repeat(10_000_000)))],
    ['gzip', 'bytes', gzipSync(Buffer.alloc(30_000_000, 'a'))],
    ['zstd', 'bytes', zstdCompressSync(Buffer.alloc(30_000_000, 'a'))],
  ])('refuses a small %s file of very many %s, long before their end', async (_, _what, bytes) => {
    let length = 0
    const reading = (async () => {
      for await (const chunk of (await unpack(stream([bytes]), 'list.csv.gz', true)).bytes)
        length += chunk.length
    })()
    await expect(reading).rejects.toThrow('list.csv.gz unpacks to so much more than its own size')
    expect(length).toBeLessThan(1024 * 1024 + 250 * bytes.length)
  })

  test('reads rows that differ in little but their numbers', async () => {
    const wide = 'Acme GmbH;Berlin;Full time;Active;DE;EUR;'.repeat(10)
    const rows = Buffer.from(
      Array.from({ length: 20_000 }, (_, n) => `${n};u${n}@acme.test;${wide}\n`).join(''),
    )
    expect((await read(gzipSync(rows, { level: 9 }), true, 4096)).equals(rows)).toBe(true)
    expect((await read(zstdCompressSync(rows), true, 4096)).equals(rows)).toBe(true)
  })

  test.each([
    ['zip', 'PK\x03\x04 [Content_Types].xml'],
    ['ole', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'],
  ])('tells what may be a workbook, packed or not: %s', async (kind, start) => {
    const bytes = Buffer.from(start, 'latin1')
    for (const packed of [bytes, gzipSync(bytes)]) {
      const unpacked = await unpack(stream([packed]), 'list.gz', true)
      expect(unpacked.kind).toBe(kind)
      expect(Buffer.concat(await collect(unpacked.bytes)).equals(bytes)).toBe(true)
    }
  })

  test('refuses what is no list, packed or not', async () => {
    for (const bytes of [Buffer.from('%PDF-1.7'), gzipSync(Buffer.from('%PDF-1.7'))]) {
      await expect(read(bytes)).rejects.toThrow('list.csv.gz is a PDF document, not a leaver list.')
    }
  })

  test('passes on what goes wrong while the file is read', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync(LIST).subarray(0, 20)
      throw new Error('EIO: the disk is gone')
    }
    const bytes = unpack(broken(), 'list.csv.gz', true)
    await expect(bytes.then(({ bytes }) => collect(bytes))).rejects.toThrow('EIO: the disk is gone')
  })

  test('takes no list for something else', async () => {
    for (const text of ['PKW;Name\n', 'BZ\n', '<Name>;ID\n', '{ID};x\n', '[ID];x\n', 'Rar;x\n']) {
      expect((await read(Buffer.from(text))).toString()).toBe(text)
    }
  })
})
