import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { makePeople } from '../../src/sandbox/people.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { sandbox } from '../support/sandbox.ts'

const golden = (name: string): string => new URL(`golden/${name}`, import.meta.url).pathname

describe('what people read', () => {
  test.each(['', 'exit-codes', ...COMMANDS.map(({ name }) => name)])('help %s', async (topic) => {
    const { exitCode, stdout } = await cli(['help', ...(topic === '' ? [] : [topic])])
    expect(exitCode).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden(`help${topic === '' ? '' : `-${topic}`}.txt`))
  })

  test('the files and the words of a run', async () => {
    const people = makePeople(30, 1)
    const platform = await sandbox({ users: people, rejectRepeatedBan: true })
    const out = temporaryFolder()
    const id = (index: number): string => people[index]?.id ?? ''
    const list = writeList(
      out,
      [
        '\uFEFFUser ID;Remark;Phone',
        `${id(0)};López;+34 91 555 01`,
        `${id(1)};"Hughes; Ben";"=HYPERLINK(""http://evil.example"")"`,
        ` ${id(0)};again;`,
        'nobody;Nobody;',
        `${id(10)};an administrator;@admin`,
        `${id(12)};an expert;-1`,
        `${id(5)};deactivated before;`,
        'a@example.com;"an\naddress";',
        'short',
        'long;row;with;more',
        '',
      ].join('\r\n'),
    )
    const deps = { now: () => new Date('2026-11-23T18:45:00.000Z'), random: () => 0.5 }

    const { summary } = await runAgainst(platform, list, out, ['--concurrency', '1'], { deps })
    const folder = join(out, summary.run)
    const read = (file: string): string =>
      readFileSync(join(folder, file), 'utf8')
        .replaceAll(summary.site, 'SITE')
        .replaceAll(out, 'OUT')
        .replaceAll(/"(osUser|host)": ".*"/g, '"$1": "…"')
        .replaceAll(/"pid": \d+/g, '"pid": …')
        // It holds all of these.
        .replaceAll(/(report\.html",\s+"sha256": )".*"/g, '$1"…"')
        .replaceAll(/<bdi>.*<\/bdi>, process \d+/g, '…, process …')
    for (const file of ['results.csv', 'retry.csv', 'report.html', 'summary.json']) {
      await expect(read(file)).toMatchFileSnapshot(golden(file))
    }
    const report = await cli(['report', '--out', out])
    await expect(report.stdout.replaceAll(summary.site, 'SITE').replaceAll(out, 'OUT')).toMatchFileSnapshot(
      golden('summary.txt'),
    )
    const runs = await cli(['runs', '--out', out])
    await expect(runs.stdout.replaceAll(summary.site, 'SITE')).toMatchFileSnapshot(golden('runs.txt'))
  })
})
