import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { temporaryFolder, writeList } from './support/cli.ts'
import { holderOf } from './support/ledger-copy.ts'
import { ledgerEnv } from './support/ledger-env.ts'
import { BIN, COMPILED } from './support/process.ts'
import { sandbox } from './support/sandbox.ts'

interface Ended {
  code: number | null
  /** Null where the process ended at once, without a report. */
  outcomes: Record<string, number> | null
}

const LEAVERS = 40

/** Runs a list in a process that `shell` starts; at the first deletion `send` gets its PID. */
async function runUnder(shell: string, send: (pid: number) => unknown): Promise<Ended> {
  let begun = (): void => undefined
  const isBegun = new Promise<void>((resolve) => (begun = resolve))
  const platform = await sandbox({
    latencyMs: 50,
    users: 100,
    onRequest: ({ method }) => {
      if (method === 'DELETE') begun()
    },
  })
  const learners = platform.site
    .people()
    .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
  const ids = learners.slice(0, LEAVERS).map(({ id }) => id)
  const out = temporaryFolder()
  const list = writeList(out, `id\n${ids.join('\n')}\n`)
  const flags = ['--base-url', platform.baseUrl, '--out', out, '--yes', '--json', '--max-percent', '100']
  const child = spawn('bash', ['-c', shell, 'bash', process.execPath, BIN, 'run', list, ...flags], {
    env: {
      PATH: process.env['PATH'],
      ...COMPILED,
      ...ledgerEnv(flags, {}),
      KONSTANTLY_API_KEY: platform.apiKey,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = once(child, 'close') as Promise<[number | null]>
  const ended = Promise.all([closed, text(child.stdout)])
  await isBegun
  await send(await holderOf(out))
  const [[code], stdout] = await ended
  const summary = stdout === '' ? null : (JSON.parse(stdout) as { outcomes: Record<string, number> })
  return { code, outcomes: summary?.outcomes ?? null }
}

describe('one request to stop that comes as two signals', () => {
  test.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGHUP', 'SIGTERM', 143],
    ['SIGINT', 'SIGINT', 130],
  ] as const)('%s and %s: a clean stop, with a report', async (first, second, code) => {
    const ended = await runUnder('exec "$@"', async (pid) => {
      process.kill(pid, first)
      // Apart, so that the system does not make one of them.
      await sleep(5)
      process.kill(pid, second)
    })
    expect(ended.code).toBe(code)
    expect(ended.outcomes?.['not_attempted']).toBeGreaterThan(0)
    expect(ended.outcomes?.['deactivated']).toBe(0)
  })
})

describe('a terminal that is closed', () => {
  test.each([
    ['nohup', 'nohup "$@"; exit $?'],
    ["trap '' HUP", `trap '' HUP; "$@"; exit $?`],
  ])('is outlived under %s', async (_by, shell) => {
    const ended = await runUnder(shell, (pid) => process.kill(pid, 'SIGHUP'))
    expect(ended).toMatchObject({ code: 0, outcomes: { deleted: LEAVERS } })
  })

  test('stops the run otherwise', async () => {
    const ended = await runUnder('"$@"; exit $?', (pid) => process.kill(pid, 'SIGHUP'))
    expect(ended.code).toBe(143)
    expect(ended.outcomes?.['not_attempted']).toBeGreaterThan(0)
  })
})
