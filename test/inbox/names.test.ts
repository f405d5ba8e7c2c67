import { describe, expect, test } from 'vitest'
import { kindOfName, nameBeside, numbered, planNames, textName } from '../../src/inbox/names.ts'

const bytes = (name: string): number => Buffer.byteLength(name)

describe('what a file is by its name', () => {
  test.each([
    'a.csv',
    'A B.XLSX',
    '-rf.csv',
    'a..csv.csv',
    'ü.csv.gz',
    'a.xlsx.zst',
    'my.plan.csv',
    '(1).csv',
  ])('%s: a list', (name) => {
    expect(kindOfName(name)).toBe('list')
  })

  test.each([
    '~$leavers.xlsx',
    '.~lock.leavers.csv#',
    '._leavers.csv',
    '..csv',
    '.leavers.csv.Xa81',
    'leavers.csv.partial',
    'leavers.csv.f00d.partial',
    'leavers.csv.filepart',
    'leavers.xlsx.part',
    'leavers.csv.tmp',
    'leavers.csv.TMP',
    'leavers.csv.crdownload',
    'leavers.csv.download',
  ])('%s: still being written', (name) => {
    expect(kindOfName(name)).toBe('temporary')
  })

  test.each(['leavers.csv.plan.csv', 'leavers.xlsx.plan.html', 'leavers.csv.gz.txt'])('%s: ours', (name) => {
    expect(kindOfName(name)).toBe('ours')
  })

  test.each(['leavers.xls', 'leavers.ods', 'leavers.zip', 'leavers.gz'])('%s: another table', (name) => {
    expect(kindOfName(name)).toBe('other table')
  })

  test.each(['README.txt', 'leavers', 'csv', 'leavers.pdf', 'leavers.csv~'])(
    '%s: nothing of ours',
    (name) => {
      expect(kindOfName(name)).toBe('other')
    },
  )
})

describe('names beside a list', () => {
  test('are the list’s own with an ending', () => {
    expect(planNames('leavers.csv')).toEqual({ page: 'leavers.csv.plan.html', table: 'leavers.csv.plan.csv' })
    expect(textName('leavers.csv')).toBe('leavers.csv.txt')
  })

  test('of the longest name that a volume allows fit, are known as ours, and are one of a kind', () => {
    const [list, other] = ['ä', 'ö'].map((last) => `${'x'.repeat(249)}${last}.csv`) as [string, string]
    expect(bytes(list)).toBe(255)
    const { page, table } = planNames(list)
    for (const name of [page, table, textName(list)]) {
      expect(bytes(name)).toBeLessThanOrEqual(255)
      expect(kindOfName(name)).toBe('ours')
    }
    expect(planNames(other).page).not.toBe(page)
  })

  test('never end within a letter', () => {
    const name = nameBeside(`${'💐'.repeat(62)}.csv`, '.plan.html')
    expect(bytes(name)).toBeLessThanOrEqual(255)
    expect(name).toMatch(/^💐+~[0-9a-f]{8}\.csv\.plan\.html$/u)
  })

  test('of several lists called the same are numbered, and stay lists', () => {
    expect(numbered('a.csv', 1)).toBe('a.csv')
    expect(numbered('a b.csv.gz', 2)).toBe('a b (2).csv.gz')
    const longest = numbered(`${'x'.repeat(251)}.csv`, 12)
    expect(bytes(longest)).toBe(255)
    expect(kindOfName(longest)).toBe('list')
  })
})
