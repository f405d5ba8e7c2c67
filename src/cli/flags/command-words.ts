import { UsageError } from '../usage-error.ts'

/** Marks a word that is not a flag. No word of a command line can contain this character. */
const MARK = '\0'

/** yargs accepts these as flags, because it stores its own data under these names, and then drops their values. */
const NO_FLAGS = ['_', '$0', 'get-yargs-completions']

/**
 * Prepares the words of a command line for yargs, so that each word counts or is refused. yargs would lose a lone `-`, and
 * ignores everything after `--`, so these words are marked as ordinary words. A `--` before the command comes from pnpm or a
 * wrapper and is dropped. `positionals`: the names of the commands' arguments. Throws UsageError.
 */
export function markWords(argv: readonly string[], positionals: readonly string[]): string[] {
  const noFlags = new Set([...NO_FLAGS, ...positionals])
  const begin = argv.findIndex((word) => word !== '--')
  const words = begin === -1 ? [] : argv.slice(begin)
  const end = words.indexOf('--')
  const before = end === -1 ? words : words.slice(0, end)
  const behind = end === -1 ? [] : words.slice(end + 1)
  const foreign = before.find((word) => noFlags.has(/^--?([^=]+)/.exec(word)?.[1] ?? ''))
  if (foreign !== undefined) {
    throw new UsageError(`Unknown argument: ${foreign}. What a command works on is named without a flag.`)
  }
  return [...before.map((word) => (word === '-' ? MARK + word : word)), ...behind.map(marked)]
}

const marked = (word: string): string => (word.startsWith('-') ? MARK + word : word)

/** A parsed value without the marks. */
export function withoutMarks(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? value.slice(1) : value
  if (Array.isArray(value)) return value.map(withoutMarks)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutMarks(one)]))
}

/** A message of yargs without the marks. It also explains that a word after `--` is not a flag. */
export function explainMarks(message: string): string {
  const isFlag = new RegExp(`${MARK}-[^,\\s]`).test(message)
  const plain = message.replaceAll(MARK, '')
  return isFlag ? `${plain.replace(/\.$/, '')}. Behind -- nothing is a flag: give it before.` : plain
}
