import { symlinkSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { machineTimezone } from '../../../src/cli/flags/machine-timezone.ts'

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  [':Europe/Berlin', 'Europe/Berlin'],
  ['EST5EDT', 'EST5EDT'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
  ['', 'UTC'],
  [':', 'UTC'],
])('TZ=%s is %s', (tz, name) => {
  expect(machineTimezone(tz)).toBe(name)
})

test('without TZ it is what the system is set to', () => {
  expect(machineTimezone(undefined)).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
})

// Intl takes the first for UTC, the second for what lies east of Greenwich where POSIX means west, and the third for Berlin's.
test.each([
  '<-03>3',
  'GMT+5',
  'europe/berlin',
  'BRT3',
  'AST4ADT,M3.2.0,M11.1.0',
  '+05:00',
  'Mars/Olympus',
  '/etc/hosts',
  '/none',
])('TZ=%s is asked for', (tz) => {
  expect(() => machineTimezone(tz)).toThrow(
    `cannot be told by TZ="${tz}". Name it: --timezone Europe/Berlin.`,
  )
})

test('a path is the zone whose file it leads to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zone-'))
  try {
    symlinkSync('/usr/share/zoneinfo/Europe/Warsaw', join(folder, 'localtime'))
    expect(machineTimezone(`:${join(folder, 'localtime')}`)).toBe('Europe/Warsaw')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
