import { expect, test } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { manPage } from '../../../src/cli/help/man-page.ts'

const page = manPage(COMMANDS, '1.2.3')
const lines = page.trimEnd().split('\n')

test('the manual page has every command and every flag', () => {
  for (const { name, flags } of COMMANDS) {
    expect(lines.some((line) => line.startsWith(`.SH ${name}`))).toBe(true)
    for (const flag of Object.keys(flags)) expect(page).toContain(`.B \\-\\-${flag.replaceAll('-', '\\-')}`)
  }
})

test('nothing in it is a request to roff but what is meant as one', () => {
  const requests = lines.filter((line) => /^[.']/.test(line)).map((line) => line.split(' ')[0])
  expect(new Set(requests)).toEqual(new Set(['.TH', '.SH', '.SS', '.TP', '.B', '.PP', '.br']))
  expect(lines.filter((line) => line.trim() === '')).toEqual([])
  // A backslash begins an escape: only those that are written on purpose.
  expect(page.replace(/\\(?:[-e&]|\[u[0-9A-F]{4}\])/g, '')).not.toContain('\\')
  expect(page).toMatch(/^[\n -~]*$/)
})
