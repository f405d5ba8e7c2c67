import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { isRunId } from '../../src/offboarding/run/run-id.ts'
import { filesThatHold } from '../support/bytes-of.ts'
import { cli, temporaryFolder, writeList } from '../support/cli.ts'
import { changeLedger, readLedgerCopy } from '../support/ledger-copy.ts'
import { serverOf } from '../support/ledger.ts'
import { start } from '../support/process.ts'

const ROWS = 2000
/** When the first process is killed, in milliseconds: at other moments in each run of the test. */
const FIRST_MS = 200 + Math.random() * 50
/** How much longer each process has than the one before. */
const LONGER = 1.25

/** Names that are on no more than one list. */
const nameOn = (list: number): string => `Zaphod ${'abc'[list] ?? ''}`

/** The runs that the ledger takes for forgotten as a whole. */
const doneIn = async (out: string): Promise<string[]> =>
  (await readLedgerCopy(out, (db) =>
    db
      .prepare("SELECT id FROM runs WHERE forgotten ->> 'done' IS NOT NULL")
      .all()
      .map(({ id }) => String(id)),
  )) ?? []

test(
  'forget, killed at one moment after the other until it ends, leaves nothing half forgotten',
  { timeout: 300_000 },
  async () => {
    const out = temporaryFolder()
    for (const list of [0, 1, 2]) {
      const rows = Array.from({ length: ROWS }, (_, n) => `u${list}x${n},${nameOn(list)} ${n}`)
      const path = writeList(temporaryFolder(), `id,name\n${rows.join('\n')}\n`)
      expect((await cli(['run', path, '--dry-run', '--site', 'acme', '--out', out])).exitCode).toBe(0)
    }
    await changeLedger(out, "UPDATE runs SET ended = '2026-01-01T00:00:00.000Z'")
    const runs = readdirSync(out).filter(isRunId)
    expect(Object.keys(filesThatHold(out, [nameOn(0), nameOn(1), nameOn(2)]))).toHaveLength(
      (serverOf(out) === null ? 1 : 0) + 3 * 2,
    )

    let kills = 0
    for (let after = FIRST_MS; ; after *= LONGER) {
      const { child, ended } = start(['forget', '--yes', '--out', out])
      await Promise.race([pause(after), ended])
      child.kill('SIGKILL')
      const { code } = await ended
      const done = await doneIn(out)
      for (const run of done) expect(filesThatHold(join(out, run), ['zaphod'])).toEqual({})
      if (done.length === runs.length) expect(filesThatHold(out, ['zaphod'])).toEqual({})
      if (code === 0) break
      kills += 1
    }

    expect(kills).toBeGreaterThan(2)
    expect((await doneIn(out)).sort()).toEqual(runs.sort())
    expect(filesThatHold(out, ['zaphod', 'u0x17'])).toEqual({})
    for (const run of runs) expect((await cli(['report', run, '--check', '--out', out])).exitCode).toBe(0)
  },
)
