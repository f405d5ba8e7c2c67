import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettingsFile } from '../../../src/cli/settings/settings-file.ts'
import { temporaryFolder } from '../../support/cli.ts'

test.each<[what: string, bytes: string | Buffer, text: string]>([
  ['plain', '{}\n', '{}\n'],
  ['with the byte order mark that Windows writes', '\ufeff{"roles": "Größe"}', '{"roles": "Größe"}'],
])('a file %s', (_, bytes, text) => {
  const path = join(temporaryFolder(), 'c.json')
  writeFileSync(path, bytes)
  expect(readSettingsFile(path, true).text).toBe(text)
})

test('is found through links, as files are mounted', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, '..data'))
  writeFileSync(join(folder, '..data/c.json'), '{}')
  symlinkSync('..data/c.json', join(folder, 'c.json'))
  const { text, sha256 } = readSettingsFile(join(folder, 'c.json'), true)
  expect([text, sha256]).toEqual(['{}', '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'])
})

test.each<[what: string, make: (path: string) => void, says: string]>([
  ['that is not there', () => undefined, 'cannot be read (ENOENT'],
  [
    'that is a link to nothing',
    (path) => {
      symlinkSync('gone', path)
    },
    'cannot be read (ENOENT',
  ],
  [
    'that is a folder',
    (path) => {
      mkdirSync(path)
    },
    'is a folder: name a plain file',
  ],
  ['that is a FIFO', (path) => execFileSync('mkfifo', [path]), 'is a FIFO: name a plain file'],
  [
    'that is empty',
    (path) => {
      writeFileSync(path, ' \n')
    },
    'is empty: write {} for no settings',
  ],
  [
    'in UTF-16',
    (path) => {
      writeFileSync(path, Buffer.from('\ufeff{}', 'utf16le'))
    },
    'is no UTF-8: save it as UTF-8',
  ],
  [
    'that is something else',
    (path) => {
      writeFileSync(path, ' '.repeat(300_000))
    },
    'is larger than 256 KiB',
  ],
  [
    'that everybody can change',
    (path) => {
      writeFileSync(path, '{}')
      chmodSync(path, 0o646)
    },
    'can be changed by everybody on this machine',
  ],
])('a file %s is refused', (_, make, says) => {
  const path = join(temporaryFolder(), 'c.json')
  make(path)
  expect(() => readSettingsFile(path, true)).toThrow(says)
})

test('a file that everybody can replace is refused, and one in a folder like /tmp is not', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'c.json')
  writeFileSync(path, '{}')
  chmodSync(folder, 0o777)
  expect(() => readSettingsFile(path, true)).toThrow('everybody on this machine can write in its folder')
  chmodSync(folder, 0o1777)
  expect(readSettingsFile(path, true).text).toBe('{}')
})

test.skipIf(process.getuid?.() !== 0)('a file of somebody else counts only where it was named', () => {
  const path = join(temporaryFolder(), 'c.json')
  writeFileSync(path, '{}')
  chownSync(path, 54_321, 54_321)
  expect(() => readSettingsFile(path, false)).toThrow('belongs to somebody else (uid 54321)')
  expect(readSettingsFile(path, true).text).toBe('{}')
})
