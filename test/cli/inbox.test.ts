import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, writeList } from '../support/cli.ts'
import { entries, ids, inboxScene, listOf } from '../support/inbox.ts'
import { changes } from '../support/sandbox.ts'

const EMPTY = ['approved', 'attention', 'done']

test('inbox plans a list, waits for a yes, and does what was planned once the list is in approved/', async () => {
  const { platform, folder, out, job } = await inboxScene()
  writeList(folder, listOf('u1', 'u2', 'nobody'))
  const planned = await job()
  expect(planned.lists, planned.stderr).toMatchObject([{ list: 'leavers.csv', is: 'planned' }])
  expect(changes(platform)).toEqual([])
  const beside = ['leavers.csv', 'leavers.csv.plan.csv', 'leavers.csv.plan.html']
  expect(entries(folder)).toEqual([...EMPTY, ...beside])
  const requests = platform.requests.length
  expect(await job()).toMatchObject({ exitCode: 0, lists: [{ is: 'waiting' }] })
  expect(platform.requests.length).toBe(requests)

  renameSync(join(folder, 'leavers.csv'), join(folder, 'approved', 'leavers.csv'))
  const done = await job()
  expect(done.lists, done.stderr).toMatchObject([{ list: 'leavers.csv', is: 'done', exitCode: 0 }])
  expect(platform.site.people().map(({ id }) => id)).toEqual(ids(20).slice(2))
  const run = done.lists[0]?.run ?? ''
  expect(entries(folder, 'done', run)).toEqual([...beside, 'report.html', 'results.csv', 'retry.csv'])
  for (const file of ['results.csv', 'report.html'])
    expect(readFileSync(join(folder, 'done', run, file))).toEqual(readFileSync(join(out, run, file)))
  expect([entries(folder), entries(folder, 'approved')]).toEqual([EMPTY, []])
})

test('inbox --then run goes ahead, the oldest list first, and says so in words without --json', async () => {
  const { platform, folder, out, job } = await inboxScene()
  writeList(folder, listOf('u2'), 'a.csv')
  writeList(folder, listOf('u1'), 'b.csv')
  utimesSync(join(folder, 'b.csv'), 1000, 1000)
  const { exitCode, lists, stderr } = await job(['--then', 'run'])
  expect(exitCode, stderr).toBe(0)
  expect(lists.map(({ list, is }) => [list, is])).toEqual([
    ['b.csv', 'done'],
    ['a.csv', 'done'],
  ])
  const deleted = changes(platform).filter((change) => change.startsWith('DELETE'))
  expect(deleted).toEqual(['DELETE /users/u1', 'DELETE /users/u2'])
  expect(entries(folder)).toEqual(EMPTY)
  const argv = ['inbox', folder, '--base-url', platform.baseUrl, '--out', out]
  const { stdout } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
  expect(stdout).toBe('Nothing to do: no list has settled in this folder.\n')
})

test('a job says once which settings are used, however many lists it takes up', async () => {
  const { folder, out, job } = await inboxScene()
  writeFileSync(join(out, 'konstantly-offboard.json'), '{"max-users": 5}', { mode: 0o600 })
  writeList(folder, listOf('u1'), 'a.csv')
  writeList(folder, listOf('u2'), 'b.csv')
  const { lists, stderr } = await job()
  expect(lists.map(({ is }) => is)).toEqual(['planned', 'planned'])
  expect(stderr.match(/"event":"settings_read"/g)).toHaveLength(1)
})

test('inbox says of the same bytes that they were done, wherever they lie and whatever they are called', async () => {
  const { platform, folder, job } = await inboxScene()
  writeList(folder, listOf('u1'), 'a.csv')
  const [first] = (await job(['--then', 'run'])).lists
  const run = first?.run ?? ''
  const requests = platform.requests.length
  writeList(folder, listOf('u1'), 'b.csv')
  writeList(join(folder, 'approved'), listOf('u1'), 'a.csv')
  const { exitCode, lists } = await job(['--then', 'run'])
  expect(exitCode).toBe(0)
  expect(lists.map((one) => [one.is, one.run])).toEqual([
    ['done before', run],
    ['done before', run],
  ])
  expect(platform.requests.length).toBe(requests)
  const results = ['report.html', 'results.csv', 'retry.csv']
  expect(entries(folder, 'done', run)).toEqual(['a (2).csv', 'a.csv', 'b.csv', ...results])
  expect(readFileSync(join(folder, 'b.csv.txt'), 'utf8')).toContain(`What came of it is in done/${run}`)
  // The text goes with the next list of that name.
  writeList(folder, listOf('u2'), 'b.csv')
  const [next] = (await job(['--then', 'run'])).lists
  expect(entries(folder, 'done', next?.run ?? '')).toEqual(['b.csv', 'b.csv.txt', ...results])
})

test('inbox says of a list that was done before what of it was not done', async () => {
  const { folder, job } = await inboxScene()
  const again = async (list: string, more: readonly string[]): Promise<string> => {
    writeList(folder, list)
    await job(['--then', 'run', ...more])
    writeList(folder, list)
    const { lists } = await job(['--then', 'run'])
    expect(lists).toMatchObject([{ is: 'done before' }])
    return readFileSync(join(folder, 'leavers.csv.txt'), 'utf8')
  }
  const deactivated = await again(listOf('u1', 'u2'), ['--no-delete'])
  expect(deactivated).toContain('2 of its people were only deactivated then, and not deleted')
  expect(deactivated).not.toContain('need a person')
  const unusable = await again(listOf('u3', 'no user ID'), [])
  expect(unusable).toContain('1 of its rows were not done, and need a person')
  expect(unusable).not.toContain('deactivated')
  expect(await again(listOf('u4'), [])).toContain('What to do now:\nNothing, if that')
})

test('inbox is refused with a ledger, a protected list or settings in a folder that others drop files into', async () => {
  const { platform, folder, out, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  const [link, dotted] = [join(out, 'link'), join(folder, '..', basename(folder))]
  symlinkSync(folder, link)
  const protect = writeList(folder, 'u1\n', 'protected.txt')
  const config = writeList(folder, '{"roles": "any"}', 'settings.json')
  for (const words of [
    ['--out', join(link, 'ledger')],
    ['--out', dotted],
    ['--protect', protect],
    ['--protect', join(link, 'protected.txt')],
    ['--config', config],
  ]) {
    const { exitCode, stderr } = await job(words)
    expect([exitCode, stderr], words.join(' ')).toEqual([2, expect.stringContaining('is in the inbox')])
  }
  expect(platform.requests).toEqual([])
  // Beside it, whatever its name begins with.
  expect(await job(['--out', `${folder}-ledger`])).toMatchObject({ exitCode: 0, lists: [{ is: 'planned' }] })
})

test('inbox plans two equal lists once, and does them once', async () => {
  const { platform, folder, job } = await inboxScene()
  for (const name of ['a.csv', 'b.csv']) writeList(folder, listOf('u1'), name)
  const planned = (await job()).lists
  expect(planned.map(({ is }) => is)).toEqual(['planned', 'planned'])
  expect(planned[1]?.run).toBe(planned[0]?.run)
  for (const name of ['a.csv', 'b.csv']) renameSync(join(folder, name), join(folder, 'approved', name))
  expect((await job()).lists.map(({ is }) => is)).toEqual(['done', 'done before'])
  expect(changes(platform)).toHaveLength(2)
})

test('inbox sets aside what cannot be used or was refused, says why, and goes on with the next', async () => {
  const { platform, folder, job } = await inboxScene()
  writeList(folder, '%PDF-1.7', '1.csv')
  writeList(folder, listOf(...ids(12).map((id) => `no-${id}`)), '2.csv')
  writeList(folder, 'anything', '3.ods')
  writeList(folder, listOf('u1'), '4.csv')
  for (const n of [1, 2, 4]) utimesSync(join(folder, `${n}.csv`), 1000 + n, 1000 + n)
  const { exitCode, lists } = await job(['--then', 'run'])
  expect(lists.map(({ list, is, exitCode: code }) => [list, is, code])).toEqual([
    ['3.ods', 'set aside', 2],
    ['1.csv', 'set aside', 2],
    ['2.csv', 'set aside', 4],
    ['4.csv', 'done', 0],
  ])
  expect(exitCode).toBe(4)
  const texts = ['1.csv.txt', '2.csv.plan.html', '2.csv.txt', '3.ods.txt']
  expect(entries(folder, 'attention')).toEqual([...texts, '1.csv', '2.csv', '3.ods'].sort())
  const said = (name: string): string => readFileSync(join(folder, 'attention', name), 'utf8')
  expect(said('1.csv.txt')).toContain('1.csv is a PDF document')
  expect(said('1.csv.txt')).not.toContain(folder)
  expect(said('2.csv.txt')).toContain('--max-unknown')
  expect(said('3.ods.txt')).toContain('Excel Workbook (.xlsx)')

  // As it is, once the limit is raised.
  renameSync(join(folder, 'attention', '2.csv'), join(folder, '2.csv'))
  const raised = await job(['--then', 'run', '--max-unknown', '100'])
  expect(raised.lists).toMatchObject([{ list: '2.csv', is: 'done' }])
  expect(changes(platform)).toHaveLength(2)
})

test('inbox carries out nothing but what was planned: a list or a table that was changed is refused', async () => {
  const { platform, folder, job } = await inboxScene()
  const planned = ['list.csv', 'table.csv', 'gone.csv']
  for (const [n, name] of planned.entries()) writeList(folder, listOf('u1', `u${n + 2}`), name)
  await job()
  for (const name of planned) renameSync(join(folder, name), join(folder, 'approved', name))
  writeList(join(folder, 'approved'), listOf('u1', 'u9'), 'list.csv')
  const table = join(folder, 'table.csv.plan.csv')
  writeFileSync(table, readFileSync(table, 'utf8').split('\n').slice(0, 2).join('\n'))
  rmSync(join(folder, 'gone.csv.plan.csv'))
  writeList(join(folder, 'approved'), listOf('u10'), 'never planned.csv')
  const { exitCode, lists } = await job(['--then', 'run'])
  expect(exitCode).toBe(4)
  expect(lists.map(({ list }) => list).sort()).toEqual([...planned, 'never planned.csv'].sort())
  expect(lists.every(({ is }) => is === 'set aside')).toBe(true)
  const said = (name: string): string => readFileSync(join(folder, 'attention', `${name}.txt`), 'utf8')
  expect(said('list.csv')).toContain('there is no plan of it')
  expect(said('table.csv')).toContain('believes that they are spared')
  expect(said('gone.csv')).toContain('believes that they are spared')
  expect(changes(platform)).toEqual([])
})

test('inbox refuses a plan that is too old, and makes a new one of the list', async () => {
  const { folder, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  const [old] = (await job()).lists
  renameSync(join(folder, 'leavers.csv'), join(folder, 'approved', 'leavers.csv'))
  const later = { deps: { now: () => new Date(Date.now() + 8 * 86_400_000) } }
  expect((await job([], later)).lists).toMatchObject([{ is: 'set aside', exitCode: 4 }])
  const said = readFileSync(join(folder, 'attention', 'leavers.csv.txt'), 'utf8')
  expect(said).toContain('--plan-max-age')
  renameSync(join(folder, 'attention', 'leavers.csv'), join(folder, 'leavers.csv'))
  const [anew] = (await job([], later)).lists
  expect(anew?.is).toBe('planned')
  expect(anew?.run).not.toBe(old?.run)
})

test('inbox puts a plan back that was moved in the place of its list; all three files at once are a yes', async () => {
  const { platform, folder, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  await job()
  const approve = (name: string): void => {
    renameSync(join(folder, name), join(folder, 'approved', name))
  }
  for (const name of ['leavers.csv.plan.csv', 'leavers.csv.plan.html']) approve(name)
  expect((await job()).lists).toMatchObject([{ is: 'waiting' }])
  expect(entries(folder, 'approved')).toEqual([])
  expect(readFileSync(join(folder, 'leavers.csv.txt'), 'utf8')).toContain('move the list itself')
  for (const name of ['leavers.csv', 'leavers.csv.plan.csv', 'leavers.csv.plan.html']) approve(name)
  expect((await job()).lists).toMatchObject([{ is: 'done' }])
  expect(changes(platform)).toHaveLength(2)
  expect([entries(folder), entries(folder, 'approved')]).toEqual([EMPTY, []])
})

test('inbox puts a list to the run that somebody has typed', async () => {
  const { platform, folder, out, job } = await inboxScene()
  writeList(folder, listOf('u1'))
  const [plan] = (await job()).lists
  const argv = ['run', '--plan', plan?.run ?? '', '--base-url', platform.baseUrl, '--out', out, '--yes']
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  expect((await cli([...argv, '--max-percent', '100'], { env })).exitCode).toBe(0)
  const requests = platform.requests.length
  const { lists } = await job()
  expect(lists).toMatchObject([{ is: 'done' }])
  expect(platform.requests.length).toBe(requests)
  expect(entries(folder, 'done', lists[0]?.run ?? '')).toContain('leavers.csv')
})
