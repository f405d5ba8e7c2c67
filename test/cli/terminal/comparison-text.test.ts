import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { widthOf } from '../../../src/cli/view/width.ts'
import { makePeople } from '../../../src/sandbox/people.ts'
import { cli, temporaryFolder, writeList } from '../../support/cli.ts'
import { sandbox } from '../../support/sandbox.ts'

test('the summary of a comparison fits the window, and has the next command whole, as it can be pasted', async () => {
  const users = makePeople(20, 11)
  const platform = await sandbox({ users })
  const out = temporaryFolder()
  const roster = writeList(out, ['Work Email', ...users.slice(1).map(({ email }) => email)].join('\n'))
  const window = Object.assign(new PassThrough(), { isTTY: true, columns: 50 })
  const { exitCode } = await cli(['compare', roster, '--base-url', platform.baseUrl, '--out', out], {
    env: { KONSTANTLY_API_KEY: platform.apiKey },
    deps: { stdout: window },
  })
  expect(exitCode).toBe(0)
  const lines = String(window.read()).split('\n')
  const command = new RegExp(
    String.raw`^    konstantly-offboard plan ${out}/compare-[^/]+/leavers\.csv --base-url ${platform.baseUrl} --out ${out}$`,
  )
  expect(lines.filter((line) => command.test(line))).toHaveLength(1)
  // What is to be copied, and paths, are whole.
  expect(lines.filter((line) => widthOf(line) > 50 && !line.includes(out))).toEqual([])
})
