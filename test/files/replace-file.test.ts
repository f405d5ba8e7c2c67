import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFile } from '../../src/files/replace-file.ts'
import { temporaryFolder } from '../support/cli.ts'

test('a file is replaced as a whole, with the rights that are asked for', () => {
  const path = join(temporaryFolder(), 'figures.prom')
  replaceFile(path, 'one\n', 0o644)
  const first = statSync(path)
  replaceFile(path, 'two\n', 0o644)
  expect(readFileSync(path, 'utf8')).toBe('two\n')
  // Another file: whoever reads the old one reads it to its end.
  expect(statSync(path).ino).not.toBe(first.ino)
  expect(statSync(path).mode & 0o777).toBe(0o644)
})

test('a link is replaced, and not followed, at the path as at that of the temporary file', () => {
  const folder = temporaryFolder()
  const mine = join(folder, 'mine')
  writeFileSync(mine, 'mine')
  const path = join(folder, 'figures.prom')
  symlinkSync(mine, path)
  symlinkSync(mine, `${path}.partial`)
  replaceFile(path, 'figures', 0o600)
  expect(readFileSync(mine, 'utf8')).toBe('mine')
  expect(lstatSync(path).isFile()).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(['figures.prom', 'mine'])
})

test('nothing is left behind where the file cannot be replaced', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'figures.prom')
  mkdirSync(join(path, 'full'), { recursive: true })
  expect(() => {
    replaceFile(path, 'figures', 0o600)
  }).toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
  expect(readdirSync(folder)).toEqual(['figures.prom'])
})
