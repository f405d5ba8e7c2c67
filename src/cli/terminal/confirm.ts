import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Operator } from '../../batch/operator.ts'
import type { Deps } from '../deps.ts'
import { peopleText } from './question/people-text.ts'
import { questionText, type TerminalQuestion } from './question/question-text.ts'

/** How many people are shown at a time. */
const PAGE = 20
/** What is typed to see more of them. */
const LIST = 'list'
const CTRL_C = '\x03'
/** Nobody can read the question faster. Text that arrives before that was typed ahead and is not an answer. */
const READING_MS = 1_000
/** How long to wait for the signal that follows the end of a terminal. */
const HANG_UP_MS = 200

/** Whether there is a person who can see and answer a question. */
export const hasTerminal = ({ stdin, stderr }: Pick<Deps, 'stdin' | 'stderr'>): boolean =>
  stdin.isTTY === true && stderr.isTTY === true

/**
 * Shows who is about to be touched, twenty at a time, and asks a person to type how many they are. There is no default and no y/n,
 * so that nobody answers out of habit. Asks on standard error, because standard output is for results. Only call it if there is a
 * terminal.
 */
export async function confirm(
  question: TerminalQuestion,
  deps: Pick<Deps, 'stdin' | 'stderr' | 'pause'>,
  stop: AbortSignal,
  interrupt: () => void,
): ReturnType<Operator['confirm']> {
  const { users, people } = question
  const { stderr } = deps
  const width = stderr.columns || Infinity
  let [last, seen] = [0, 0]
  for (
    let text = (page: string): string => questionText(question, page, width);
    ;
    text = (page) => `\n${page}`
  ) {
    const page = await people(last, PAGE)
    seen = last === 0 ? page.length : seen + page.length
    // After the last one it begins anew.
    last = page.length < PAGE || seen >= users ? 0 : (page.at(-1)?.row ?? 0)
    const more = last === 0 ? '' : `  and ${users - seen} more: type ${LIST} to see the next\n`
    stderr.write(`${text(`${peopleText(page, width)}${more}`)}\n`)
    const prompt = `Type the number of users to go on${last === 0 ? '' : `, or ${LIST}`}: `
    const answer = await ask(prompt, deps, stop, interrupt)
    if (answer.kind === 'stopped') return 'stopped'
    if (answer.kind === 'none') return 'declined'
    if (answer.text.toLowerCase() !== LIST) return answer.text === String(users) ? 'confirmed' : 'declined'
  }
}

/**
 * Shows a text, and asks a person to type a number that it states: of runs, for instance. Only call it if there is a terminal.
 */
export async function askForNumber(
  { text, of, number }: { text: string; of: string; number: number },
  deps: Pick<Deps, 'stdin' | 'stderr' | 'pause'>,
  stop: AbortSignal,
  interrupt: () => void,
): ReturnType<Operator['confirm']> {
  deps.stderr.write(text)
  const answer = await ask(`Type the number of ${of} to go on: `, deps, stop, interrupt)
  if (answer.kind === 'stopped') return 'stopped'
  return answer.kind === 'typed' && answer.text === String(number) ? 'confirmed' : 'declined'
}

/** Asks for a line. `none`: the terminal was closed. */
async function ask(
  prompt: string,
  { stdin, stderr, pause }: Pick<Deps, 'stdin' | 'stderr' | 'pause'>,
  stop: AbortSignal,
  interrupt: () => void,
): Promise<{ kind: 'typed'; text: string } | { kind: 'none' } | { kind: 'stopped' }> {
  const noAnswer = (): null => null
  const onInterrupt = (): void => {
    // A newline, so that what is told next does not continue the line of the question.
    stderr.write('\n')
    interrupt()
  }
  if (await isInterruptedAhead(stdin, pause, stop)) {
    interrupt()
    return { kind: 'stopped' }
  }
  const readline = createInterface({ input: stdin, output: stderr })
  // In raw mode Ctrl+C arrives as a key, not as a signal.
  readline.on('SIGINT', onInterrupt)
  try {
    const answer = await Promise.race([
      readline.question(prompt, { signal: stop }),
      // readline does not report every end of a terminal, and nothing else would keep the process alive.
      once(stdin, 'close').then(noAnswer, noAnswer),
    ])
    if (answer !== null) return { kind: 'typed', text: answer.trim() }
    // A signal follows when a terminal is closed.
    await pause(HANG_UP_MS, stop)
    return { kind: stop.aborted ? 'stopped' : 'none' }
  } catch (error) {
    if (stop.aborted) return { kind: 'stopped' }
    // An AbortError means that the terminal was closed before an answer.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
    stderr.write('\n')
    return { kind: 'none' }
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
