import { createInterface } from 'node:readline/promises'
import type { Outcome } from '../offboarding/outcome.ts'
import type { Deps } from './deps.ts'

export interface Question {
  site: string
  /** To be touched. */
  users: number
  /** `deactivated, then deleted for good`, or less. */
  what: string
  /** Of them, those deactivated already. */
  deactivated: number
  /** The first few of them. */
  names: readonly string[]
  /** How many rows ended already, and how; those to do count as `not_attempted`. */
  outcomes: Partial<Record<Outcome, number>>
  /** How long it should take, in words. */
  duration: string
}

export type Confirmation = 'confirmed' | 'declined' | 'stopped'

/** Whether there is a person who can be asked, and sees what. */
export const hasTerminal = ({ stdin, stderr }: Pick<Deps, 'stdin' | 'stderr'>): boolean =>
  stdin.isTTY === true && stderr.isTTY === true

/**
 * Shows who is about to be touched, and has a person type how many they are. There is no default and no y/n, so the answer
 * cannot be given by habit. Asks on standard error: standard output is for results. Only where there is a terminal.
 */
export async function confirm(
  question: Question,
  { stdin, stderr }: Pick<Deps, 'stdin' | 'stderr'>,
  stop: AbortSignal,
  onInterrupt: () => void,
): Promise<Confirmation> {
  const readline = createInterface({ input: stdin, output: stderr })
  // In raw mode Ctrl+C arrives as a key, not as a signal.
  readline.on('SIGINT', onInterrupt)
  try {
    stderr.write(describe(question))
    const answer = await readline.question(`Type the number of users to go on: `, { signal: stop })
    return answer.trim() === String(question.users) ? 'confirmed' : 'declined'
  } catch (error) {
    if (stop.aborted) return 'stopped'
    // The terminal was closed before there was an answer.
    if (error instanceof Error && error.name === 'AbortError') return 'declined'
    throw error
  } finally {
    readline.close()
  }
}

function describe({ site, users, what, deactivated, names, outcomes, duration }: Question): string {
  const left = Object.entries(outcomes).filter(([outcome]) => outcome !== 'not_attempted')
  const more = users - names.length
  return [
    '',
    `${users} ${users === 1 ? 'user' : 'users'} of ${site} will be ${what}.`,
    `  ${names.map(printable).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...(deactivated > 0 ? [`  ${deactivated} of them deactivated already`] : []),
    ...(left.length > 0
      ? [
          'Rows that have ended, and are left alone:',
          ...left.map(([outcome, n]) => `  ${outcome.padEnd(14)}${String(n).padStart(8)}`),
        ]
      : []),
    `That should take ${duration}.`,
    '',
  ].join('\n')
}

/** Names come from outside: no control sequence of theirs may write on the terminal. */
const printable = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]/gu, '')
