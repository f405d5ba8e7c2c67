import { execFileSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createOwnFile, foreignOwner, openOwnFile, describeNonFile } from '../../src/files/own-file.ts'
import { temporaryFolder } from '../support/cli.ts'

function things(): Record<'file' | 'hard' | 'link' | 'loose' | 'fifo' | 'folder', string> {
  const folder = temporaryFolder()
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('target'), 'target')
  linkSync(at('target'), at('hard'))
  writeFileSync(at('file'), 'mine')
  symlinkSync(at('target'), at('link'))
  symlinkSync(at('nowhere'), at('loose'))
  execFileSync('mkfifo', [at('fifo')])
  mkdirSync(at('folder'))
  const names = ['file', 'hard', 'link', 'loose', 'fifo', 'folder'] as const
  return Object.fromEntries(names.map((name) => [name, at(name)])) as ReturnType<typeof things>
}

describe('a file of our own', () => {
  test('is a plain file, and nothing else that stands in its place', async () => {
    const { file, hard, link, loose, fifo, folder } = things()
    expect(describeNonFile(file)).toBeNull()
    expect(describeNonFile(join(folder, 'none'))).toBeNull()
    expect([hard, link, loose, fifo, folder, '/dev/null'].map(describeNonFile)).toEqual([
      'a file that has another name, too (a hard link)',
      'a link',
      'a link',
      'a FIFO',
      'a folder',
      'a device',
    ])
    const socket = join(folder, 'socket')
    const server = createServer()
    await new Promise<void>((listening) => server.listen(socket, listening))
    expect(describeNonFile(socket)).toBe('a socket')
    server.close()
  })

  test('is made new, for its owner alone', () => {
    const umask = process.umask(0)
    try {
      const path = join(temporaryFolder(), 'new')
      closeSync(createOwnFile(path))
      expect(statSync(path).mode & 0o777).toBe(0o600)
      for (const other of Object.values(things())) expect(() => createOwnFile(other)).toThrow('EEXIST')
    } finally {
      process.umask(umask)
    }
  })

  test('is read only where it is one, and lies in a folder that is no link', () => {
    const { file, link, loose, fifo, folder } = things()
    const opened = openOwnFile(file)
    expect(readFileSync(opened, 'utf8')).toBe('mine')
    closeSync(opened)
    for (const other of [link, loose, fifo, folder]) expect(() => openOwnFile(other)).toThrow()
    writeFileSync(join(folder, 'file'), '')
    symlinkSync(folder, `${folder}-link`)
    expect(() => openOwnFile(join(`${folder}-link`, 'file'))).toThrow('is not a plain file or folder')
  })

  test.skipIf(process.geteuid?.() !== 0)(
    'belongs to this user, to root, or to the owner of its folder',
    () => {
      const folder = temporaryFolder()
      const path = join(folder, 'file')
      expect(foreignOwner(path)).toBeNull()
      writeFileSync(path, '')
      expect(foreignOwner(path)).toBeNull()
      chownSync(path, 65534, 65534)
      expect(foreignOwner(path)).toBe(65534)
      chownSync(folder, 65534, 65534)
      expect(foreignOwner(path)).toBeNull()
    },
  )
})
