import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, logLines, temporaryFolder, writeList, type CliOptions, type CliResult } from '../support/cli.ts'
import { changes, person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

interface Result {
  list: string
  is: string
  run: string | null
  exitCode: number
  at: string | null
  why: string | null
}

interface Scene {
  platform: WatchedSandbox
  folder: string
  out: string
  job: (more?: readonly string[], options?: CliOptions) => Promise<CliResult & { lists: Result[] }>
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `u${n + 1}`)

async function scene(users = 20): Promise<Scene> {
  const platform = await sandbox({ users: ids(users).map((id) => person(id)) })
  const [folder, out] = [temporaryFolder(), temporaryFolder()]
  const job: Scene['job'] = async (more = [], options = {}) => {
    const argv = [
      'inbox',
      folder,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--json',
      '--max-percent',
      '100',
    ]
    const result = await cli([...argv, ...more], {
      ...options,
      env: { KONSTANTLY_API_KEY: platform.apiKey, ...options.env },
    })
    const { lists = [] } = (result.stdout === '' ? {} : JSON.parse(result.stdout)) as { lists?: Result[] }
    return { ...result, lists }
  }
  return { platform, folder, out, job }
}

const listOf = (...of: string[]): string => `id\n${of.join('\n')}\n`
const entries = (...folder: string[]): string[] => readdirSync(join(...folder)).sort()

describe('inbox', () => {
  test('plans a list, waits for a yes, and does what was planned once the list is in approved/', async () => {
    const { platform, folder, out, job } = await scene()
    writeList(folder, listOf('u1', 'u2', 'nobody'), 'leavers.csv')

    const planned = await job()
    expect(planned.lists, planned.stderr).toMatchObject([{ list: 'leavers.csv', is: 'planned' }])
    expect(changes(platform)).toEqual([])
    expect(entries(folder)).toEqual([
      'approved',
      'attention',
      'done',
      'leavers.csv',
      'leavers.csv.plan.csv',
      'leavers.csv.plan.html',
    ])
    const requests = platform.requests.length
    const waiting = await job()
    expect(waiting).toMatchObject({ exitCode: 0, lists: [{ is: 'waiting' }] })
    expect(platform.requests.length).toBe(requests)

    renameSync(join(folder, 'leavers.csv'), join(folder, 'approved', 'leavers.csv'))
    const done = await job()
    expect(done.lists, done.stderr).toMatchObject([{ list: 'leavers.csv', is: 'done', exitCode: 0 }])
    expect(platform.site.people().map(({ id }) => id)).toEqual(ids(20).slice(2))
    const run = done.lists[0]?.run ?? ''
    expect(entries(folder, 'done', run)).toEqual([
      'leavers.csv',
      'leavers.csv.plan.csv',
      'leavers.csv.plan.html',
      'report.html',
      'results.csv',
      'retry.csv',
    ])
    expect(readFileSync(join(folder, 'done', run, 'results.csv'))).toEqual(
      readFileSync(join(out, run, 'results.csv')),
    )
    expect(entries(folder)).toEqual(['approved', 'attention', 'done'])
    expect(entries(folder, 'approved')).toEqual([])
  })

  test('with --then run goes ahead, the oldest list first', async () => {
    const { platform, folder, job } = await scene()
    writeList(folder, listOf('u2'), 'a.csv')
    writeList(folder, listOf('u1'), 'b.csv')
    const { utimesSync } = await import('node:fs')
    utimesSync(join(folder, 'b.csv'), 1000, 1000)
    const { exitCode, lists, stderr } = await job(['--then', 'run'])
    expect(exitCode, stderr).toBe(0)
    expect(lists).toMatchObject([
      { list: 'b.csv', is: 'done' },
      { list: 'a.csv', is: 'done' },
    ])
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      'DELETE /users/u1',
      'DELETE /users/u2',
    ])
    expect(statSync(join(folder, 'done')).isDirectory()).toBe(true)
    expect(existsSync(join(folder, 'a.csv'))).toBe(false)
    expect(logLines(stderr).length).toBeGreaterThan(3)
    mkdirSync(join(folder, 'x'))
    writeFileSync(join(folder, 'y'), '')
  })
})
