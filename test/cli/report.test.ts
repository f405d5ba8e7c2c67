import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { summaryText } from '../../src/cli/terminal/summary-text.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, sandbox } from '../support/sandbox.ts'

describe('report', () => {
  test('writes the files of a run again, byte for byte', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const ids = platform.site.people().map(({ id }) => id)
    const { summary } = await runAgainst(platform, writeList(out, `id\n${ids.join('\n')}\nx x\n`), out)
    const folder = join(out, summary.run)
    const before = ['results.csv', 'retry.csv', 'report.html', 'summary.json'].map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    )
    rmSync(folder, { recursive: true })

    const { exitCode, stdout } = await cli(['report', summary.run, '--out', out, '--json'])

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual(summary)
    const after = ['results.csv', 'retry.csv', 'report.html', 'summary.json'].map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    )
    expect(after).toEqual(before)
  })

  test('keeps what somebody has changed, and says so', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const { summary } = await runAgainst(platform, writeList(out, 'id\nnobody\n'), out)
    const path = join(out, summary.run, 'results.csv')
    const written = readFileSync(path, 'utf8')
    for (const kept of [`${path}.changed`, `${path}.changed-2`]) {
      writeFileSync(path, 'my notes\n')
      const { exitCode, stderr } = await cli(['report', '--out', out])
      expect(exitCode).toBe(0)
      expect(stderr).toContain(`it is kept as ${kept}\n`)
      expect(readFileSync(kept, 'utf8')).toBe('my notes\n')
      expect(readFileSync(path, 'utf8')).toBe(written)
    }
    expect((await cli(['report', '--out', out])).stderr).toBe('')
  })

  test.each(['results.csv', 'report.html'])('a folder in the place of %s is put aside, too', async (file) => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const { summary } = await runAgainst(platform, writeList(out, 'id\nnobody\n'), out)
    const path = join(out, summary.run, file)
    rmSync(path)
    mkdirSync(path)
    expect((await cli(['report', '--check', '--out', out])).exitCode).toBe(3)
    const { exitCode } = await cli(['report', '--out', out])
    expect(exitCode).toBe(0)
    expect(readdirSync(join(out, summary.run))).toContain(`${file}.changed`)
    expect((await cli(['report', '--check', '--out', out])).exitCode).toBe(0)
  })

  test('takes the latest run where none is named, and refuses one that is not there', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    await runAgainst(platform, writeList(out, 'id\nnobody\n'), out)
    const latest = await runAgainst(platform, writeList(out, 'id\nnobody2\n'), out)
    expect(JSON.parse((await cli(['report', '--out', out, '--json'])).stdout)).toMatchObject({
      run: latest.summary.run,
    })
    const { exitCode, stderr } = await cli(['report', 'no-such-run', '--out', out])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('the ledger holds no run "no-such-run"; `runs` lists them')
  })

  test('a run that was killed is broken off, not running, and the text says how it goes on', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const { summary } = await runAgainst(platform, writeList(out, 'id\nnobody\n'), out)
    const next = (command: string): string => `konstantly-offboard ${command}`
    expect(summaryText(summary, next)).not.toContain('To go on')
    const killed = summaryText({ ...summary, status: 'running' }, next)
    expect(killed).toContain(`${summary.run} on ${summary.site}: broken off\n`)
    expect(killed).toContain(
      `To go on: the same command again, or\n    konstantly-offboard run --resume ${summary.run}\n`,
    )
  })

  test('a run that deactivated somebody says how that is taken back, and one that deactivated nobody does not', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const [user] = platform.site.people()
    const list = writeList(out, `id\n${user?.id ?? ''}\n`)
    const next = (command: string): string => `konstantly-offboard ${command}`
    const { summary } = await runAgainst(platform, list, out, ['--no-delete'])
    const command = `To reactivate whom this run deactivated:\n    konstantly-offboard undo ${summary.run}\n`
    expect(summaryText(summary, next)).toContain(command)
    const again = await runAgainst(platform, list, out, ['--no-delete'])
    expect(again.summary.outcomes).toMatchObject({ deactivated: 1 })
    expect(summaryText(again.summary, next)).not.toContain('undo')
    const deleted = await runAgainst(platform, list, out)
    expect(summaryText(deleted.summary, next)).not.toContain('undo')
  })

  test('results fed back in are a leaver list without the columns that were added', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const first = await runAgainst(platform, writeList(out, 'Note,id\n=1+1,nobody\n,-dash\n'), out)
    const again = await runAgainst(platform, join(out, first.summary.run, 'results.csv'), out)
    expect(again.summary.list.columns).toEqual(['Note', 'id'])
    expect(again.rows.map((row) => row['offboard_user_id'])).toEqual(['nobody', "'-dash"])
    expect(again.rows.map((row) => row['offboard_outcome'])).toEqual(['not_found', 'not_found'])
    expect(again.rows.map((row) => row['Note'])).toEqual(["'=1+1", ''])
  })

  test('a report that cannot be written is exit 6, and the run is safe in the ledger', async () => {
    const platform = await sandbox()
    const [user] = platform.site.people()
    const out = temporaryFolder()
    const list = writeList(out, `id\n${user?.id ?? ''}\n`)
    const now = new Date('2026-11-23T18:45:00Z')
    // A file stands where the run's folder has to be made.
    writeFileSync(join(out, '20261123T184500Z-8000'), '')
    const run = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
      deps: { now: () => now, random: () => 0.5 },
    })
    expect(run.exitCode).toBe(6)
    expect(run.stderr).toContain('write its files again with `report`')
    expect(platform.site.person(user?.id ?? '')).toBeUndefined()

    rmSync(join(out, '20261123T184500Z-8000'))
    const later = await runAgainst(platform, list, out)
    // Nobody was told how it ended, so it is reported, not begun anew.
    expect(later).toMatchObject({
      exitCode: 0,
      summary: { run: '20261123T184500Z-8000', outcomes: { deleted: 1 } },
    })
    expect(changes(platform)).toHaveLength(2)
    const { exitCode, stdout } = await cli(['report', '--out', out, '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ outcomes: { deleted: 1 }, status: 'finished' })
  })
})

describe('report --check', () => {
  async function finished(): Promise<{ out: string; folder: string }> {
    const platform = await sandbox()
    const out = temporaryFolder()
    const ids = platform.site.people().map(({ id }) => id)
    const { summary } = await runAgainst(platform, writeList(out, `id\n${ids.join('\n')}\n`), out)
    return { out, folder: join(out, summary.run) }
  }

  test('says that the files are what the run wrote, however their folder is named', async () => {
    const { out, folder } = await finished()
    const { exitCode, stdout } = await cli(['report', '--check', '--out', join(out, '..', basename(out))])
    expect(exitCode).toBe(0)
    const files = ['results.csv', 'retry.csv', 'report.html', 'summary.json']
    expect(stdout).toBe(files.map((file) => `${join(folder, file)}: as written\n`).join(''))
  })

  test('looks at what a plan wrote, too', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const list = writeList(out, `id\n${platform.site.people()[0]?.id ?? ''}\n`)
    const { stdout: told } = await cli(
      ['plan', list, '--base-url', platform.baseUrl, '--out', out, '--json'],
      {
        env: { KONSTANTLY_API_KEY: platform.apiKey },
      },
    )
    const folder = join(out, (JSON.parse(told) as { run: string }).run)
    const { exitCode, stdout } = await cli(['report', '--check', '--out', out])
    expect(exitCode).toBe(0)
    const files = ['plan.csv', 'report.html', 'summary.json'].map((file) => join(folder, file))
    expect(stdout).toBe(files.map((file) => `${file}: as written\n`).join(''))
    writeFileSync(join(folder, 'plan.csv'), 'id\n')
    expect((await cli(['report', '--check', '--out', out])).exitCode).toBe(3)
  })

  test.each(['results.csv', 'retry.csv', 'report.html', 'summary.json'])(
    'ends with 3 and names %s when it was changed, or is gone',
    async (file) => {
      const { out, folder } = await finished()
      const path = join(folder, file)
      writeFileSync(path, readFileSync(path, 'utf8').replace(/[0-9]/, '#'))
      if (file === 'retry.csv') writeFileSync(path, 'id\nsomebody\n')
      const changed = await cli(['report', '--check', '--out', out])
      expect(changed.exitCode).toBe(3)
      expect(changed.stdout.split('\n').filter((line) => !line.endsWith('as written'))).toEqual([
        `${path}: changed`,
        '',
      ])
      rmSync(path)
      const { exitCode, stdout } = await cli(['report', '--check', '--out', out])
      expect(exitCode).toBe(3)
      expect(stdout).toContain(`${path}: missing`)
      expect(existsSync(path)).toBe(false)
    },
  )
})
