import { describe, expect, test } from 'vitest'
import { ledgerFinding, lockFinding, volumeOf } from '../../../src/cli/check/folder.ts'
import { bytesInWords, roomOn, sharedFileSystem } from '../../../src/cli/check/volume.ts'

describe('a volume', () => {
  test.each([
    [0x6969, 'NFS'],
    // As Node.js tells it where a number has 32 bits and a sign.
    [0xff534d42 | 0, 'SMB (CIFS)'],
    [0xff534d42, 'SMB (CIFS)'],
    [0x65735546, 'FUSE'],
    [0xef53, null],
  ])('of type %i is shared as %s', (type, name) => {
    expect(sharedFileSystem(type, 'linux')).toBe(name)
    // Elsewhere the numbers mean something else.
    expect(sharedFileSystem(type, 'darwin')).toBeNull()
  })

  const volume = { bsize: 4096, blocks: 10 ** 9, files: 1000, ffree: 500 }
  test.each([
    [
      { ...volume, bavail: 262_144 },
      { bytes: 1024 ** 3, room: 'plenty' },
    ],
    [
      { ...volume, bavail: 262_143 },
      { bytes: 1024 ** 3 - 4096, room: 'little' },
    ],
    [
      { ...volume, bavail: 4096 },
      { bytes: 16 * 1024 ** 2, room: 'little' },
    ],
    [
      { ...volume, bavail: 4095 },
      { bytes: 16 * 1024 ** 2 - 4096, room: 'none' },
    ],
    [
      { ...volume, bavail: 10 ** 9, ffree: 0 },
      { bytes: 4096 * 10 ** 9, room: 'none' },
    ],
    [
      { ...volume, bavail: 10 ** 6, files: 0, ffree: 0 },
      { bytes: 4096 * 10 ** 6, room: 'plenty' },
    ],
    [
      { ...volume, bavail: 0, blocks: 0 },
      { bytes: null, room: 'untold' },
    ],
  ])('with %j has room', (found, room) => {
    expect(roomOn(found)).toEqual(room)
  })

  test.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KiB'],
    [7.3 * 1024 ** 3, '7.3 GiB'],
    [5000 * 1024 ** 4, '5000 TiB'],
  ])('has %i bytes in words', (bytes, words) => {
    expect(bytesInWords(bytes)).toBe(words)
  })
})

test('a volume that cannot be asked is no defect', () => {
  expect(volumeOf('/nowhere/at/all')).toBeNull()
  expect(volumeOf('/')).not.toBeNull()
})

describe('file locks', () => {
  test('that keep a second process out are right, but on a shared volume nobody knows of other machines', () => {
    expect(lockFinding({ kind: 'refused' }, null)).toMatchObject({ result: 'ok', exitCode: 0 })
    const shared = lockFinding({ kind: 'refused' }, 'NFS')
    expect(shared).toMatchObject({ result: 'warning', exitCode: 0, facts: { sharedFileSystem: 'NFS' } })
    expect(shared.found).toContain('whether one on another machine is depends on NFS')
  })

  test.each([
    [{ kind: 'not_refused' } as const, 'NFS', 'a second process is not refused on this volume (NFS)'],
    [
      { kind: 'impossible', reason: 'locking protocol' } as const,
      'SMB',
      'no file can be made and locked on this volume (SMB) (locking protocol)',
    ],
    [
      { kind: 'impossible', reason: 'disk I/O error' } as const,
      null,
      'no file can be made and locked (disk I/O error)',
    ],
  ])('that do not (%j on %s) are wrong', (trial, shared, found) => {
    const finding = lockFinding(trial, shared)
    expect(finding).toMatchObject({ result: 'failed', exitCode: 2 })
    expect(finding.found).toContain(found)
    expect(finding.remedy).toContain('a folder on a local disk with --out')
  })

  test('that could not be tried are not called right', () => {
    expect(lockFinding({ kind: 'untried', reason: 'EAGAIN' }, null).result).toBe('warning')
  })
})

test('a ledger with many unfinished runs names a few of them', () => {
  const unfinished = ['a', 'b', 'c', 'd', 'e']
  const { found, facts } = ledgerFinding({
    kind: 'sound',
    version: 6,
    newest: 6,
    runs: 9,
    unfinished,
    wasClosed: true,
  })
  expect(found).toBe('whole; 9 runs, 5 unfinished (a, b, c and 2 more)')
  expect(facts['unfinished']).toEqual(unfinished)
})
