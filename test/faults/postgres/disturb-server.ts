import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { PostgresServer } from '../../support/postgres.ts'
import { atRandom, type AtWork, type Disturb } from '../disturb.ts'
import { fill, type Volume } from '../volume.ts'

/** How often each process is disturbed at most. */
const MOST = 3
const DOWN_MS = 2_000
/** A disk is full for so long at least. */
const FULL_MS = 1_000
/** From no room for the next page of a table to some for a few of them. */
const MOST_LEFT_KIB = 64
/** More than it keeps for later. */
const LOG_FILES = 8
const ANSWERS_WITHIN_MS = 2_000
const LOOK_MS = 50

/** Ends all connections of the tool, as an administrator does. Resolves with how many there were. */
export async function cutOff(server: PostgresServer): Promise<number> {
  const ended = await server.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'konstantly-offboard'",
  )
  return ended.length
}

export const cutOffAtRandom =
  (server: PostgresServer): Disturb =>
  (atWork) =>
    severalTimes(atWork, async () => (await cutOff(server)) > 0)

/** Restarts the server, or kills it and starts it again. */
export const restartAtRandom =
  (server: PostgresServer): Disturb =>
  (atWork) =>
    severalTimes(atWork, async () => {
      await server.stop(atWork.random() < 0.5 ? 'fast' : 'immediate')
      await pause(atWork.random() * DOWN_MS)
      await server.start()
      return true
    })

/** Fills the disk of the server, and makes room again some time later, or once the process has ended. */
export const fillDiskAtRandom =
  (server: PostgresServer, { folder }: Volume): Disturb =>
  (atWork) =>
    severalTimes(atWork, async () => {
      const ballast = join(folder, 'ballast')
      fill(ballast, atWork.random() * MOST_LEFT_KIB)
      if (atWork.random() < 0.5) await useUpLog(server)
      const over = pause(FULL_MS * (1 + atWork.random() * 4))
      await Promise.race([over, atWork.running.ended])
      rmSync(ballast)
      // Without room for its log of writes it ends, and does not come back by itself.
      if (await isDown(server)) {
        await server.stop('immediate')
        await server.start()
      }
      return true
    })

/** Its log of writes goes on in a new file, for which there is no room: then the server ends at once. */
async function useUpLog(server: PostgresServer): Promise<void> {
  for (let files = 0; files < LOG_FILES; files += 1) {
    await server
      .query("SELECT pg_logical_emit_message(TRUE, '', ''); SELECT pg_switch_wal()")
      .catch(() => undefined)
  }
}

async function isDown(server: PostgresServer): Promise<boolean> {
  for (let waited = 0; waited < ANSWERS_WITHIN_MS; waited += LOOK_MS) {
    const isThere = await server.query('SELECT 1').then(
      () => true,
      () => false,
    )
    if (isThere) return false
    await pause(LOOK_MS)
  }
  return true
}

/** Does something at random moments until it has had an effect so many times, or the process has ended. */
function severalTimes(atWork: AtWork, disturb: () => Promise<boolean>): () => Promise<number> {
  let times = 0
  let isOver = false
  let disturbing: Promise<void> = Promise.resolve()
  let callOff: () => void
  const soon = { ...atWork, requests: atWork.requests / MOST }
  const next = (): void => {
    callOff = atRandom(soon, () => {
      disturbing = once()
    })
  }
  const once = async (): Promise<void> => {
    if (await disturb()) {
      times += 1
      await atWork.closeRows()
    }
    if (!isOver && times < MOST) next()
  }
  next()
  return async () => {
    isOver = true
    callOff()
    await disturbing
    return times
  }
}
