import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Journal } from '../src/offboarding/ports/journal.ts'
import type { LookUps } from '../src/offboarding/ports/look-ups.ts'
import { offboardRows } from '../src/batch/offboard-rows.ts'
import { preflight } from '../src/batch/look-ups/preflight.ts'
import { Stop } from '../src/batch/stop.ts'
import { KonstantlyClient } from '../src/konstantly/client.ts'
import { pause } from '../src/cli/process/pause.ts'
import { LedgerWriteError } from '../src/ledger/errors.ts'
import { GroupCommit } from '../src/ledger/group-commit.ts'
import { LedgerDatabase } from '../src/ledger/sqlite/ledger-database.ts'
import { SqliteDatabase } from '../src/ledger/sqlite/sqlite-database.ts'
import { NO_STEPS, type Leaver } from '../src/offboarding/leaver.ts'
import type { Policy } from '../src/offboarding/policy.ts'
import { protectedList } from '../src/offboarding/identity/protection.ts'
import { TRANSPORT_OPTIONS } from './support/transport-options.ts'

const POLICY: Policy = {
  deactivate: false,
  delete: true,
  roles: 'any',
  matchName: false,
  protect: protectedList([]),
}

/** Deactivated already, so that all there is to do is the DELETE. */
const leaver = (row: number): Leaver => ({
  row,
  claim: { id: `u${row}`, email: null, name: null },
  userId: `u${row}`,
  known: { id: `u${row}`, email: null, name: null, role: 'learner', deactivated: true },
  planned: null,
  attempts: 0,
  stepsSoFar: NO_STEPS,
})

/** A ledger whose every commit but the first fails. */
function failing(): GroupCommit {
  const file = new LedgerDatabase(':memory:')
  const exec = file.exec.bind(file)
  let commits = 0
  file.exec = (sql) => {
    if (sql === 'COMMIT' && (commits += 1) > 1) throw Object.assign(new Error('full'), { errcode: 13 })
    exec(sql)
  }
  // At once, so that no request leaves between two commits.
  return new GroupCommit(new SqliteDatabase(file), queueMicrotask)
}

const nothing = (): void => undefined
const writeNothing = (): Promise<void> => Promise.resolve()

function journalOf(group: GroupCommit): Journal {
  return {
    intend: () => group.write(writeNothing),
    answered: () => group.write(writeNothing),
    ended: () => group.write(writeNothing),
  }
}

/** The client that a run has, and what its platform was asked for. */
async function arrange(
  answer: (response: ServerResponse) => void,
): Promise<{ stop: Stop; platform: KonstantlyClient; asked: string[] }> {
  const asked: string[] = []
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method ?? ''} ${url ?? ''}`)
    answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = new Stop()
  const platform = new KonstantlyClient({
    ...TRANSPORT_OPTIONS,
    now: () => performance.now(),
    wallClock: Date.now,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stopSignal: stop.signal,
    haltSignal: stop.halted,
    onUnavailable: () => undefined,
    pause,
  })
  onTestFinished(() => {
    platform.close()
    server.closeAllConnections()
    server.close()
  })
  return { stop, platform, asked }
}

describe('a ledger that fails', () => {
  test('lets nothing be sent any more that was announced before', async () => {
    const { stop, platform, asked } = await arrange((response) => response.end('{}'))
    const journal = journalOf(failing())
    // The second leaver comes when the first one's DELETE is durable, and has not been sent yet.
    const first = Promise.withResolvers<undefined>()
    const work = offboardRows([leaver(1), leaver(2)], POLICY, 2, {
      run: '20261123T184500Z-3f9c',
      platform,
      archive: null,
      stop,
      emit: nothing,
      mayBegin: () => true,
      time: () => new Date(0),
      now: () => performance.now(),
      journal: {
        ...journal,
        async intend(row, step) {
          if (row === 2) await first.promise
          await journal.intend(row, step)
          first.resolve(undefined)
        },
      },
    })
    await expect(work).rejects.toBeInstanceOf(LedgerWriteError)
    expect(asked).toEqual([])
    expect(stop.reason).toBeNull()
  })

  test(
    'while people are looked up lets nobody wait for the quota any longer',
    { timeout: 50_000 },
    async () => {
      const { stop, platform, asked } = await arrange((response) => {
        response.setHeader('x-ratelimit-limit', '1')
        response.setHeader('x-ratelimit-remaining', '0')
        response.setHeader('x-ratelimit-reset', String(Math.ceil(Date.now() / 1000) + 60))
        response.end(
          JSON.stringify({ id: 'u1', name: null, email: null, isBanned: false, role: { alias: 'learner' } }),
        )
      })
      const lookUps: Partial<LookUps> = {
        siteUsers: () => Promise.resolve(2),
        countUnknown: () => Promise.resolve(2),
        unknown: () => Readable.from([[leaver(1), leaver(2)]]),
        matchPages: () => Promise.resolve(),
      }
      const journal = journalOf(failing())
      await journal.intend(1, { do: 'read', userId: 'u1' })
      const work = preflight('lookup', POLICY, 2, {
        run: '20261123T184500Z-3f9c',
        platform,
        journal,
        lookUps: lookUps as LookUps,
        needsCount: false,
        stop,
        emit: nothing,
      })
      await expect(work).rejects.toBeInstanceOf(LedgerWriteError)
      expect(asked).toHaveLength(1)
    },
  )
})
