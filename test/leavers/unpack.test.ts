import { describe, expect, test } from 'vitest'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { unpack } from '../../src/leavers/unpack.ts'
import { collect, cut, stream } from './support.ts'

const LIST = Buffer.from('User ID\nu1a\n'.repeat(2000))

const read = async (bytes: Buffer, mayBePacked = true, size = 50): Promise<Buffer> =>
  Buffer.concat(await collect(await unpack(stream(cut(bytes, [size])), 'list.csv.gz', mayBePacked)))

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

  test('refuses a workbook inside', async () => {
    await expect(read(gzipSync(Buffer.from('PK\x03\x04 [Content_Types].xml')))).rejects.toThrow(
      'is an Excel workbook',
    )
  })

  test('passes on what goes wrong while the file is read', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync(LIST).subarray(0, 20)
      throw new Error('EIO: the disk is gone')
    }
    const bytes = unpack(broken(), 'list.csv.gz', true)
    await expect(bytes.then(collect)).rejects.toThrow('EIO: the disk is gone')
  })

  test('takes no list for something else', async () => {
    for (const text of ['PKW;Name\n', 'BZ\n', '<Name>;ID\n', '{ID};x\n', '[ID];x\n', 'Rar;x\n']) {
      expect((await read(Buffer.from(text))).toString()).toBe(text)
    }
  })
})
