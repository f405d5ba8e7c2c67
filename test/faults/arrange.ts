import { onTestFinished } from 'vitest'
import { temporaryFolder, writeList } from '../support/cli.ts'
import { startReferee, type Referee } from './start-referee.ts'
import type { Setup } from './witness.ts'

const USERS = 60

export interface Scene {
  referee: Referee
  out: string
  list: string
  ids: readonly string[]
}

/**
 * A referee, and a leaver list with 60 of its users. The referee leaves with the test: tests that run side by side say how
 * to know when that is.
 */
export async function arrange(
  setup: Partial<Setup> & Pick<Setup, 'seed'>,
  out = temporaryFolder(),
  whenFinished: (then: () => Promise<void>) => void = onTestFinished,
): Promise<Scene> {
  const referee = await startReferee(setup)
  whenFinished(() => referee.end())
  const ids = referee.people.slice(0, USERS).map(({ id }) => id)
  const list = writeList(temporaryFolder(), `id\n${ids.join('\n')}\n`)
  return { referee, out, list, ids }
}

/** Other ones every time; a failure's message has it, and FAULTS_SEED repeats it. */
export const someSeed = (): number =>
  Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000_000))
