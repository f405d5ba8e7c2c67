import { PostgresServer } from '../../support/postgres.ts'
import { dropLedger } from '../../support/ledger.ts'
import type { Disturb } from '../disturb.ts'
import { runUntilDone } from '../run-until-done.ts'
import { mountMemory } from '../volume.ts'
import { cutOffAtRandom, fillDiskAtRandom, restartAtRandom } from './disturb-server.ts'
import { manySites, oneSite } from './many-processes.ts'
import { folderOn, KINDS, modeAt, type Kind, type Played, type Sizes } from './played.ts'
import { takenOver } from './taken-over.ts'
import { killAndTimeLock } from './time-lock.ts'

const VOLUME_KIB = 96 * 1024
/** The log of writes takes little room, so that there is some for the tables. */
const SMALL_LOG = { min_wal_size: '2MB', max_wal_size: '4MB' }
const UNAVAILABLE = 6

export const kindOf = (seed: number): Kind => {
  const kinds = Object.keys(KINDS) as Kind[]
  return kinds[seed % kinds.length] ?? 'cut'
}

/** One round of a kind. Nobody else uses the server meanwhile. */
export async function play(kind: Kind, seed: number, server: PostgresServer, sizes: Sizes): Promise<Played> {
  const begun = performance.now()
  const played = await playOn(kind, seed, server, sizes)
  return { ...played, kind, ms: Math.round(performance.now() - begun) }
}

function playOn(
  kind: Kind,
  seed: number,
  server: PostgresServer,
  sizes: Sizes,
): Promise<Omit<Played, 'kind' | 'ms'>> {
  const lockMs: number[] = []
  switch (kind) {
    case 'cut':
      return disturbed(seed, server, sizes, cutOffAtRandom(server))
    case 'taken over':
      return takenOver(seed, server, sizes)
    case 'restart':
      return disturbed(seed, server, sizes, restartAtRandom(server))
    case 'full disk':
      return onSmallDisk(seed, sizes)
    case 'many sites':
      return manySites(seed, server, sizes)
    case 'one site':
      return oneSite(seed, server, sizes)
    case 'kill':
      return disturbed(seed, server, sizes, killAndTimeLock(server, lockMs), { lockMs })
  }
}

/** A round in one of all modes, whose processes are disturbed until it has ended. */
async function disturbed(
  seed: number,
  server: PostgresServer,
  sizes: Sizes,
  disturb: Disturb,
  { lockMs = [], mayEndWith = [] }: { lockMs?: readonly number[]; mayEndWith?: readonly number[] } = {},
): Promise<Omit<Played, 'kind' | 'ms'>> {
  const out = folderOn(server)
  const { users, times } = sizes
  const mode = modeAt(Math.floor(seed / Object.keys(KINDS).length), sizes)
  const { kills, requests, deleted, wrong } = await runUntilDone(seed, {
    ...{ users, lost: 0.1, isHurried: true, maxKills: times, mode, out, disturb, mayEndWith },
  })
  await dropLedger(out)
  return { seed, mode: mode.name, disturbed: kills, requests, deleted, lockMs, late: null, wrong }
}

/** The server has a small volume of its own. */
async function onSmallDisk(seed: number, sizes: Sizes): Promise<Omit<Played, 'kind' | 'ms'>> {
  const volume = mountMemory(VOLUME_KIB)
  const { folder } = volume
  const server = await PostgresServer.start({ isDurable: true, folder, settings: SMALL_LOG })
  try {
    if (server === null) throw new Error('There is no PostgreSQL on this machine.')
    const more = { mayEndWith: [UNAVAILABLE] }
    return await disturbed(seed, server, sizes, fillDiskAtRandom(server, volume), more)
  } finally {
    await server?.remove()
    volume.remove()
  }
}
