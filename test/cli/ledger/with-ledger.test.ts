import { expect, test } from 'vitest'
import { NO_CONFIGURATION } from '../../../src/cli/configuration.ts'
import { Stopping } from '../../../src/cli/session/ledger/stopping.ts'
import { withLedger } from '../../../src/cli/session/ledger/with-ledger.ts'
import { LedgerLostError } from '../../../src/ledger/errors.ts'
import { ReportWriteError } from '../../../src/report/atomic-file.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { LeapingClock } from '../../support/leaping-clock.ts'

const LOST = new LedgerLostError("the ledger's server is gone")
const NOT_WRITTEN = 'results.csv cannot be written'

/** Work that fails once, and then goes well. Resolves with what it came to, or rejects. */
function work(failure: Error): Promise<string> {
  const clock = new LeapingClock()
  const deps = { monotonic: clock.now, pause: clock.pause, onSignal: () => () => undefined }
  const folder = temporaryFolder()
  let isFirst = true
  return withLedger(
    {
      place: { folder, server: null, name: folder, secrets: [], warning: null },
      create: true,
      patienceMs: 60_000,
      stopping: new Stopping(null, deps),
      output: { say: () => undefined, inform: () => undefined },
      work: () => {
        if (!isFirst) return Promise.resolve('went on')
        isFirst = false
        return Promise.reject(failure)
      },
      canGoOn: () => true,
      stopped: () => 'stopped',
    },
    {
      ...deps,
      now: () => new Date(clock.wall()),
      sortIn: () => undefined,
      configuration: NO_CONFIGURATION,
    } as never,
  )
}

test.each([
  ['while it worked', LOST],
  ['while a report was read from it', new ReportWriteError(NOT_WRITTEN, { cause: LOST })],
])('work whose ledger is lost %s goes on with another one', async (_, failure) => {
  expect(await work(failure)).toBe('went on')
})

test('work that fails otherwise does not', async () => {
  const failure = new ReportWriteError(NOT_WRITTEN, { cause: new Error('no space left on device') })
  await expect(work(failure)).rejects.toBe(failure)
})
