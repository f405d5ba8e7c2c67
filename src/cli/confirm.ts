import { createInterface } from 'node:readline/promises'
import type { Deps } from './deps.ts'

export interface Question {
  site: string
  users: number
  /** `deleted for good` or `deactivated`. */
  what: string
  /** How long it should take, in words. */
  duration: string
}

export type Confirmation = 'confirmed' | 'declined' | 'no terminal' | 'stopped'

/**
 * Has a person type how many users are about to be touched. There is no default and no y/n, so the answer cannot be given by
 * habit. Asks on standard error: standard output is for results.
 */
export async function confirm(
  { site, users, what, duration }: Question,
  { stdin, stderr }: Pick<Deps, 'stdin' | 'stderr'>,
  stop: AbortSignal,
  onInterrupt: () => void,
): Promise<Confirmation> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return 'no terminal'
  const readline = createInterface({ input: stdin, output: stderr })
  // In raw mode Ctrl+C arrives as a key, not as a signal.
  readline.on('SIGINT', onInterrupt)
  try {
    stderr.write(
      `\n${users} ${users === 1 ? 'user' : 'users'} of ${site} will be ${what}.\nThat should take ${duration}.\n`,
    )
    const answer = await readline.question(`Type the number of users to go on: `, { signal: stop })
    return answer.trim() === String(users) ? 'confirmed' : 'declined'
  } catch (error) {
    if (stop.aborted) return 'stopped'
    // The terminal was closed before there was an answer.
    if (error instanceof Error && error.name === 'AbortError') return 'declined'
    throw error
  } finally {
    readline.close()
  }
}
