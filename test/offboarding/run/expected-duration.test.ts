import { describe, expect, test } from 'vitest'
import {
  expectedDuration,
  expectedRequests,
  inWords,
} from '../../../src/offboarding/run/expected-duration.ts'

const BOTH = { deactivate: true, delete: true, preflight: 'auto' } as const

describe('the requests that a run should take', () => {
  test.each([
    ['two a user', BOTH, 0, 20],
    ['one for who is deactivated already', BOTH, 3, 17],
    ['one to deactivate only', { ...BOTH, delete: false }, 0, 10],
    ['one for who has to be deactivated already, and was seen', { ...BOTH, deactivate: false }, 10, 10],
    ['one more for whoever is saved', { ...BOTH, archive: 'records' as const }, 3, 27],
    ['two for one who was not', { ...BOTH, deactivate: false, preflight: 'off' as const }, 0, 20],
  ])('%s', (_, options, deactivated, requests) => {
    expect(expectedRequests(10, deactivated, options)).toBe(requests)
  })
})

describe('how long they should take', () => {
  test.each([
    [0, 100, 0],
    [100, 100, 0],
    [101, 100, 1],
    [300, 100, 2],
    [301, 10, 30],
  ])('%d requests, %d a minute: %d minutes', (requests, perMinute, minutes) => {
    expect(expectedDuration(requests, perMinute)).toBe(minutes * 60_000)
  })

  test.each([
    [0, 'about a minute'],
    [120_000, 'about 2 minutes'],
    [3_660_000, 'about 1 h 1 min'],
  ])('%d ms in words', (ms, words) => {
    expect(inWords(ms)).toBe(words)
  })
})
