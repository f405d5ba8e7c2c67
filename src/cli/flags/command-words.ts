import { UsageError } from '../usage-error.ts'

/** Marks a word that is none of a flag's. No word of a command line can hold it. */
const MARK = '\0'

/** yargs takes these for flags of ours, since it keeps other things under such names, and drops what they say. */
const NO_FLAGS = ['_', '$0', 'get-yargs-completions']

/**
 * The words of a command line as yargs has to get them, so that each of them counts or is refused. It would lose a lone `-`, and looks at
 * nothing that stands behind `--`: such words travel with a mark, as ordinary ones that are no flags. A `--` before the command is one that
 * pnpm, or a wrapper, handed on, and ends nothing. `positionals`: the names of what commands work on. Throws UsageError.
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

/** What was parsed, without the marks. */
export function withoutMarks(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? value.slice(1) : value
  if (Array.isArray(value)) return value.map(withoutMarks)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutMarks(one)]))
}

/** The message of yargs without the marks; it says, too, why a flag was none. */
export function explainMarks(message: string): string {
  const isFlag = new RegExp(`${MARK}-[^,\\s]`).test(message)
  const plain = message.replaceAll(MARK, '')
  return isFlag ? `${plain.replace(/\.$/, '')}. Behind -- nothing is a flag; give it before` : plain
}
