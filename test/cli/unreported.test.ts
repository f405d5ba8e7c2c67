import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import {
  cli,
  readResults,
  temporaryFolder,
  writeList,
  type CliOptions,
  type CliResult,
} from '../support/cli.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

const RUN = '20261123T184500Z-8000'

interface Unreported {
  platform: WatchedSandbox
  out: string
  /** The same command once more. */
  again: () => Promise<CliResult>
  resume: () => Promise<CliResult>
  /** Takes away what kept the report from being written. */
  clear: () => void
}

/** A run whose rows have all ended, and whose results could not be written: a folder stands in their place. */
async function unreported(from: 'a list' | 'a plan'): Promise<Unreported> {
  const platform = await sandbox({ users: 5 })
  const out = temporaryFolder()
  const ids = platform.site.people().map(({ id }) => id)
  const list = writeList(out, `id\n${ids.slice(0, 2).join('\n')}\n`)
  const call = (argv: readonly string[], deps: CliOptions['deps'] = {}): Promise<CliResult> =>
    cli([...argv, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100', '--json'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
      deps,
    })
  const planned = async (): Promise<string> =>
    (JSON.parse((await call(['plan', list])).stdout) as Summary).run
  const command = ['run', '--yes', ...(from === 'a list' ? [list] : ['--plan', await planned()])]
  const inTheWay = join(out, RUN, 'results.csv')
  mkdirSync(join(inTheWay, 'folder'), { recursive: true })
  const deps = { now: () => new Date('2026-11-23T18:45:00Z'), random: () => 0.5 }
  const { exitCode, stdout, stderr } = await call(command, deps)
  expect(exitCode).toBe(6)
  expect(JSON.parse(stdout)).toMatchObject({ error: { exitCode: 6 } })
  expect(stderr).toContain(`${inTheWay} cannot be written`)
  expect(stderr).toContain('write its files again with `report`')
  expect(stderr).not.toMatch(/ {4}at /)
  expect(changes(platform)).toHaveLength(4)
  return {
    platform,
    out,
    again: () => call(command),
    resume: () => call(['run', '--yes', '--resume', RUN]),
    clear() {
      rmSync(inTheWay, { recursive: true })
    },
  }
}

function expectReported({ platform, out }: Unreported, { exitCode, stdout, stderr }: CliResult): void {
  expect(exitCode, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ run: RUN, status: 'finished', outcomes: { deleted: 2 } })
  expect(readResults(out, RUN).map((row) => row['offboard_outcome'])).toEqual(['deleted', 'deleted'])
  // Nothing was done for it that had not been done before.
  expect(changes(platform)).toHaveLength(4)
}

describe('a run that ended, and whose report could not be written', () => {
  test('has no files that somebody changed: they are not written yet', async () => {
    const { out, clear } = await unreported('a list')
    clear()
    const check = (): Promise<CliResult> => cli(['report', '--check', '--out', out])
    const states = (stdout: string): string[] =>
      [...stdout.matchAll(/: (.+)$/gm)].map(([, state = '']) => state)
    const before = await check()
    expect({ exitCode: before.exitCode, states: new Set(states(before.stdout)) }).toEqual({
      exitCode: 3,
      states: new Set(['not written yet']),
    })
    await cli(['report', '--out', out])
    expect(new Set(states((await check()).stdout))).toEqual(new Set(['as written']))
    writeFileSync(join(out, RUN, 'results.csv'), 'forged')
    expect(states((await check()).stdout)).toContain('changed')
  })

  test('is shown as such by `runs`, until it is reported', async () => {
    const { out, clear } = await unreported('a list')
    const runs = async (): Promise<string> => (await cli(['runs', '--out', out])).stdout
    expect(await runs()).toMatch(/ finished, run it again for its report +2 +0 +2 +0\n$/)
    clear()
    await cli(['report', '--out', out])
    expect(await runs()).toMatch(/ finished +2 +0 +2 +0\n$/)
  })

  test.each(['a list', 'a plan'] as const)('is reported by the same command, of %s', async (from) => {
    const run = await unreported(from)
    // As long as it cannot be written, every try says so.
    expect((await run.again()).exitCode).toBe(6)
    run.clear()
    expectReported(run, await run.again())
  })

  test('is reported by run --resume, once', async () => {
    const run = await unreported('a list')
    run.clear()
    expectReported(run, await run.resume())
    const again = await run.resume()
    expect(again.exitCode).toBe(2)
    expect(again.stderr).toContain('there is nothing left to finish')
  })

  test('is written by `report`, and over then', async () => {
    const run = await unreported('a list')
    run.clear()
    expectReported(run, await cli(['report', RUN, '--out', run.out, '--json']))
    expect((await run.resume()).stderr).toContain('there is nothing left to finish')
  })
})
