import { expect, test } from 'vitest'
import { cli, temporaryFolder, writeList } from '../../support/cli.ts'

test('no log line has what stands in a first row of people that was taken for a header', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'Ann Lee,alee\nBob Ray,bray\n')
  const columns = ['--id-column', '2', '--name-column', '1']
  const argv = ['run', list, '--site', 'acme', '--out', out, '--dry-run', '--log-format', 'json', ...columns]
  const { stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: 'key' } })
  expect(stderr).toContain('list read: user ID from column 2, name from column 1"')
  expect(stderr).not.toMatch(/ann|lee/i)
})

test('a header that is known is named there', async () => {
  const out = temporaryFolder()
  const list = writeList(out, 'User ID (Konstantly),Badge,Leave date\nu1,b1,2020-01-01\n')
  const argv = [
    'run',
    list,
    '--site',
    'acme',
    '--out',
    out,
    '--dry-run',
    '--log-format',
    'json',
    '--name-column',
    'Badge',
  ]
  const { stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: 'key' } })
  expect(stderr).toContain(
    String.raw`list read: user ID from column 1 \"User ID (Konstantly)\", leave date from column 3 \"Leave date\", name from column 2"`,
  )
})
