import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allOf } from '../support/begin-run.ts'
import { everythingOn, readArchive, savedInLedger, whyIncomplete } from '../support/archive.ts'
import {
  cli,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
  type CliOptions,
  type CliResult,
} from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { openLedger, testOnSqlite } from '../support/ledger.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { column, csv, learners, people } from '../stories/site.ts'

// Where there is no lasting disk, the ledger keeps what is saved of users, and makes the files of it anywhere.

const IN_LEDGER = ['--archive-images', '--archive-in', 'ledger', '--concurrency', '1']

const listOf = (out: string, users: readonly { id: string }[]): string =>
  writeList(
    out,
    csv(
      'id',
      users.map(({ id }) => [id]),
    ),
  )

/** The files of an archive, by their names, each as it is. */
function filesOf(out: string, run: string): Record<string, Buffer> {
  const folder = join(out, run, 'archive')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(join(folder, name)).isFile()).sort()
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))]))
}

const report = (out: string, ...more: string[]): Promise<CliResult> => cli(['report', '--out', out, ...more])

/** A run of the first users of a site. */
async function saved(flags = IN_LEDGER, options: CliOptions = {}) {
  const platform = await sandbox({ users: people })
  const known = everythingOn(platform.site)
  const out = temporaryFolder()
  const leavers = learners.slice(0, 8)
  const { summary, ...result } = await runAgainst(platform, listOf(out, leavers), out, flags, options)
  return { platform, known, out, leavers, summary, run: summary.run, ...result }
}

describe('a run with --archive-in ledger', () => {
  test('writes the files that it would write without', async () => {
    const [there, here] = [await saved(), await saved(['--archive-images', '--concurrency', '1'])]
    expect(there.exitCode).toBe(0)
    // The links to images, by which their files are named, have the port of the site.
    const told = ({ out, run }: { out: string; run: string }): unknown => ({
      names: Object.keys(filesOf(out, run)).map((name) => name.replace(/-[0-9a-f]{16}/, '')),
      users: readArchive(out, run).map(({ row, user, assignments, images = [] }) => [
        ...[row, user, assignments],
        images.map(({ sha256 }) => sha256),
      ]),
    })
    expect(told(there)).toEqual(told(here))
    const files = filesOf(there.out, there.run)
    const images = readArchive(there.out, there.run).flatMap(({ images = [] }) => images)
    expect(images.length).toBeGreaterThan(5)
    expect(
      images.map(({ file }) =>
        createHash('sha256')
          .update(files[file] ?? '')
          .digest('hex'),
      ),
    ).toEqual(images.map(({ sha256 }) => sha256))
    expect(
      there.leavers.map(({ id }) =>
        whyIncomplete(id, readArchive(there.out, there.run), there.known.get(id) as never),
      ),
    ).toEqual(there.leavers.map(() => null))
    expect(there.summary).toMatchObject({ archive: { users: 8 }, options: { archiveIn: 'ledger' } })
    expect(there.summary.files.map(({ path }) => path)).toContain(
      join(there.out, there.run, 'archive', 'records.jsonl'),
    )
    expect(existsSync(join(there.out, there.run, 'archive', 'certificates.sqlite'))).toBe(false)
    const page = readFileSync(join(there.out, there.run, 'report.html'), 'utf8')
    expect(page).toContain('training records of 8 users saved in the ledger')
  })

  testOnSqlite('has each user in the ledger, durably, before the deletion is sent', async () => {
    const out = temporaryFolder()
    const wrong: (string | null)[] = []
    const platform = await sandbox({
      users: people,
      async fault({ method, path }) {
        const userId = path.split('/').at(-1) ?? ''
        if (method === 'DELETE' && userId !== 'blocked')
          wrong.push(whyIncomplete(userId, await savedInLedger(out), known.get(userId) as never))
        return null
      },
    })
    const known = everythingOn(platform.site)
    const flags = ['--archive', '--archive-in', 'ledger']
    await runAgainst(platform, listOf(out, learners.slice(0, 20)), out, flags)
    expect(wrong).toEqual(learners.slice(0, 20).map(() => null))
  })

  test('is gone on with in the ledger, where its folder is lost, and has each user once', async () => {
    const { deps, send } = signals()
    let deletions = 0
    const platform = await sandbox({
      users: people,
      onRequest: ({ method, path }) => {
        if (method !== 'DELETE' || path.includes('blocked')) return
        deletions += 1
        if (deletions === 3) send('SIGTERM')
      },
    })
    const known = everythingOn(platform.site)
    const out = temporaryFolder()
    const leavers = learners.slice(0, 8)
    const list = listOf(out, leavers)
    const first = await runAgainst(platform, list, out, IN_LEDGER, { deps })
    expect(first.exitCode).toBe(143)
    rmSync(join(out, first.summary.run), { recursive: true })
    const second = await runAgainst(platform, list, out, IN_LEDGER)
    expect(second.summary).toMatchObject({ run: first.summary.run, outcomes: { deleted: 8 } })
    const records = readArchive(out, second.summary.run)
    expect(leavers.map(({ id }) => whyIncomplete(id, records, known.get(id) as never))).toEqual(
      leavers.map(() => null),
    )
    expect((await report(out, '--check')).exitCode).toBe(0)
  })

  test('is not left to a run that saves elsewhere, nor is one that does gone on with as if it were', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: people,
      onRequest: ({ path }) => {
        if (path.includes('assignments')) send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = listOf(out, learners.slice(0, 8))
    const { summary } = await runAgainst(platform, list, out, IN_LEDGER, { deps })
    const flags = ['--base-url', platform.baseUrl, '--out', out, '--yes', '--max-percent', '100']
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const refused = await cli(['run', list, '--archive-images', ...flags], { env })
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain(
      `run ${summary.run} of the same list, which is unfinished, was begun with --archive-in ledger`,
    )
    expect((await cli(['run', '--resume', summary.run, ...flags], { env })).exitCode).toBe(0)
    expect(readArchive(out, summary.run)).toHaveLength(8)

    const elsewhere = await saved(['--archive'], {})
    const argv = ['run', '--resume', elsewhere.run, '--archive-in', 'ledger', '--out', elsewhere.out, '--yes']
    const { exitCode } = await cli([...argv, '--base-url', elsewhere.platform.baseUrl], {
      env: { KONSTANTLY_API_KEY: elsewhere.platform.apiKey },
    })
    expect(exitCode).toBe(2)
  })
})

test('--archive-in ledger alone is refused, because it saves nothing', async () => {
  const platform = await sandbox({ users: people })
  const out = temporaryFolder()
  const argv = ['run', listOf(out, learners.slice(0, 1)), '--archive-in', 'ledger', '--out', out, '--yes']
  const { exitCode, stderr } = await cli([...argv, '--base-url', platform.baseUrl], {
    env: { KONSTANTLY_API_KEY: platform.apiKey },
  })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('--archive-in says where --archive saves')
  expect(platform.requests).toEqual([])
})

describe('report', () => {
  test('writes the archive again where the folder of the run is gone, byte for byte', async () => {
    const { out, run } = await saved()
    const before = filesOf(out, run)
    expect((await report(out, '--check')).exitCode).toBe(0)
    rmSync(join(out, run), { recursive: true })
    const missing = await report(out, '--check')
    expect(missing.exitCode).toBe(3)
    expect(missing.stdout).toContain('records.jsonl: missing')
    expect(await report(out)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(filesOf(out, run)).toEqual(before)
    expect((await report(out, '--check')).exitCode).toBe(0)
  })

  test('puts records aside that somebody has changed, and an image that is not the one is replaced', async () => {
    const { out, run } = await saved()
    const before = filesOf(out, run)
    const folder = join(out, run, 'archive')
    const image = Object.keys(before).find((name) => name.startsWith('images/')) ?? ''
    writeFileSync(join(folder, 'records.jsonl'), 'changed\n')
    writeFileSync(join(folder, image), 'changed')
    const { exitCode, stderr } = await report(out)
    expect(exitCode).toBe(0)
    expect(stderr).toContain('records.jsonl.changed')
    const { 'records.jsonl.changed': kept, ...after } = filesOf(out, run)
    expect(String(kept)).toBe('changed\n')
    expect(after).toEqual(before)
  })

  test('with --redact leaves it in the ledger', async () => {
    const { out, run } = await saved([...IN_LEDGER, '--redact'])
    expect(existsSync(join(out, run, 'archive'))).toBe(false)
    const { exitCode, stdout } = await report(out, '--check')
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('archive')])
    expect((await report(out)).exitCode).toBe(0)
    expect(readArchive(out, run)).toHaveLength(8)
    expect((await report(out, '--check')).exitCode).toBe(0)
  })
})

/** How many users the ledger has the records of. */
async function countKept(out: string, run: string): Promise<number> {
  const ledger = await openLedger({ folder: out, create: false, onlyToRead: true, now: () => new Date() })
  const lines = await allOf((await ledger.run(run)).archivedLines())
  await ledger.close()
  return lines.length
}

describe('forget', () => {
  test('keeps a run whose records are in the ledger, and erases them with it if told to', async () => {
    const clock = new LeapingClock()
    const { out, run } = await saved(IN_LEDGER, { clock })
    // Somebody has them in a safe place.
    rmSync(join(out, run, 'archive'), { recursive: true })
    await clock.pause(100 * 24 * 3_600_000)
    const forget = (...more: string[]): Promise<CliResult> =>
      cli(['forget', '--out', out, '--yes', ...more], { clock })
    const kept = await forget()
    expect([kept.exitCode, await countKept(out, run)]).toEqual([3, 8])
    expect(kept.stdout).toContain('whose training records are in the ledger')
    expect((await forget('--delete-archive')).exitCode).toBe(0)
    expect(await countKept(out, run)).toBe(0)
    expect((await report(out)).exitCode).toBe(0)
    expect(existsSync(join(out, run, 'archive'))).toBe(false)
  })
})

describe('a purge', () => {
  test('saves in the ledger whom a run promised to save there, whatever its flags', async () => {
    const clock = new LeapingClock()
    const platform: WatchedSandbox = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    const flags = ['--grace', '30d', '--archive', '--archive-in', 'ledger']
    const { rows } = await runAgainst(platform, listOf(out, learners.slice(0, 3)), out, flags, { clock })
    expect(column(rows, 'outcome')).toEqual(['waiting', 'waiting', 'waiting'])
    await clock.pause(31 * 24 * 3_600_000)
    const argv = ['purge', '--base-url', platform.baseUrl, '--out', out, '--yes', '--json']
    const purged = await cli(argv, { clock, env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(purged.exitCode).toBe(0)
    const { run, options } = JSON.parse(purged.stdout) as { run: string; options: object }
    expect(options).toMatchObject({ archive: 'records', archiveIn: 'ledger' })
    rmSync(join(out, run), { recursive: true })
    expect((await report(out)).exitCode).toBe(0)
    expect(readArchive(out, run)).toHaveLength(3)
  })
})
