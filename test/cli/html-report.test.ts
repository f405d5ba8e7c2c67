import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { changeLedger } from '../support/ledger-copy.ts'
import { person, sandbox } from '../support/sandbox.ts'
import type { Summary } from '../../src/report/summary.ts'

/** What a reader sees of a page, a line each row. */
const textOf = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<script>.*<\/script>/s, '')
    .replaceAll(/<t[dh][^>]*>/g, ' | ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))

const pageOf = (out: string, run: string): string => readFileSync(join(out, run, 'report.html'), 'utf8')

describe('report.html', () => {
  test('tells who is gone, who needs attention and why, and who was left alone', async () => {
    const platform = await sandbox({
      users: [
        person('u1', { name: 'One' }),
        person('u2'),
        person('boss', { name: 'Two', role: { alias: 'manager' } }),
      ],
    })
    const out = temporaryFolder()
    const list = writeList(out, 'id,name\nu1,One\nboss,Two\nnobody,Three\nu1,One\n')
    const { summary } = await runAgainst(platform, list, out)
    const text = textOf(pageOf(out, summary.run))
    expect(text).toContain('1 user deleted for good. 1 row needs attention.')
    expect(text).toMatch(
      /Rows that need attention \(1\)\s+Row 1 is .*\s+The role may not be offboarded \(1\)\s+What to do: If the user is .*--roles/,
    )
    expect(text).toMatch(
      /What to do: [^]* \| 2 \| boss \| Two \| Two.*manager \| Refused \| .*allows learner\n/,
    )
    expect(text).toMatch(/1 done\s+2 left alone\s+1 in need of attention/)
    expect(text).toMatch(
      /Every row[^]* \| 1 \| u1 \| One \| One.*learner \| Deleted \| deactivated \d{4}-.* deleted \d{4}-/,
    )
    expect(text).toMatch(/ \| 3 \| nobody \| Three \| {2}\| No such user \| /)
    expect(text).toMatch(/ \| 4 \| u1 \| One \| .* \| Listed twice \| .*row 1Original row/)
    expect(text).toContain('--yes; at most 500 users, 100 % of the site, 50 % unknown')
    expect(text).toContain(summary.list.sha256)
    expect(summary.files.map(({ path }) => path)).toContain(join(out, summary.run, 'report.html'))
  })

  test('makes nothing of what a list or the platform says but text, and lets the page run and load nothing', async () => {
    const evil = '<script src=//evil.example></script>'
    const platform = await sandbox({ users: [person('u1', { name: evil })] })
    const out = temporaryFolder()
    const list = writeList(out, `id,name\nu1,${evil}\n${evil},x\n`, `${encodeURIComponent(evil)}.csv`)
    const { stdout } = await cli(
      ['plan', list, '--base-url', platform.baseUrl, '--out', out, '--json', '--max-percent', '100'],
      { env: { KONSTANTLY_API_KEY: platform.apiKey } },
    )
    const page = pageOf(out, (JSON.parse(stdout) as Summary).run)
    const [, script] = /<script>(.*)<\/script>/s.exec(page) ?? []
    expect(page.split('<script')).toHaveLength(2)
    expect(textOf(page).split(evil).length).toBeGreaterThan(3)
    const sha256 = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    const [, style] = /<style>(.*)<\/style>/s.exec(page) ?? []
    expect(page).toContain(
      `content="default-src 'none'; style-src ${sha256(style)}; script-src ${sha256(script)}; base-uri 'none'; form-action 'none'"`,
    )
  })

  test('keeps cells apart, whatever their direction, and none of them hides the others', async () => {
    const out = temporaryFolder()
    const long = 'x'.repeat(5_000)
    const list = writeList(out, `id,name,note\nu 1,\u202Eevil\u0007,${long}\n`)
    const { stdout } = await cli([...['run', list, '--dry-run', '--site', 'acme', '--out', out, '--json']])
    const page = pageOf(out, (JSON.parse(stdout) as Summary).run)
    expect(page).toContain(String.raw`<bdi>\u202eevil\u0007</bdi></td>`)
    expect(page).toContain(
      String.raw`<dt><bdi>id</bdi><dd><bdi>u 1</bdi><dt><bdi>name</bdi><dd><bdi>\u202eevil\u0007</bdi><dt><bdi>note</bdi><dd><bdi>${'x'.repeat(300)}…</bdi>`,
    )
  })

  test('of a plan tells who would be touched, as the platform knows them', async () => {
    const platform = await sandbox({ users: [person('u1', { name: 'Ann Smith' }), person('u2')] })
    const out = temporaryFolder()
    const { stdout } = await cli(
      [
        'plan',
        writeList(out, 'id\nu1\n'),
        '--base-url',
        platform.baseUrl,
        '--out',
        out,
        '--json',
        '--max-percent',
        '100',
      ],
      { env: { KONSTANTLY_API_KEY: platform.apiKey } },
    )
    const text = textOf(pageOf(out, (JSON.parse(stdout) as Summary).run))
    expect(text).toContain('1 user would be deactivated, then deleted for good. No row needs attention.')
    expect(text).toMatch(
      / \| 1 \| u1 \| Ann Smith.*learner \| To be touched \| deactivated, then deleted for good/,
    )
    expect(text).not.toContain('When (UTC)')
  })

  test('says of a run that stopped why it did, and who went on with it', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: [person('u1'), person('u2'), person('u3')],
      onRequest: ({ path }) => {
        if (path.endsWith('/u1')) send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\nu2\nu3\n')
    const flags = ['--concurrency', '1', '--preflight', 'off']
    const { summary } = await runAgainst(platform, list, out, flags, { deps })
    expect(textOf(pageOf(out, summary.run))).toContain('Stopped; it can be gone on with: SIGTERM. ')
    await runAgainst(platform, list, out, flags)
    const text = textOf(pageOf(out, summary.run))
    expect(text).toContain('3 users deleted for good. No row needs attention.')
    expect(text).toMatch(/exit code 143: SIGTERM[^]*exit code 0/)
  })

  test('of a plan that was refused promises nothing', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2'), person('u3')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\nu2\n')
    const { stdout } = await cli(
      ['plan', list, '--base-url', platform.baseUrl, '--out', out, '--json', '--max-users', '1'],
      { env: { KONSTANTLY_API_KEY: platform.apiKey } },
    )
    const text = textOf(pageOf(out, (JSON.parse(stdout) as Summary).run))
    expect(text).toMatch(
      /Refused: 2 users are .*--max-users 2\. There is nothing to carry out\. No row needs attention\./,
    )
    expect(text).not.toMatch(/would be deactivated|To be touched/i)
    expect(text).toMatch(/2 not done\s/)
  })

  test('does not say of a run that stopped between two steps that nobody was touched', async () => {
    const platform = await sandbox({
      users: [person('u1'), person('u2')],
      fault: ({ method }) => (method === 'DELETE' ? 'unavailable' : null),
    })
    const out = temporaryFolder()
    const flags = ['--retries', '0', '--patience', '1s', '--preflight', 'off']
    const { exitCode, summary } = await runAgainst(platform, writeList(out, 'id\nu1\nu2\n'), out, flags)
    expect(exitCode).toBeGreaterThan(0)
    expect(platform.site.people().some(({ isBanned }) => isBanned)).toBe(true)
    const text = textOf(pageOf(out, summary.run))
    expect(text).toContain('Nobody is known to be deleted.')
    expect(text).not.toContain('Nobody was')
    expect(text).toContain('deactivated, not deleted')
  })

  test('of a run that only deactivates, and of one that was killed', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2')] })
    const out = temporaryFolder()
    const { summary } = await runAgainst(platform, writeList(out, 'id\nu1\n'), out, ['--no-delete'])
    expect(textOf(pageOf(out, summary.run))).toContain('1 user deactivated. No row needs attention.')
    await changeLedger(
      out,
      "UPDATE runs SET status = 'running', ended = NULL; UPDATE sessions SET ended = NULL, exit_code = NULL",
    )
    await cli(['report', '--out', out])
    const text = textOf(pageOf(out, summary.run))
    expect(text).toContain('Broken off; it can be gone on with. 1 user deactivated.')
    expect(text).toMatch(/\| broken off\s/)
  })

  test('groups rows that need attention, the largest group first, and shows the first of many', async () => {
    const out = temporaryFolder()
    const rows = Array.from({ length: 300 }, (_, n) => `bad/${n}`)
    const page = await dryRun(out, `id\nu1\na@b.example\n${rows.join('\n')}\n`)
    const text = textOf(page)
    expect(text).toMatch(
      /attention \(301\)\s+Row 1 is .*\s+The user ID cannot be one \(300\)[^]*The first 200 of them; results\.csv has all\.[^]*An e-mail address stands where the user ID should be \(1\)/,
    )
    expect(page.match(/holds &#34;\/&#34;/g)).toHaveLength(200 + 300)
  })

  test('has no table of all rows where they are more than a browser bears, and says where they are', async () => {
    const out = temporaryFolder()
    const page = await dryRun(out, `id\n${Array.from({ length: 10_001 }, (_, n) => `u${n}`).join('\n')}\n`)
    expect(textOf(page)).toContain('10001 rows are more than a page bears; results.csv has all of them.')
    expect(page).toContain('<a href="results.csv">')
    expect(page).not.toContain('u5000')
    expect(page).not.toContain('class="skip"')
  })

  test('of a run without rows is a page all the same', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const { stdout } = await cli(['purge', '--base-url', platform.baseUrl, '--out', out, '--yes', '--json'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    const text = textOf(pageOf(out, (JSON.parse(stdout) as Summary).run))
    expect(text).toMatch(/Nobody is known to be deleted\. No row needs attention\.\s+0 rows/)
    expect(text).not.toContain('Every row')
  })

  test('finds name and address in a list that once was a result', async () => {
    const out = temporaryFolder()
    const page = await dryRun(
      out,
      'offboard_row,id,offboard_outcome,Name,Email\n1,u1,deleted,Ann,a@b.example\n',
    )
    expect(textOf(page)).toMatch(/ \| 1 \| u1 \| Ann \| a@b\.example \| To be touched/)
  })
})

async function dryRun(out: string, list: string): Promise<string> {
  const { stdout } = await cli([
    ...['run', writeList(out, list), '--dry-run', '--site', 'acme', '--out', out, '--json'],
  ])
  return pageOf(out, (JSON.parse(stdout) as Summary).run)
}
