import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeOwnFolder, makeOwnFolderInside, whoElseWrites } from '../../src/files/own-folder.ts'
import { temporaryFolder } from '../support/cli.ts'

const modeOf = (path: string): number => statSync(path).mode & 0o7777

describe('a folder of our own', () => {
  let umask = 0
  beforeEach(() => {
    umask = process.umask(0)
  })
  afterEach(() => {
    process.umask(umask)
  })

  test("is its owner's alone whatever the umask, with those on the way to it", () => {
    const folder = temporaryFolder()
    makeOwnFolder(join(folder, 'one', 'two', 'three'))
    for (const path of ['one', 'one/two', 'one/two/three']) expect(modeOf(join(folder, path))).toBe(0o700)
    expect(whoElseWrites(join(folder, 'one'))).toBeNull()
  })

  test('stays as it is where it was there before', () => {
    const path = join(temporaryFolder(), 'shared')
    mkdirSync(path, { mode: 0o2750 })
    chmodSync(path, 0o2750)
    makeOwnFolder(path)
    expect(modeOf(path)).toBe(0o2750)
  })

  test('is no link where it lies in one of ours', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'loose'))
    expect(() => {
      makeOwnFolderInside(join(folder, 'link'))
    }).toThrow('is a link, and not a folder')
    expect(() => {
      makeOwnFolderInside(join(folder, 'loose'))
    }).toThrow()
    makeOwnFolderInside(join(folder, 'new'))
    expect(modeOf(join(folder, 'new'))).toBe(0o700)
  })

  test('is unsafe where everybody may take its files away, and less safe where others may write', () => {
    const path = temporaryFolder()
    chmodSync(path, 0o777)
    expect(whoElseWrites(path)).toEqual({ who: 'everybody on this machine', isUnsafe: true })
    chmodSync(path, 0o1777)
    expect(whoElseWrites(path)).toEqual({ who: 'everybody on this machine', isUnsafe: false })
    chmodSync(path, 0o755)
    expect(whoElseWrites(path)).toBeNull()
  })

  test.skipIf(process.geteuid?.() !== 0)('may be written by a group where root has set it up so', () => {
    const path = temporaryFolder()
    // As `fsGroup` of Kubernetes leaves a volume, and as the image leaves `/data` to any user in group 0.
    chownSync(path, 0, 1000)
    chmodSync(path, 0o2775)
    expect(whoElseWrites(path)).toBeNull()
    chownSync(path, 1000, 0)
    chmodSync(path, 0o2770)
    expect(whoElseWrites(path)).toEqual({ who: 'uid 1000, whose folder it is,', isUnsafe: false })
    chownSync(path, 1000, 1000)
    expect(whoElseWrites(path)).toEqual({ who: 'group 1000', isUnsafe: false })
  })
})
