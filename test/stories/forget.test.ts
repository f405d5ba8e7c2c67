import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KEY_FILE } from '../../src/ledger/ledger.ts'
import { filesThatHold } from '../support/bytes-of.ts'
import {
  cli,
  readResults,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
  type CliResult,
} from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { carryOut, column, csv, GUARDED, people, person, plan } from './site.ts'
import { parseBaseUrl } from '../../src/konstantly/base-url.ts'
import { openLedger, serverOf, testOnSqlite } from '../support/ledger.ts'

// Data protection: who old runs were about is erased, and what an audit needs stays.

const DAY_MS = 24 * 3_600_000
const leavers = [0, 1, 2, 3, 4].map(person)
const expert = people.find(({ isExpert, isBanned }) => isExpert && !isBanned)
if (expert === undefined) throw new Error('the site has no expert')
const all = [...leavers, expert]
/** A row that cannot be used, one that speaks of somebody else, and one of nobody. */
const odd = [
  ['Zoë Unusable', 'zoe@@example.com', ''],
  [leavers[0]?.name ?? '', 'somebody.else@example.com', leavers[1]?.id ?? ''],
  ['Nobody Atall', 'nobody.atall@example.com', ''],
]
const LIST = csv('name,email,id', [...all.map(({ name, email, id }) => [name, email, id]), ...odd])
const NAMES = [
  ...all.flatMap(({ name, email }) => [name, email]),
  ...odd.flatMap(([name = '', email = '']) => [name, email]),
]
const IDS = all.map(({ id }) => id)

interface Past {
  platform: WatchedSandbox
  out: string
  run: string
  clock: LeapingClock
}

/** A run that ended a hundred days ago. */
async function past(text = LIST, more: readonly string[] = []): Promise<Past> {
  const clock = new LeapingClock()
  const platform = await sandbox({ users: people, now: clock.wall })
  const out = temporaryFolder()
  const folder = temporaryFolder()
  const { summary } = await runAgainst(platform, writeList(folder, text), out, [...GUARDED, ...more], {
    clock,
  })
  await clock.pause(100 * DAY_MS)
  return { platform, out, run: summary.run, clock }
}

const forget = (
  { out, clock }: Pick<Past, 'out' | 'clock'>,
  ...more: readonly string[]
): Promise<CliResult> => cli(['forget', '--out', out, ...more], { clock })

test('forget-1: no name, address, cell or ID is in any file any more, and what an audit needs is', async () => {
  const then = await past(LIST, [
    '--protect',
    writeList(temporaryFolder(), 'chair@board.example\nsvc-*\n', 'protect'),
  ])
  const { out, run } = then
  const before = readResults(out, run)
  expect(Object.keys(filesThatHold(out, [...NAMES, ...IDS])).sort()).toEqual([
    `${run}/report.html`,
    `${run}/results.csv`,
    `${run}/retry.csv`,
    ...(serverOf(out) === null ? ['ledger.sqlite'] : []),
  ])

  const { exitCode, stdout } = await forget(then, '--yes')

  expect(exitCode).toBe(0)
  expect(stdout).toContain(`1 run is forgotten.\n  ${run}  `)
  expect(filesThatHold(out, [...NAMES, ...IDS, 'chair@board.example', 'svc-*'])).toEqual({})
  expect(readdirSync(join(out, run)).sort()).toEqual(['report.html', 'results.csv', 'summary.json'])
  const after = readResults(out, run)
  const kept = ['row', 'outcome', 'reason', 'http_status', 'attempts', 'deactivated_at', 'deleted_at']
  for (const name of kept) expect(column(after, name), name).toEqual(column(before, name))
  expect(Object.keys(after[0] ?? {})).not.toContain('name')
  expect(new Set(column(after, 'user_id').map((id) => id?.replace(/^~[0-9a-f]{32}$/, 'pseudonym')))).toEqual(
    new Set(['pseudonym', '']),
  )
  const summary = JSON.parse(readFileSync(join(out, run, 'summary.json'), 'utf8')) as Record<string, unknown>
  expect(summary).toMatchObject({
    run,
    list: { name: 'leavers.csv', columns: ['name', 'email', 'id'] },
    options: { protect: { entries: 2 } },
    forgotten: {
      files: [
        { name: 'results.csv', state: 'as written' },
        { name: 'retry.csv', state: 'as written' },
        { name: 'report.html', state: 'as written' },
        { name: 'summary.json', state: 'as written' },
      ],
    },
  })
  const page = readFileSync(join(out, run, 'report.html'), 'utf8')
  expect(page).toContain('had names, addresses and cells erased at')
  expect(page).toContain(
    '<dt>retry.csv before it was forgotten<dd><span lang="en">as written</span>, SHA-256 <code',
  )
  // Nobody knows any more for whom to do it, and there is no list to do it with.
  expect(page).toContain('Rows that need attention')
  expect(page).not.toMatch(/What to do|Then run retry.csv|To be handed over|Account found/)
})

testOnSqlite('forget-2: whether somebody was deleted can be asked as long as the key is there', async () => {
  const then = await past()
  const { out, run } = then
  await forget(then, '--yes')
  expect(statSync(join(out, KEY_FILE)).mode & 0o777).toBe(0o600)
  for (const who of [leavers[0]?.id, leavers[0]?.email.toUpperCase()]) {
    const { exitCode, stdout } = await cli(['runs', '--user', who ?? '', '--out', out])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`^RUN .*\\n${run} +1 +deleted +.*Z +.*Z\\n$`))
  }
  expect((await cli(['runs', '--user', 'somebody@example.com', '--out', out])).stdout).toBe(
    'No row in this ledger has this user ID, e-mail address or employee number. Names are not looked for.\n',
  )
  expect((await cli(['runs', '--out', out])).stdout).toContain('finished, forgotten')

  rmSync(join(out, KEY_FILE))

  const { stdout, stderr } = await cli(['runs', '--user', leavers[0]?.id ?? '', '--out', out])
  expect(stdout).toBe(
    'No row in this ledger has this user ID, e-mail address or employee number. Names are not looked for.\n',
  )
  expect(stderr).toContain(`not asked, since the key of their pseudonyms is gone: ${run}\n`)
})

describe('a forgotten run still guards those it deleted', () => {
  test('forget-3: as not found, with the day', async () => {
    const then = await past()
    const { platform, out, run, clock } = then
    await forget(then, '--yes')
    for (const header of ['id', 'email'] as const) {
      const list = writeList(
        temporaryFolder(),
        csv(
          header,
          leavers.map((one) => [one[header]]),
        ),
      )
      const again = await runAgainst(platform, list, out, GUARDED, { clock })
      expect(column(again.rows, 'outcome')).toEqual(leavers.map(() => 'not_found'))
      expect(column(again.rows, 'detail')[0]).toMatch(new RegExp(`^deleted on .* by run ${run}$`))
    }
  })

  test.each(['the same ID', 'another ID'])('forget-4: and as hired again, with %s', async (which) => {
    const [{ id, email, ...rest }] = [person(0)]
    const text = csv('email,leave date', [[email, '2026-03-31']])
    const then = await past(text)
    const { platform, out, run, clock } = then
    await forget(then, '--yes')
    const newId = which === 'the same ID' ? id : 'hired-again'
    platform.site.add({ ...rest, email, id: newId, isBanned: false })
    const again = await runAgainst(platform, writeList(temporaryFolder(), text), out, GUARDED, { clock })
    expect(column(again.rows, 'reason')).toEqual(['rehired'])
    expect(column(again.rows, 'detail')[0]).toContain(`by run ${run}, after leaving on 2026-03-31`)
    expect(platform.site.person(newId)?.isBanned).toBe(false)
  })
})

describe('report --check knows a forgotten run from a forged one', () => {
  test('forget-5: and from one whose old files were put back', async () => {
    const then = await past()
    const { out, run } = then
    const saved = join(temporaryFolder(), 'results.csv')
    const path = join(out, run, 'results.csv')
    copyFileSync(path, saved)
    const savedRetry = `${saved}.retry`
    copyFileSync(join(out, run, 'retry.csv'), savedRetry)
    await forget(then, '--yes')
    const check = (): Promise<CliResult> => cli(['report', run, '--check', '--out', out])
    expect(await check()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(
        /^run .* was forgotten at .*\n.*results\.csv: as written, forgotten\n/,
      ) as string,
    })
    const forgotten = readFileSync(path, 'utf8')
    writeFileSync(path, forgotten.replace(',deleted,', ',not_found,'))
    expect((await check()).stdout).toContain('results.csv: changed\n')
    expect((await check()).exitCode).toBe(3)
    copyFileSync(saved, path)
    expect((await check()).stdout).toContain('results.csv: as before it was forgotten\n')
    expect((await check()).exitCode).toBe(3)
    const retry = join(out, run, 'retry.csv')
    writeFileSync(retry, 'id\nx\n')
    expect((await check()).stdout).toContain('retry.csv: changed\n')
    copyFileSync(savedRetry, retry)
    expect((await check()).stdout).toContain('retry.csv: as before it was forgotten\n')

    // It is not kept aside either: it names people.
    const { exitCode, stderr } = await cli(['report', run, '--out', out])
    expect(exitCode).toBe(0)
    expect(stderr).not.toContain('results.csv')
    expect(readFileSync(path, 'utf8')).toBe(forgotten)
    expect(existsSync(retry)).toBe(false)
    expect(filesThatHold(out, [...NAMES, ...IDS])).toEqual({})
  })
})

describe('only what is over, old and meant is forgotten', () => {
  test('forget-6: a young run is not, and a named one says why', async () => {
    const then = await past()
    const { platform, out, clock } = then
    const list = writeList(temporaryFolder(), csv('email', [[person(7).email]]))
    const young = await runAgainst(platform, list, out, GUARDED, { clock })
    const refused = await forget(then, '--yes', '--run', young.summary.run)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('not longer ago than --older-than says. Nothing was forgotten.')
    expect((await forget(then, '--yes', '--run', 'no-such-run')).exitCode).toBe(2)
    await forget(then, '--yes')
    expect(filesThatHold(out, [person(7).email])).not.toEqual({})
    expect((await forget(then, '--yes')).stdout).toMatch(
      /^Nothing to forget: no (other )?run that ended more than \d+ days? ago holds names\.$/m,
    )
    expect((await forget(then, '--yes', '--older-than', '23h')).exitCode).toBe(2)
  })

  test('forget-7: an unfinished run is not, and is spoken of', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({
      users: people,
      now: clock.wall,
      outage: { afterMs: 0, forMs: 1e9 },
    })
    const out = temporaryFolder()
    const list = writeList(temporaryFolder(), LIST)
    const { exitCode, summary } = await runAgainst(platform, list, out, GUARDED, { clock })
    expect(exitCode).toBe(6)
    await clock.pause(100 * DAY_MS)
    const { exitCode: code, stdout } = await forget({ out, clock }, '--yes')
    expect(code).toBe(3)
    expect(stdout).toContain(
      `Kept: run ${summary.run}, which is unfinished: run --resume ${summary.run} finishes it\n`,
    )
    expect(filesThatHold(out, NAMES)).not.toEqual({})
  })

  test('forget-8: a plan is, and cannot be carried out then', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    const made = await plan(platform, out, writeList(temporaryFolder(), LIST), clock)
    await clock.pause(2 * DAY_MS)
    expect((await forget({ out, clock }, '--yes', '--older-than', '1d')).exitCode).toBe(0)
    expect(filesThatHold(out, [...NAMES, ...IDS])).toEqual({})
    const { exitCode, stderr } = await carryOut(platform, out, made.run, [], clock)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`the plan ${made.run} was forgotten at `)
  })

  test('forget-9: a plan is, and the run that has carried it out', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    const made = await plan(platform, out, writeList(temporaryFolder(), LIST), clock)
    expect((await carryOut(platform, out, made.run, [], clock)).exitCode).toBe(3)
    await clock.pause(2 * DAY_MS)
    const { stdout } = await forget({ out, clock }, '--yes', '--older-than', '1d')
    expect(stdout).toContain('2 runs are forgotten.')
    expect(filesThatHold(out, [...NAMES, ...IDS])).toEqual({})
    expect((await cli(['runs', '--user', leavers[0]?.email ?? '', '--out', out])).stdout).toMatch(
      / deleted +/,
    )
  })

  test('forget-10: training records keep a run, unless they may be deleted, and what others put there stays', async () => {
    const then = await past()
    const { out, run } = then
    const archive = join(out, run, 'archive')
    mkdirSync(archive)
    writeFileSync(join(archive, 'records.jsonl'), `${leavers[0]?.name ?? ''}\n`)
    const kept = await forget(then, '--yes')
    expect(kept.exitCode).toBe(3)
    expect(kept.stdout).toContain('training records in archive/')
    expect(existsSync(join(archive, 'records.jsonl'))).toBe(true)
    expect(filesThatHold(out, NAMES)).not.toEqual({})

    writeFileSync(join(out, run, 'results.csv.changed-2'), NAMES.join('\n'))
    writeFileSync(join(out, run, 'my notes.txt'), 'asked the works council\n')
    const { exitCode, stdout } = await forget(then, '--yes', '--delete-archive')
    expect(exitCode).toBe(3)
    expect(stdout).toContain(`In the folder of run ${run} somebody put my notes.txt`)
    expect(filesThatHold(out, NAMES)).toEqual({})
    expect(existsSync(archive)).toBe(false)
    expect((await forget(then, '--yes')).exitCode).toBe(0)
  })
})

describe('what is in its way is said, and it goes on from there', () => {
  test('forget-11: another process that has the ledger', async () => {
    const then = await past()
    const { site } = parseBaseUrl(then.platform.baseUrl)
    const held = await openLedger({ folder: then.out, site, create: false, now: () => new Date() })
    const { exitCode, stderr } = await forget(then, '--yes')
    expect(exitCode).toBe(6)
    expect(stderr).toContain('is in use by process')
    await held.close()
    expect((await forget(then, '--yes')).exitCode).toBe(0)
  })

  test('forget-12: a link in the place of the folder: the run is not forgotten before that is gone', async () => {
    const then = await past()
    const { out, run } = then
    const elsewhere = join(temporaryFolder(), 'elsewhere')
    renameSync(join(out, run), elsewhere)
    symlinkSync(elsewhere, join(out, run))
    const { exitCode, stderr } = await forget(then, '--yes')
    expect(exitCode).toBe(6)
    expect(stderr).toContain('is a link, and not a folder')
    expect(filesThatHold(elsewhere, NAMES)).not.toEqual({})
    expect((await cli(['runs', '--out', out])).stdout).toContain('being forgotten: run forget again')
    rmSync(join(out, run))
    renameSync(elsewhere, join(out, run))
    // Whatever is asked for: what was begun with is finished first.
    const again = await forget(then, '--yes', '--older-than', '9999d')
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(run) as string })
    expect(filesThatHold(out, [...NAMES, ...IDS])).toEqual({})
  })

  test('forget-13: a signal: it begins with no further run', async () => {
    const then = await past()
    const { deps, send } = signals()
    const { exitCode, stdout } = await cli(['forget', '--out', then.out, '--yes'], {
      clock: then.clock,
      deps: {
        onSignal(listener) {
          const over = deps.onSignal(listener)
          send('SIGTERM')
          return over
        },
      },
    })
    expect(exitCode).toBe(143)
    expect(stdout).toBe('0 runs are forgotten.\n1 run left to forget: the same command goes on.\n')
    expect(filesThatHold(then.out, NAMES)).not.toEqual({})
  })

  test('forget-14: a variable that agrees in place of a person is named', async () => {
    const then = await past()
    const { exitCode, stderr } = await cli(['forget', '--out', then.out], {
      clock: then.clock,
      env: { KONSTANTLY_YES: 'true' },
    })
    expect(exitCode).toBe(0)
    expect(stderr).toContain('set by variables, and allowing more than the defaults: KONSTANTLY_YES=true')
  })
})

describe('it asks first', () => {
  test('forget-15: and does nothing without an answer', async () => {
    const then = await past()
    const { out, clock, run } = then
    const preview = await forget(then, '--dry-run')
    expect(preview).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('1 run would be forgotten') as string,
    })
    expect(preview.stdout).toContain(run)
    const unasked = await forget(then)
    expect(unasked.exitCode).toBe(4)
    expect(unasked.stderr).toContain('nobody confirmed: there is no terminal to ask on')
    const declined = await cli(['forget', '--out', out], { clock, types: ['2'] })
    expect(declined.exitCode).toBe(4)
    expect(declined.stderr).toContain('the number of runs (1) was not typed, so nothing was forgotten.')
    expect(filesThatHold(out, NAMES)).not.toEqual({})
    const agreed = await cli(['forget', '--out', out], { clock, types: ['1'] })
    expect(agreed.stderr).toContain('1 run will be forgotten: names, e-mail addresses and cells are erased')
    expect(agreed.exitCode).toBe(0)
    expect(filesThatHold(out, NAMES)).toEqual({})
  })
})
