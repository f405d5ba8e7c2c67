import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ReportWriteError, writeAtomically } from '../../src/report/atomic-file.ts'
import { temporaryFolder } from '../support/cli.ts'

describe('a file written atomically', () => {
  test('holds every piece, however long, and its SHA-256 is returned', async () => {
    const path = join(temporaryFolder(), 'new', 'file.csv')
    const pieces = [
      'ä',
      'x'.repeat(200_000),
      '',
      ...Array.from({ length: 20_000 }, (_, n) => `€${n}\n`),
      'end',
    ]
    const sha256 = await writeAtomically(path, pieces)
    expect(readFileSync(path, 'utf8')).toBe(pieces.join(''))
    expect(sha256).toBe(createHash('sha256').update(pieces.join('')).digest('hex'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('is the old one until the new one is whole, and leaves nothing behind when it fails', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'file.csv')
    writeFileSync(path, 'old')
    const lost = new Error('the ledger was lost')
    function* breaks(): Generator<string> {
      yield 'x'.repeat(100_000)
      expect(readFileSync(path, 'utf8')).toBe('old')
      throw lost
    }
    // It says itself what is wrong: nothing of the file is.
    await expect(writeAtomically(path, breaks())).rejects.toBe(lost)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['file.csv'])
  })

  test('is refused where something stands in its way', async () => {
    const path = join(temporaryFolder(), 'file.csv')
    mkdirSync(join(path, 'inside'), { recursive: true })
    await expect(writeAtomically(path, ['new'])).rejects.toThrow(ReportWriteError)
  })
})
