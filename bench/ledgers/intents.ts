import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Ledger } from '../../src/ledger/ledger.ts'
import type { Journal } from '../../src/offboarding/ports/journal.ts'
import { beginRun, leaverRow } from '../../test/support/begin-run.ts'
import { IDENTITY } from '../../test/support/run-identity.ts'
import { median, temporaryFolder, type Line } from '../support.ts'
import { onBoth, type Place } from './places.ts'

const ROUNDS = 5
/** Of each size of a group, in a round. */
const GROUPS = 200
const SIZES = [1, 10]
/** Until the files that the engines write to have their size, and are written over: a file that grows takes longer. */
const WARM_UP = 400
const ROWS = Array.from({ length: SIZES.reduce((sum, size) => sum + GROUPS * size, WARM_UP) }, (_, index) =>
  leaverRow(index + 1, `user${index + 1}`),
)

/**
 * Measures how long an intent takes from when it is announced until it is durable: one alone, and ten that are announced at once. Beside them,
 * what the disk itself needs.
 */
export async function intents(): Promise<Line[]> {
  return onBoth(async (places) => {
    const times = new Map<string, number[]>()
    const disk: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      disk.push(median(diskTimes()))
      for (const place of places)
        for (const [what, ms] of await measured(place)) times.set(what, [...(times.get(what) ?? []), ms])
    }
    const lines = [...times].map(([what, rounds]): Line => ({ what, rounds, unit: 'ms' }))
    return [{ what: 'a block of 4 KiB that is durable on this disk', rounds: disk, unit: 'ms' }, ...lines]
  })
}

/** The median time of each size of a group. */
async function measured(place: Place): Promise<[string, number][]> {
  const fresh = place.fresh()
  const ledger = await Ledger.open({ ...fresh, site: IDENTITY.site, create: true, now: () => new Date() })
  try {
    const { session } = await beginRun(ledger, ROWS)
    const journal = session.journal()
    let row = 0
    for (; row < WARM_UP; row += 1) await announced(journal, row, 1)
    const found: [string, number][] = []
    for (const size of SIZES) {
      const times: number[] = []
      for (let group = 0; group < GROUPS; group += 1, row += size)
        times.push(await announced(journal, row, size))
      const what = size === 1 ? 'an intent alone' : `${size} intents at once`
      found.push([`${what} until durable, on ${place.name}`, median(times)])
    }
    return found
  } finally {
    await ledger.close()
    await fresh.remove()
  }
}

async function announced(journal: Journal, before: number, count: number): Promise<number> {
  // As if an answer had just come.
  await setImmediate()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const row = before + index + 1
      return journal.intend(row, { do: 'deactivate', userId: `user${row}` })
    }),
  )
  return performance.now() - begun
}

function diskTimes(): number[] {
  const folder = temporaryFolder()
  const file = openSync(join(folder, 'blocks'), 'w')
  writeSync(file, Buffer.alloc(4096 * GROUPS, 1))
  fsyncSync(file)
  const block = Buffer.alloc(4096, 2)
  const times = Array.from({ length: GROUPS }, (_, index) => {
    const begun = performance.now()
    writeSync(file, block, 0, block.length, index * block.length)
    fsyncSync(file)
    return performance.now() - begun
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times
}
