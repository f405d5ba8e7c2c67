import { describe, expect, test } from 'vitest'
import { isSameName, shareWord } from '../../../src/offboarding/identity/same-name.ts'

describe('isSameName', () => {
  test.each([
    ['López, Álvaro', 'alvaro lopez'],
    ['Łukasz Groß', 'Gross Lukasz'],
  ])('%s is %s', (one, other) => {
    expect(isSameName(one, other)).toBe(true)
  })

  test.each([
    ['Ana López', 'Ana'],
    ['Ana López', 'Ana Lopes'],
  ])('%s is not %s', (one, other) => {
    expect(isSameName(one, other)).toBe(false)
  })
})

describe('shareWord', () => {
  test.each([
    ['B. Hughes', 'Hughes, Ben', true],
    ['Bob Smith', 'Robert Smith', true],
    ['Müller-Lüdenscheidt, Ute', 'Ute Müller', true],
    ['Jörg Müller', 'Joerg Mueller', true],
    ['O’Brien, Pat', 'OBrien', true],
    ['Åse Dahl', 'Aase D.', true],
    ['Иван', '王伟明', null],
    ['Anna Nr61', 'Anton Nr1', false],
    ['A. B.', 'A. B.', null],
    ['Иванов', 'Ivanov', null],
    ['Иванов И.', 'Иванов Иван', true],
    ['?', 'Ann', null],
  ])('%s and %s: %s', (one, other, shared) => {
    expect(shareWord(one, other)).toBe(shared)
  })
})

test('names of very many accents take no such time, either', () => {
  const marks = `${'\u0315'.repeat(200_000)}${'\u0300'.repeat(200_000)}`
  expect(shareWord(`Anna${marks}`, `Ánna${marks}`)).toBe(true)
})

test('names of very many words take no time that grows with their square, and a longer one is its own only', () => {
  const words = (first: string): string => Array.from({ length: 200_000 }, (_, n) => `${first}${n}`).join(' ')
  expect(shareWord(words('a'), words('b'))).toBe(false)
  expect(shareWord(words('a'), `${words('b')} a7`)).toBe(true)
  expect(isSameName(words('a'), words('a'))).toBe(true)
  expect(isSameName(words('a'), words('a').toUpperCase())).toBe(false)
})
