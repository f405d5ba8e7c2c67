import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Operator, Question } from '../../batch/operator.ts'
import { inWords } from '../../offboarding/run/expected-duration.ts'
import { rememberedInWords } from '../../offboarding/run/layout.ts'
import { undatedInWords } from '../../offboarding/run/undated.ts'
import { shown } from '../../offboarding/text/shown.ts'
import type { Deps } from '../deps.ts'

/** `loosened`: the environment variables that allow this run more than its command line says. */
export interface TerminalQuestion extends Question {
  loosened: readonly string[]
}

/** The longest name that is shown, in characters, so that the question stays visible. */
const MAX_NAME = 60
/** The most characters of flags that are shown. */
const MAX_FLAGS = 1_000
const CTRL_C = '\x03'
/** Nobody can read the question faster. Text that arrives before that was typed ahead and is not an answer. */
const READING_MS = 1_000
/** How long to wait for the signal that follows the end of a terminal. */
const HANG_UP_MS = 200

/** Whether there is a person who can see and answer a question. */
export const hasTerminal = ({ stdin, stderr }: Pick<Deps, 'stdin' | 'stderr'>): boolean =>
  stdin.isTTY === true && stderr.isTTY === true

/** Shows who is about to be touched, and asks a person to type how many they are. Only call it if there is a terminal. */
export const confirm = (
  question: TerminalQuestion,
  deps: Pick<Deps, 'stdin' | 'stderr' | 'pause'>,
  stop: AbortSignal,
  interrupt: () => void,
): ReturnType<Operator['confirm']> =>
  askForNumber({ text: describe(question), of: 'users', number: question.users }, deps, stop, interrupt)

/**
 * Shows a text, and asks a person to type a number that it states: of users, for instance. There is no default and no y/n, so that
 * nobody answers out of habit. Asks on standard error, because standard output is for results. Only call it if there is a terminal.
 */
export async function askForNumber(
  { text, of, number }: { text: string; of: 'users' | 'runs'; number: number },
  { stdin, stderr, pause }: Pick<Deps, 'stdin' | 'stderr' | 'pause'>,
  stop: AbortSignal,
  interrupt: () => void,
): ReturnType<Operator['confirm']> {
  const noAnswer = (): null => null
  const onInterrupt = (): void => {
    // A newline, so that the next log line does not continue the line of the question.
    stderr.write('\n')
    interrupt()
  }
  stderr.write(text)
  if (await isInterruptedAhead(stdin, pause, stop)) {
    interrupt()
    return 'stopped'
  }
  const readline = createInterface({ input: stdin, output: stderr })
  // In raw mode Ctrl+C arrives as a key, not as a signal.
  readline.on('SIGINT', onInterrupt)
  try {
    const answer = await Promise.race([
      readline.question(`Type the number of ${of} to go on: `, { signal: stop }),
      // readline does not report every end of a terminal, and nothing else would keep the process alive.
      once(stdin, 'close').then(noAnswer, noAnswer),
    ])
    if (answer !== null) return answer.trim() === String(number) ? 'confirmed' : 'declined'
    // A signal follows when a terminal is closed.
    await pause(HANG_UP_MS, stop)
    return stop.aborted ? 'stopped' : 'declined'
  } catch (error) {
    if (stop.aborted) return 'stopped'
    // An AbortError means that the terminal was closed before an answer.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
    stderr.write('\n')
    return 'declined'
  } finally {
    readline.close()
  }
}

/**
 * Discards what was typed before anybody could read the question. Resolves with whether the session was stopped meanwhile, by
 * Ctrl+C or otherwise. Uses raw mode to also read a line that was not finished.
 */
async function isInterruptedAhead(
  stdin: Deps['stdin'],
  pause: Deps['pause'],
  stop: AbortSignal,
): Promise<boolean> {
  const interrupted = new AbortController()
  const drop = (chunk: unknown): void => {
    if (String(chunk).includes(CTRL_C)) interrupted.abort()
  }
  stdin.setRawMode?.(true)
  stdin.on('data', drop)
  const either = AbortSignal.any([stop, interrupted.signal])
  await pause(READING_MS, either)
  stdin.off('data', drop).pause()
  stdin.setRawMode?.(false)
  return either.aborted
}

function describe(question: TerminalQuestion): string {
  const { site, users, what, deactivated, undated, remembered, names, outcomes, expectedMs, loosened } =
    question
  const left = Object.entries(outcomes).filter(([outcome]) => outcome !== 'not_attempted')
  const more = users - names.length
  return [
    '',
    `${users} ${users === 1 ? 'user' : 'users'} of ${shown(site)} will be ${what}.`,
    `  ${names.map((name) => shown(name, MAX_NAME)).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...(deactivated > 0 ? [`  ${deactivated} of them deactivated already`] : []),
    ...(undated.count > 0 ? [`  ${undatedInWords(undated)}`] : []),
    ...(remembered === null ? [] : [`  The list was ${shown(rememberedInWords(remembered), MAX_FLAGS)}`]),
    ...(left.length > 0
      ? [
          'Rows that have ended, and are left alone:',
          ...left.map(([outcome, n]) => `  ${outcome.padEnd(14)}${String(n).padStart(8)}`),
        ]
      : []),
    ...(loosened.length > 0 ? [`More is allowed by variables: ${loosened.join(', ')}`] : []),
    `That should take ${inWords(expectedMs)}.`,
    '',
  ].join('\n')
}
