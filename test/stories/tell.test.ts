import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PlainNotification } from '../../src/monitoring/notifications/formats/plain.ts'
import { cli, logLines, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { receiver, status, type Receiver } from '../support/receiver.ts'
import { person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

// Somebody is told what came of a command, and nothing of that changes the command.

const PEOPLE = ['u1', 'u2', 'u3', 'u4'].map((id) => person(id))

const posted = ({ received }: Receiver): PlainNotification[] =>
  received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as PlainNotification)
const pings = ({ received }: Receiver): string[] => received.map(({ method, path }) => `${method} ${path}`)

async function arrange(): Promise<{ platform: WatchedSandbox; out: string; list: string }> {
  const out = temporaryFolder()
  return {
    platform: await sandbox({ users: PEOPLE }),
    out,
    list: writeList(out, 'id\nu1\nu2\nnobody\n', 'jane-doe.csv'),
  }
}

describe('a run', () => {
  test('is told with counts and its ID, and without anybody’s name', async () => {
    const { platform, out, list } = await arrange()
    const hook = await receiver()
    const { exitCode, summary } = await runAgainst(platform, list, out, ['--notify', hook.address])
    expect(exitCode).toBe(0)
    expect(posted(hook)).toMatchObject([
      {
        schemaVersion: 1,
        event: 'run_ended',
        command: 'run',
        exitCode: 0,
        run: { id: summary.run, rows: 3, outcomes: { deleted: 2, not_found: 1 } },
      },
    ])
  })
})
