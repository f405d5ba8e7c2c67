import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isCopyOf, moveList, takeName } from '../../src/inbox/move.ts'
import { canMount, forThisTest, mountMemory } from '../faults/volume.ts'
import { temporaryFolder } from '../support/cli.ts'

interface Folders {
  from: string
  to: string
}

function folders(to = temporaryFolder()): Folders {
  return { from: temporaryFolder(), to }
}

const move = ({ from, to }: Folders, name: string): string => {
  const target = takeName(join(from, name), to, name)
  moveList(join(from, name), target)
  return target
}

test('moves a list, and never over another one', () => {
  const both = folders()
  for (const text of ['one', 'two', 'three']) {
    writeFileSync(join(both.from, 'a.csv'), text)
    move(both, 'a.csv')
  }
  expect(readdirSync(both.to).sort()).toEqual(['a (2).csv', 'a (3).csv', 'a.csv'])
  expect(readFileSync(join(both.to, 'a.csv'), 'utf8')).toBe('one')
  expect(readdirSync(both.from)).toEqual([])
})

test('takes the empty place that a killed job has left for a list', () => {
  const both = folders()
  writeFileSync(join(both.from, 'a.csv'), 'one')
  expect(takeName(join(both.from, 'a.csv'), both.to, 'a.csv')).toBe(join(both.to, 'a.csv'))
  expect(move(both, 'a.csv')).toBe(join(both.to, 'a.csv'))
  expect(readFileSync(join(both.to, 'a.csv'), 'utf8')).toBe('one')
})

test('gives the name back if the list is gone', () => {
  const both = folders()
  expect(() => move(both, 'a.csv')).toThrow('ENOENT')
  expect(readdirSync(both.to)).toEqual([])
})

test('does not take two equal lists on one volume for one', () => {
  const { from, to } = folders()
  for (const folder of [from, to]) {
    writeFileSync(join(folder, 'a.csv'), 'one')
    utimesSync(join(folder, 'a.csv'), 1000, 1000)
  }
  expect(isCopyOf(join(to, 'a.csv'), join(from, 'a.csv'))).toBe(false)
})

describe.runIf(canMount(() => mountMemory(64), 'moves to another volume'))('to another volume', () => {
  test('a list keeps its bytes, its time and its rights', () => {
    const both = folders(forThisTest(mountMemory(256)).folder)
    const path = join(both.from, 'a.csv')
    writeFileSync(path, 'one', { mode: 0o640 })
    utimesSync(path, 1000, 2000.5)
    const target = move(both, 'a.csv')
    expect(readdirSync(both.from)).toEqual([])
    expect(readdirSync(both.to)).toEqual(['a.csv'])
    expect(readFileSync(target, 'utf8')).toBe('one')
    expect(statSync(target).mode & 0o777).toBe(0o640)
    expect(statSync(target).mtimeMs).toBe(2_000_500)
  })

  test('a move that was broken off after the copy was whole is ended', () => {
    const both = folders(forThisTest(mountMemory(256)).folder)
    for (const folder of [both.from, both.to]) {
      writeFileSync(join(folder, 'a.csv'), 'one')
      utimesSync(join(folder, 'a.csv'), 1000, 1000)
    }
    expect(move(both, 'a.csv')).toBe(join(both.to, 'a.csv'))
    expect([readdirSync(both.from), readdirSync(both.to)]).toEqual([[], ['a.csv']])
  })

  test('a list of the same name and time with other bytes is another one', () => {
    const both = folders(forThisTest(mountMemory(256)).folder)
    for (const [folder, text] of [
      [both.from, 'one'],
      [both.to, 'two'],
    ] as const) {
      writeFileSync(join(folder, 'a.csv'), text)
      utimesSync(join(folder, 'a.csv'), 1000, 1000)
    }
    expect(move(both, 'a.csv')).toBe(join(both.to, 'a (2).csv'))
  })

  test('a link that has taken the place of a list is not followed', () => {
    const both = folders(forThisTest(mountMemory(256)).folder)
    const secret = join(temporaryFolder(), 'secret')
    writeFileSync(secret, 'of somebody else')
    symlinkSync(secret, join(both.from, 'a.csv'))
    expect(() => move(both, 'a.csv')).toThrow('ELOOP')
    expect([readdirSync(both.from), readdirSync(both.to)]).toEqual([['a.csv'], []])
  })

  test('where there is no room the list stays, and nothing is left of the attempt', () => {
    const both = folders(forThisTest(mountMemory(64)).folder)
    mkdirSync(join(both.to, 'done'))
    writeFileSync(join(both.from, 'a.csv'), Buffer.alloc(200 * 1024))
    expect(() => move({ ...both, to: join(both.to, 'done') }, 'a.csv')).toThrow('ENOSPC')
    expect([readdirSync(both.from), readdirSync(join(both.to, 'done'))]).toEqual([['a.csv'], []])
  })
})
