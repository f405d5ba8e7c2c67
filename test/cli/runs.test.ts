import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { cli, temporaryFolder, writeList } from '../support/cli.ts'

test('runs keeps its columns straight, whatever the letters of a list’s name are', async () => {
  const out = temporaryFolder()
  for (const name of ['离职名单.csv', 'leavers.csv']) {
    const argv = ['run', writeList(out, 'id\nu1\n', name), '--site', 'acme', '--out', out, '--dry-run']
    expect((await cli(argv)).exitCode).toBe(0)
  }
  const { stdout } = await cli(['runs', '--out', out])
  const [head = '', ...lines] = stdout.trimEnd().split('\n')
  const column = stringWidth(head.slice(0, head.indexOf('STARTED')))
  expect(lines.map((line) => stringWidth(line.slice(0, line.search(/\d{4}-\d\d-\d\dT/))))).toEqual([
    column,
    column,
  ])
})
