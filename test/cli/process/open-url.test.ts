import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { openerOf, openUrl, withoutOurs } from '../../../src/cli/process/open-url.ts'
import { temporaryFolder } from '../../support/cli.ts'

const PATH = '/tmp/$(touch x);`y` & "z" \' -e\n%41/report.html'

test.each(['linux', 'darwin', 'win32', 'freebsd'])(
  'on %s an address is one word, and no shell reads it',
  (platform) => {
    const { href } = pathToFileURL(PATH)
    const [program, ...given] = openerOf(href, platform)
    expect(program).toMatch(/^(xdg-open|open|rundll32\.exe)$/)
    expect(given.filter((word) => word === href)).toHaveLength(1)
    expect(href).toMatch(/^file:\/\/\/[^\s"<>`]+$/)
  },
)

test('a browser is not given the API key', () => {
  expect(withoutOurs({ KONSTANTLY_API_KEY: 'k', Konstantly_Site: 'acme', PATH: '/bin' })).toEqual({
    PATH: '/bin',
  })
})

test('the opener of the machine gets the address as it is', async () => {
  const folder = temporaryFolder()
  const opener = join(folder, 'xdg-open')
  writeFileSync(opener, '#!/bin/sh\nprintf "%s|%s" "$#" "$1" > "$0.tmp"; mv "$0.tmp" "$0.said"\n')
  chmodSync(opener, 0o755)
  const { href } = pathToFileURL(PATH)
  expect(await openUrl(href, 'linux', { PATH: `${folder}:/usr/bin:/bin` })).toBeNull()
  await vi.waitFor(() => {
    expect(readFileSync(`${opener}.said`, 'utf8')).toBe(`1|${href}`)
  }, 60_000)
})

test('says why, where there is no opener', async () => {
  expect(await openUrl('file:///x', 'linux', { PATH: temporaryFolder() })).toContain('ENOENT')
})
