import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { cli, runAgainst, signals, temporaryFolder, writeList, type CliOptions } from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'

async function dryRun(
  header: string,
  flags: readonly string[] = [],
  options: CliOptions = {},
): Promise<{ out: string; summary: Summary }> {
  const out = temporaryFolder()
  const list = writeList(out, `${header}\nu1,x\n`)
  const { stdout } = await cli(
    ['run', list, '--dry-run', '--site', 'acme', '--out', out, '--json', ...flags],
    options,
  )
  return { out, summary: JSON.parse(stdout) as Summary }
}

const languageOf = (out: string, { run }: Pick<Summary, 'run'>): string | undefined =>
  /<html lang="(..)">/.exec(readFileSync(join(out, run, 'report.html'), 'utf8'))?.[1]

describe('the language of the page', () => {
  test.each<[string, string, readonly string[], Record<string, string>]>([
    ['de', 'Benutzer-ID,Nachname', [], {}],
    ['de', 'Benutzer-ID,Nachname', [], { LANG: 'fr_FR.UTF-8' }],
    ['fr', 'Benutzer-ID,Nachname', ['--language', 'fr'], {}],
    ['en', 'Benutzer-ID,Nachname', ['--language', 'en'], { LANG: 'de_DE.UTF-8' }],
    ['en', 'User ID,Last name', [], { LC_ALL: 'de_DE.UTF-8' }],
    ['de', 'id,Nachname', [], {}],
    ['en', 'id,x', [], {}],
    ['fr', 'id,x', [], { LANG: 'fr_CH.UTF-8' }],
    ['de', 'id,x', [], { LANG: 'fr_CH.UTF-8', LC_MESSAGES: 'de' }],
    ['en', 'id,x', [], { LANG: 'fr', LC_ALL: 'C.UTF-8' }],
    ['en', 'id,x', [], { LANG: 'tlh_QO' }],
    ['fr', 'id,x', [], { KONSTANTLY_LANGUAGE: 'fr', LANG: 'de' }],
    ['en', 'Benutzer-ID,Nachname', ['--skip-lines', '1', '--no-header', '--id-column', '1'], {}],
  ])('is %s for "%s" %j %j', async (language, header, flags, env) => {
    const { out, summary } = await dryRun(header, flags, { env })
    expect(languageOf(out, summary)).toBe(language)
    expect((await cli(['report', '--check', '--out', out], { env: { LANG: 'ja_JP' } })).exitCode).toBe(0)
  })

  test('is remembered: a page is written again, and checked, as it was, unless somebody asks for another language', async () => {
    const { out, summary } = await dryRun('Benutzer-ID,Nachname')
    const check = (): Promise<{ exitCode: number }> => cli(['report', '--check', '--out', out])
    await cli(['report', '--out', out])
    expect(languageOf(out, summary)).toBe('de')
    const { stderr } = await cli(['report', '--out', out, '--language', 'fr'])
    expect([languageOf(out, summary), stderr]).toEqual(['fr', ''])
    expect((await check()).exitCode).toBe(0)
    await cli(['report', '--out', out, '--language', 'en'])
    expect(languageOf(out, summary)).toBe('en')
    expect((await check()).exitCode).toBe(0)
  })

  test('makes no other run of a list: the unfinished one is gone on with, and a plan is carried out in its own', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: [person('u1'), person('u2'), person('u3')],
      onRequest: ({ path }) => {
        if (path.endsWith('/u1')) send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\nu3\n')
    const slowly = ['--concurrency', '1', '--preflight', 'off']
    const first = await runAgainst(platform, list, out, slowly, { deps, env: { LANG: 'de_DE' } })
    expect(first.exitCode).toBe(143)
    const second = await runAgainst(platform, list, out, slowly, { env: { LANG: 'fr_FR' } })
    expect([second.summary.run, second.exitCode]).toEqual([first.summary.run, 0])
    expect(languageOf(out, second.summary)).toBe('de')

    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const flags = ['--base-url', platform.baseUrl, '--out', out, '--max-percent', '100', '--json']
    const plan = await cli(['plan', writeList(out, 'User ID\nu2\n', 'b.csv'), ...flags, '--language', 'fr'], {
      env,
    })
    const { run } = JSON.parse(plan.stdout) as Summary
    const done = await cli(['run', '--plan', run, '--yes', ...flags], { env })
    expect(languageOf(out, JSON.parse(done.stdout) as Summary)).toBe('fr')
  })

  test('that is not known is refused', async () => {
    const { exitCode, stderr } = await cli(['report', '--language', 'es'])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--language must be one of en, de, fr')])
  })
})

describe('report --open', () => {
  test('opens the page that it wrote, by an address that no shell reads', async () => {
    const { out, summary } = await dryRun('id,x')
    const opened: string[] = []
    const open = (url: string): Promise<null> => {
      opened.push(url)
      return Promise.resolve(null)
    }
    const { exitCode, stderr } = await cli(['report', '--out', out, '--open'], { deps: { open } })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(opened).toEqual([`file://${out}/${summary.run}/report.html`])
  })

  test('says where the page is, if nothing opens it', async () => {
    const { out } = await dryRun('id,x')
    const { exitCode, stderr } = await cli(['report', '--out', out, '--open'])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/report\.html could not be opened \(a test opens nothing\): open it yourself\n$/)
  })

  test.each([['--open'], ['--language', 'de']])('--check takes no %s', async (...flags) => {
    const { out } = await dryRun('id,x')
    const { exitCode, stderr } = await cli(['report', '--out', out, '--check', ...flags])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`leave ${flags[0]} out`)])
  })
})
