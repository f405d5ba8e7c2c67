import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
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

/** The folder of an opener that runs this script. */
function opener(script: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'xdg-open'), 0o755)
  return folder
}

test('the opener of the machine gets the address as it is', async () => {
  const folder = opener('printf "%s|%s" "$#" "$1" > "$0.said"')
  const { href } = pathToFileURL(PATH)
  expect(await openUrl(href, 'linux', { PATH: `${folder}:/usr/bin:/bin` })).toBeNull()
  expect(readFileSync(join(folder, 'xdg-open.said'), 'utf8')).toBe(`1|${href}`)
})

test('does not wait for an opener that stays for as long as the browser', async () => {
  expect(await openUrl('file:///x', 'linux', { PATH: `${opener('exec sleep 5')}:/usr/bin:/bin` })).toBeNull()
})

test('says so, where the opener cannot', async () => {
  expect(await openUrl('file:///x', 'linux', { PATH: opener('exit 3') })).toBe(
    'xdg-open ended with exit code 3',
  )
})

test('says why, where there is no opener', async () => {
  expect(await openUrl('file:///x', 'linux', { PATH: temporaryFolder() })).toContain('ENOENT')
})
