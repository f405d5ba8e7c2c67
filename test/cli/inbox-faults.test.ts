import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { isUnfinished } from '../../src/offboarding/run/run.ts'
import { cli, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { entries, ids, inboxScene, listOf } from '../support/inbox.ts'
import { changes, person, sandbox } from '../support/sandbox.ts'
import { parseBaseUrl } from '../../src/konstantly/base-url.ts'
import { openLedger } from '../support/ledger.ts'

const RUN = ['--then', 'run']
const HOUR_MS = 3_600_000

test('a rejected key costs one list its requests, and leaves all of them to the next job', async () => {
  const { platform, folder, job } = await inboxScene()
  for (let n = 1; n <= 6; n += 1) writeList(folder, listOf(`u${n}`), `${n}.csv`)
  const { exitCode, lists } = await job(RUN, { env: { KONSTANTLY_API_KEY: 'wrong' } })
  expect(exitCode).toBe(5)
  expect(lists).toMatchObject([{ is: 'left', exitCode: 5 }])
  expect(platform.requests.length).toBeLessThanOrEqual(2)
  const again = (await job(RUN)).lists
  expect(again.map(({ is }) => is)).toEqual(Array<string>(6).fill('done'))
  expect(again[0]?.run).toBe(lists[0]?.run)
})

test('a list that is saved anew while it is read is kept nothing of, though size and time are the same', async () => {
  const { platform, folder, job } = await inboxScene()
  const path = join(folder, 'leavers.csv')
  let reads = 0
  const save = (): void => {
    writeFileSync(path, listOf(`u${1 + (reads % 2)}`))
    utimesSync(path, 1000, 1000)
  }
  save()
  // Whatever is asked for the time, the list is another one than right before.
  const now = (): Date => {
    reads += 1
    save()
    return new Date()
  }
  const first = await job(RUN, { deps: { now } })
  expect(first.lists, first.stderr).toMatchObject([{ is: 'left', exitCode: 0, run: null }])
  expect(platform.requests).toEqual([])
  expect((await job(RUN)).lists).toMatchObject([{ is: 'done' }])
  expect(changes(platform)).toHaveLength(2)
})

test('a list that is saved over while its run is at work stays, and is done by the next job', async () => {
  const { folder, platform, job } = await inboxScene()
  const path = join(folder, 'leavers.csv')
  writeFileSync(path, listOf('u1'))
  const stderr = new Writable({
    write(chunk: Buffer, _, done) {
      if (chunk.toString().includes('work started')) writeFileSync(path, listOf('u2'))
      done()
    },
  })
  const { lists } = await job(RUN, { deps: { stderr } })
  expect(entries(folder, 'done', lists[0]?.run ?? '')).toEqual(['report.html', 'results.csv', 'retry.csv'])
  expect(readFileSync(path, 'utf8')).toBe(listOf('u2'))
  expect((await job(RUN)).lists).toMatchObject([{ is: 'done' }])
  expect(platform.site.people()).toHaveLength(18)
})

test('SIGTERM stops within a list, and the next job goes on with that one first', async () => {
  const { deps, send } = signals()
  let seen = 0
  const onRequest = (): void => {
    seen += 1
    if (seen === 9) send('SIGTERM')
  }
  const platform = await sandbox({ users: ids(20).map((id) => person(id)), onRequest })
  const { folder, job } = await inboxScene(platform)
  writeList(folder, listOf(...ids(8)), 'a.csv')
  writeList(folder, listOf('u9'), 'b.csv')
  utimesSync(join(folder, 'a.csv'), 1000, 1000)
  const stopped = await job([...RUN, '--concurrency', '1'], { deps })
  expect(stopped.exitCode).toBe(143)
  expect(stopped.lists).toMatchObject([{ list: 'a.csv', is: 'left', exitCode: 143 }])
  // Now it is the younger one.
  utimesSync(join(folder, 'b.csv'), 500, 500)
  expect((await job(RUN)).lists).toMatchObject([
    { list: 'a.csv', is: 'done', run: stopped.lists[0]?.run },
    { list: 'b.csv', is: 'done' },
  ])
})

test('a signal while lists settle, and a time that is over by then, take up nothing', async () => {
  const { platform, folder, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  const { deps, send } = signals()
  const pause = (): Promise<void> => {
    send('SIGINT')
    return Promise.resolve()
  }
  expect((await job(RUN, { deps: { ...deps, pause } })).exitCode).toBe(130)
  expect((await job([...RUN, '--max-duration', '10s'])).exitCode).toBe(7)
  expect(platform.requests).toEqual([])
  expect(entries(folder)).toContain('leavers.csv')
})

test('a time that is over once the last list is done leaves nothing, and one before it leaves the rest', async () => {
  const { folder, job } = await inboxScene()
  writeList(folder, listOf('u1'), 'a.csv')
  let elapsed = 0
  const stderr = new Writable({
    write(chunk: Buffer, _, done) {
      if (chunk.toString().includes('"run ended"')) elapsed += HOUR_MS
      done()
    },
  })
  const pause = (ms: number): Promise<void> =>
    ms < HOUR_MS ? Promise.resolve() : new Promise(() => undefined)
  const deps = { stderr, pause, monotonic: () => elapsed }
  const hour = [...RUN, '--max-duration', '1h']
  expect(await job(hour, { deps })).toMatchObject({ exitCode: 0, lists: [{ is: 'done' }] })
  for (const n of [2, 3]) writeList(folder, listOf(`u${n}`), `${n}.csv`)
  expect(await job(hour, { deps })).toMatchObject({
    exitCode: 7,
    lists: [{ is: 'done' }, { is: 'left', exitCode: 7 }],
  })
})

test('a second job is turned away, and touches nothing', async () => {
  const { platform, folder, out, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  const { site } = parseBaseUrl(platform.baseUrl)
  const held = await openLedger({ folder: out, site, create: true, now: () => new Date() })
  const { exitCode, stderr } = await job(RUN)
  await held.close()
  expect(exitCode).toBe(6)
  expect(stderr).toContain('in use')
  expect([platform.requests, entries(folder)]).toEqual([[], ['approved', 'attention', 'done', 'leavers.csv']])
})

test('twelve who end alike stop the list and the job, and a person decides', async () => {
  const platform = await sandbox({ users: ids(30).map((id) => person(id, { isExpert: true })) })
  const { folder, job } = await inboxScene(platform)
  writeList(folder, listOf(...ids(20)), 'a.csv')
  writeList(folder, listOf('u21'), 'b.csv')
  utimesSync(join(folder, 'a.csv'), 1000, 1000)
  const { exitCode, lists } = await job(RUN)
  expect([exitCode, lists]).toMatchObject([4, [{ list: 'a.csv', is: 'set aside' }]])
  const said = readFileSync(join(folder, 'attention', 'a.csv.txt'), 'utf8')
  expect(said).toContain(`stopped on purpose, before its end`)
  expect(entries(folder)).toContain('b.csv')
})

test('a run that an operator has stopped is not gone on with before somebody says so', async () => {
  const { deps, send } = signals()
  let seen = 0
  const onRequest = (): void => {
    seen += 1
    if (seen === 9) send('SIGINT')
  }
  const platform = await sandbox({ users: ids(20).map((id) => person(id)), onRequest })
  const { folder, out, job } = await inboxScene(platform)
  const list = writeList(folder, listOf(...ids(8)))
  const { exitCode, summary } = await runAgainst(platform, list, out, ['--concurrency', '1'], { deps })
  expect(exitCode).toBe(130)
  const requests = platform.requests.length
  expect((await job()).lists).toMatchObject([{ is: 'set aside', exitCode: 4 }])
  expect(platform.requests.length).toBe(requests)
  const said = readFileSync(join(folder, 'attention', 'leavers.csv.txt'), 'utf8')
  expect(said).toContain(`is not finished (run ${summary.run})`)
  renameSync(join(folder, 'attention', 'leavers.csv'), join(folder, 'approved', 'leavers.csv'))
  expect((await job()).lists).toMatchObject([{ is: 'done', run: summary.run }])
})

test('the address of another service is nobody’s list’s fault: all of them stay', async () => {
  const { platform, folder, job } = await inboxScene()
  for (const [n, name] of ['a.csv', 'b.csv'].entries()) writeList(folder, listOf(`u${n + 1}`), name)
  const address = [
    '--base-url',
    platform.baseUrl.replace('/openapi/v1', '/elsewhere/v1'),
    '--max-percent',
    '20',
  ]
  const { exitCode, lists } = await job([...RUN, ...address])
  expect([exitCode, lists]).toMatchObject([4, [{ is: 'left' }]])
  expect(entries(folder)).toEqual(['a.csv', 'approved', 'attention', 'b.csv', 'done'])
})

test('links, FIFOs, folders, and names that are not in UTF-8 are left alone, and said', async () => {
  const { folder, job } = await inboxScene()
  symlinkSync(writeList(temporaryFolder(), listOf('u1')), join(folder, 'link.csv'))
  execFileSync('mkfifo', [join(folder, 'fifo.csv')])
  mkdirSync(join(folder, 'folder.csv'))
  writeFileSync(
    Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xfc]), Buffer.from('.csv')]),
    'id\nu1\n',
  )
  writeFileSync(join(folder, 'empty.csv'), '')
  const { exitCode, lists, stderr } = await job(RUN)
  expect([exitCode, lists]).toEqual([0, []])
  for (const what of ['it is a link', 'it is no file', 'it is a folder', 'not in UTF-8', 'it is empty'])
    expect(stderr).toContain(what)
})

test('a folder of the inbox that is a link is not written through', async () => {
  const { folder, job } = await inboxScene()
  const elsewhere = temporaryFolder()
  symlinkSync(elsewhere, join(folder, 'done'))
  writeList(folder, listOf('u1'))
  const { exitCode, stderr } = await job(RUN)
  expect(exitCode).toBe(6)
  expect(stderr).toContain('is no folder, or a link to one')
  expect(entries(elsewhere)).toEqual([])
})

test('lists are taken up whatever they are called, packed or not, and keep their names', async () => {
  const { folder, job } = await inboxScene()
  const names = ['-rf.csv', 'a..b.csv', 'Müller & Söhne (2).csv', `${'ä'.repeat(125)}.csv`, 'new\nline.csv']
  for (const [n, name] of names.entries()) writeList(folder, listOf(`u${n + 1}`), name)
  writeList(folder, gzipSync(listOf('u7')), 'packed.csv.gz')
  const all = [...names, 'packed.csv.gz']
  const planned = await job()
  expect(
    planned.lists.map(({ is }) => is),
    planned.stderr,
  ).toEqual(all.map(() => 'planned'))
  for (const name of all) renameSync(join(folder, name), join(folder, 'approved', name))
  const { lists } = await job()
  expect(lists.map(({ is }) => is)).toEqual(all.map(() => 'done'))
  expect(lists.flatMap(({ run }) => entries(folder, 'done', run ?? ''))).toEqual(expect.arrayContaining(all))
  expect(entries(folder)).toEqual(['approved', 'attention', 'done'])
})

test('what is put beside a list may be read by those who may read the list, and by nobody else', async () => {
  const { folder, job } = await inboxScene()
  chmodSync(folder, 0o770)
  const modes = { 'shared.csv': 0o640, 'private.csv': 0o600 }
  for (const [n, [name, mode]] of Object.entries(modes).entries())
    chmodSync(writeList(folder, listOf(`u${n + 1}`), name), mode)
  await job()
  const mode = (...path: string[]): number => statSync(join(folder, ...path)).mode & 0o777
  expect([mode('shared.csv.plan.csv'), mode('shared.csv.plan.html'), mode('private.csv.plan.csv')]).toEqual([
    0o640, 0o640, 0o600,
  ])
  expect([mode('done'), mode('approved'), mode('attention')]).toEqual([0o770, 0o770, 0o770])
  renameSync(join(folder, 'private.csv'), join(folder, 'approved', 'private.csv'))
  const { lists } = await job()
  const run = lists.find(({ list }) => list === 'private.csv')?.run ?? ''
  expect([mode('done', run), mode('done', run, 'results.csv')]).toEqual([0o770, 0o600])
})

test('what is no inbox, and a ledger within one, are refused before anything is asked or written', async () => {
  const { platform, folder, job } = await inboxScene()
  const argv = ['inbox', join(folder, 'none'), '--base-url', platform.baseUrl]
  expect((await cli(argv, { env: { KONSTANTLY_API_KEY: 'k' } })).exitCode).toBe(2)
  expect((await job(['--out', join(folder, 'ledger')])).exitCode).toBe(2)
  expect((await job(['--preflight', 'off'])).exitCode).toBe(2)
  expect([platform.requests, entries(folder)]).toEqual([[], []])
})

test('a job that is killed once the list lies in done/, and another one while it finishes that: the next one says so', async () => {
  const { platform, folder, out, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  const [first] = (await job(RUN)).lists
  const run = first?.run ?? ''
  const { site } = parseBaseUrl(platform.baseUrl)
  const open = (): Promise<Ledger> => openLedger({ folder: out, site, create: false, now: () => new Date() })
  const killed = await open()
  await killed.resume(run, 'a session that was killed')
  await killed.close()
  const requests = platform.requests.length
  expect((await job(RUN)).lists).toMatchObject([{ list: 'leavers.csv', is: 'done', run, exitCode: 0 }])
  expect(platform.requests.length).toBe(requests)
  const page = join(run, 'report.html')
  expect(readFileSync(join(folder, 'done', page))).toEqual(readFileSync(join(out, page)))
  const ledger = await open()
  expect((await ledger.runs()).map(isUnfinished)).toEqual([false])
  await ledger.close()
  expect((await job(RUN)).lists).toEqual([])
})
