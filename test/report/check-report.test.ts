import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'

const FILES = ['results.csv', 'retry.csv', 'report.html', 'summary.json']

async function reported(): Promise<{ out: string; folder: string; victim: string }> {
  const platform = await sandbox({ users: [person('u1')] })
  const out = join(temporaryFolder(), 'out')
  const { summary } = await runAgainst(platform, writeList(temporaryFolder(), 'id\nu1\n'), out)
  const victim = join(temporaryFolder(), 'victim')
  writeFileSync(victim, 'precious')
  return { out, folder: join(out, summary.run), victim }
}

const IMPOSTORS: [string, (path: string, victim: string) => void][] = [
  [
    'a link',
    (path, victim) => {
      symlinkSync(victim, path)
    },
  ],
  [
    'a link to nowhere',
    (path, victim) => {
      symlinkSync(`${victim}-not`, path)
    },
  ],
  [
    'a link to the very file',
    (path) => {
      symlinkSync(`${path}.moved`, path)
    },
  ],
  [
    'a FIFO',
    (path) => {
      execFileSync('mkfifo', [path])
    },
  ],
  [
    'a folder',
    (path) => {
      mkdirSync(path)
    },
  ],
]

describe.each(IMPOSTORS)('%s', (_, put) => {
  test('in the place of a report file is not taken for it, and is kept aside when the files are written again', async () => {
    const { out, folder, victim } = await reported()
    for (const file of FILES) {
      renameSync(join(folder, file), join(folder, `${file}.moved`))
      put(join(folder, file), victim)
    }
    const { exitCode, stdout } = await cli(['report', '--check', '--out', out])
    expect(exitCode).toBe(3)
    for (const file of FILES) expect(stdout).toMatch(new RegExp(`${file}: (?:changed|missing)`))

    expect((await cli(['report', '--out', out])).exitCode).toBe(0)
    for (const file of FILES) expect(lstatSync(join(folder, file)).isFile()).toBe(true)
    expect((await cli(['report', '--check', '--out', out])).exitCode).toBe(0)
    expect(readFileSync(victim, 'utf8')).toBe('precious')
    expect(existsSync(`${victim}-not`)).toBe(false)
  })

  test('in the place of a file that is only begun, or of one kept aside, is not written to', async () => {
    const { out, folder, victim } = await reported()
    for (const file of FILES) {
      put(join(folder, `${file}.partial`), victim)
      put(join(folder, `${file}.changed`), victim)
      writeFileSync(join(folder, file), 'notes')
    }
    const { exitCode } = await cli(['report', '--out', out])
    expect(exitCode).toBe(lstatSync(join(folder, 'results.csv.changed')).isDirectory() ? 6 : 0)
    expect(readFileSync(victim, 'utf8')).toBe('precious')
    expect(existsSync(`${victim}-not`)).toBe(false)
    for (const file of FILES) expect(existsSync(join(folder, `${file}.changed-2`))).toBe(true)
  })
})

describe("a run's folder", () => {
  test('that is a link is neither trusted nor written into', async () => {
    const { out, folder, victim } = await reported()
    const elsewhere = join(temporaryFolder(), 'elsewhere')
    cpSync(folder, elsewhere, { recursive: true })
    rmSync(folder, { recursive: true })
    symlinkSync(elsewhere, folder)
    writeFileSync(join(elsewhere, 'results.csv'), 'precious')
    const check = await cli(['report', '--check', '--out', out])
    expect([check.exitCode, check.stdout.match(/: changed/g)]).toEqual([3, Array(4).fill(': changed')])
    const { exitCode, stderr } = await cli(['report', '--out', out])
    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('is a link, and not a folder')])
    expect(readFileSync(join(elsewhere, 'results.csv'), 'utf8')).toBe('precious')
    expect(readFileSync(victim, 'utf8')).toBe('precious')
  })
})

describe('a plan', () => {
  test.each([...IMPOSTORS, ['nothing', () => undefined] as const])(
    'with %s in the place of its plan.csv is not carried out',
    async (_, put) => {
      const platform = await sandbox({ users: [person('u1')] })
      const out = join(temporaryFolder(), 'out')
      const list = writeList(temporaryFolder(), 'id\nu1\n')
      const flags = ['--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
      const env = { KONSTANTLY_API_KEY: platform.apiKey }
      const planned = await cli(['plan', list, ...flags, '--json'], { env })
      const { run } = JSON.parse(planned.stdout) as { run: string }
      const path = join(out, run, 'plan.csv')
      renameSync(path, `${path}.moved`)
      put(path, join(out, 'victim'))
      const { exitCode, stderr } = await cli(['run', '--plan', run, '--yes', ...flags], { env })
      expect([exitCode, stderr]).toEqual([4, expect.stringContaining('plan.csv')])
      expect(platform.site.people()).toHaveLength(1)
    },
  )
})
