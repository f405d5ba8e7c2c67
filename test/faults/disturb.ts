import type { Running } from './command.ts'
import type { Referee } from './start-referee.ts'

/** How long a process takes at most until it sends its first request; to disturb it that early has to be harmless, too. */
const STARTING_MS = 600
const STARTING_SHARE = 0.15
/** How long after a request at most. */
const AFTER_MS = 20

/** A process at work, and what is needed to disturb it. */
export interface AtWork {
  running: Running
  referee: Referee
  /** The folder of the ledger. */
  out: string
  random: () => number
  /** How many requests it sends, about. */
  requests: number
  /** From now on the referee reports whoever names users whose rows have ended by now. */
  closeRows: () => Promise<unknown>
}

/**
 * Disturbs a process at random moments. Returns what is called when the process has ended: it calls the rest off, puts right what was
 * disturbed, and resolves with how often that was.
 */
export type Disturb = (atWork: AtWork) => () => Promise<number>

/** With SIGKILL, once. */
export const killAtRandom: Disturb = (atWork) => {
  const { child } = atWork.running
  const callOff = atRandom(atWork, () => child.kill('SIGKILL'))
  return () => {
    callOff()
    return Promise.resolve(child.signalCode === 'SIGKILL' ? 1 : 0)
  }
}

/**
 * Calls `then` now and then while a process starts, otherwise shortly after one of its next requests, which there may not be. Returns what
 * calls it off.
 */
export function atRandom(
  { random, referee, requests }: Pick<AtWork, 'random' | 'referee' | 'requests'>,
  then: () => void,
): () => void {
  let timer: NodeJS.Timeout | undefined
  if (random() < STARTING_SHARE) {
    timer = setTimeout(then, random() * STARTING_MS)
  } else {
    const afterMs = random() * AFTER_MS
    referee.at(1 + Math.floor(random() * requests), () => {
      timer = setTimeout(then, afterMs)
    })
  }
  return () => {
    clearTimeout(timer)
    referee.calledOff()
  }
}
