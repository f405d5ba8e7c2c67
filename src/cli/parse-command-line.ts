import yargs, { type Argv } from 'yargs'
import type { Command, CommandMeta, Parsed } from './commands/command.ts'
import { explainMarks, markWords, withoutMarks } from './flags/command-words.ts'
import type { Flags } from './flags/flag.ts'
import { completionScript } from './help/completion.ts'
import { ABOUT, commandHelp, exitCodesHelp, generalHelp, PROGRAM, usageOf } from './help/help-text.ts'
import { nearest } from './help/near-misses.ts'
import { UsageError } from './usage-error.ts'
import { readVersion } from './version.ts'

/** The widest help text, in characters. */
const MAX_WIDTH = 100

/**
 * A parsed command line: a command with its values, or a text to print. `isAnswer`: whether the text is what was asked for;
 * otherwise no command was named.
 */
export type ParsedCommandLine = { command: Command; parsed: Parsed } | { output: string; isAnswer: boolean }

/** Parses a command line. `columns`: how wide the window is, if it is known. Throws UsageError. */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  columns: number | undefined,
): ParsedCommandLine {
  const width = Math.min(MAX_WIDTH, columns ?? 0) || MAX_WIDTH
  const words = markWords(
    argv,
    commands
      .flatMap(({ works }) => (works === null ? [] : positional(works.on)))
      .filter((name) => !flagsOf(argv, commands).includes(name)),
  )
  if (words.length === 0) return { output: generalHelp(commands, width), isAnswer: false }
  const output = answer(words, commands, width)
  if (output !== null) return { output, isAnswer: true }

  let chosen: { command: Command; parsed: Parsed } | undefined
  const parser = makeParser((message) => {
    throw new UsageError(explainMarks(message))
  })
  for (const command of commands) {
    parser.command(
      usageOf({
        ...command,
        works: command.works && { ...command.works, on: `[${positional(command.works.on)}]` },
      }),
      false,
      (y) =>
        withFlags(
          command.works === null ? y : y.positional(positional(command.works.on), { type: 'string' }),
          command.flags,
        ),
      (parsed) => {
        refuseMistakes(command, parsed)
        chosen = { command, parsed: withoutMarks(parsed) as Parsed }
      },
    )
  }
  const { _: named } = parser.parse(words, {}, () => undefined) as { _: (string | number)[] }
  if (chosen !== undefined) return chosen
  throw new UsageError(noSuchCommand(named[0], commands))
}

/** The text that these words ask for: help, the version, or a script for a shell; null if they are a command to run. */
function answer(words: readonly string[], commands: readonly Command[], width: number): string | null {
  const [first = '', second, third] = words
  if (first === 'help') return help(second, commands, width)
  if (first === 'completion' && third === undefined) return completionScript(second, commands)
  if (words.some((word) => word === '--version' || word === '-V')) return `${readVersion()}\n`
  if (!words.some((word) => word === '--help' || word === '-h')) return null
  const command = commands.find(({ name }) => words.includes(name))
  return command === undefined ? generalHelp(commands, width) : commandHelp(command, width)
}

function help(topic: string | undefined, commands: readonly Command[], width: number): string {
  if (topic === undefined || topic.startsWith('-') || ABOUT.some(([usage]) => usage.startsWith(topic)))
    return generalHelp(commands, width)
  if (topic === 'exit-codes') return exitCodesHelp(width)
  const command = commands.find(({ name }) => name === topic)
  if (command === undefined) throw new UsageError(noSuchCommand(topic, commands))
  return commandHelp(command, width)
}

/**
 * Makes a parser that only parses: what it would say is said by `refuseMistakes`, in people's words. Whatever else it is told is hidden, since it
 * writes a help text at every start, for nobody, and takes longer for that than for all the rest.
 */
const makeParser = (fail: (message: string) => never): Argv =>
  yargs()
    .scriptName(PROGRAM)
    .locale('en')
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false, 'dot-notation': false })
    .help(false)
    .version(false)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      if (error !== undefined && !(error.name === 'YError')) throw error
      const why = (message ?? error?.message ?? 'cannot be understood').replace(/\s*\n\s*/g, ' ')
      return fail(why.replace(/^Argument unexpected for: (.*?)\.?$/, '--$1 is a switch and takes no value.'))
    })

/** The names of the flags of the commands that a command line names. One may be called like the argument of another command. */
const flagsOf = (argv: readonly string[], commands: readonly Command[]): string[] =>
  commands.filter(({ name }) => argv.includes(name)).flatMap(({ flags }) => Object.keys(flags))

/** The name of an argument: `list` for `[list]` and `<list>`. */
const positional = (on: string): string => on.slice(1, -1)

function withFlags(parser: Argv, flags: Flags): Argv {
  for (const [name, { placeholder }] of Object.entries(flags)) {
    parser.option(
      name,
      // Without `nargs: 0`, yargs treats a switch with any value but "true" as off: --dry-run=1 would delete.
      { ...(placeholder === null ? { type: 'boolean', nargs: 0 } : { type: 'string' }), hidden: true },
    )
  }
  return parser
}

/** Refuses unknown flags, flags without their value, and too many or too few words. Throws UsageError. */
function refuseMistakes(command: CommandMeta, parsed: Readonly<Record<string, unknown>>): void {
  const { name, works, flags } = command
  const see = `See ${PROGRAM} help ${name}.`
  const known = Object.keys(flags)
  const argument = works === null ? null : positional(works.on)
  const unknown = Object.keys(parsed).find((key) => !['_', '$0', argument, ...known].includes(key))
  if (unknown !== undefined) throw new UsageError(explainMarks(`${noSuchFlag(unknown, name, known)} ${see}`))
  const empty = known.find(
    (flag) =>
      [parsed[flag]].flat().includes('') &&
      flags[flag]?.placeholder !== null &&
      flags[flag]?.mayBeEmpty !== true,
  )
  if (empty !== undefined) {
    throw new UsageError(
      `--${empty} needs a value: --${empty} <${flags[empty]?.placeholder ?? 'value'}>. ${see}`,
    )
  }
  const [, surplus] = parsed['_'] as (string | number)[]
  if (surplus !== undefined) throw new UsageError(`${oneTooMany(String(surplus), command)} ${see}`)
  if (works?.on.startsWith('<') === true && argument !== null && parsed[argument] === undefined) {
    const where = argument === 'run' ? ' `runs` lists them.' : ''
    throw new UsageError(`${name} needs a ${argument}: ${PROGRAM} ${usageOf(command)}.${where} ${see}`)
  }
}

/** Why a word is one too many. */
function oneTooMany(word: string, { name, works, flags }: CommandMeta): string {
  const isBoolean = /^(?:true|false)$/i.test(word)
  if (/^[\u2010-\u2015\u2212]/u.test(word))
    return `${word} begins with a dash that is none of the keyboard's, as word processors make it: type --.`
  // It may be a webhook's, and whoever has that can post; or a server's, with its password.
  const shown = word === '' ? '""' : /^(?:https?|postgres(?:ql)?):/i.test(word) ? 'an address' : word
  return explainMarks(
    works === null
      ? `${name} takes nothing but flags: leave ${shown} out.${'run' in flags ? ` A run is named with --run.` : ''}`
      : `${name} takes one ${positional(works.on)}, and ${shown} is another one.${/^\p{L}+$/u.test(word) && !isBoolean ? ' What belongs to a flag is one word: joined with commas, or in quotes.' : ''}`,
  )
}

function noSuchFlag(written: string, command: string, known: readonly string[]): string {
  const dashes = written.length === 1 ? '-' : '--'
  if (/^(?:x-)?(?:api[-_]?)?(?:key|token)$/i.test(written)) {
    return 'No flag takes the API key, since command lines end up in histories: set KONSTANTLY_API_KEY, or name a file that holds it with --api-key-file.'
  }
  const begun = known.filter((name) => name.startsWith(written))
  const meant = written.length > 1 ? nearest(written, known) : begun.length === 1 ? begun[0] : null
  const asked = meant == null ? whyShort(written) : ` Do you mean --${meant}?`
  return `${dashes}${written} is no flag of ${command}.${asked}`
}

/** What is wrong with a flag of one character; nothing of a longer one. */
function whyShort(written: string): string {
  if (/^\d$/.test(written)) return ' A value cannot begin with a dash.'
  return written.length === 1 ? ' Flags are whole words, such as --site.' : ''
}

function noSuchCommand(written: string | number | undefined, commands: readonly CommandMeta[]): string {
  if (written === undefined) return `Name a command. See ${PROGRAM} help.`
  const word = explainMarks(String(written))
  const meant = nearest(word, [...commands.map(({ name }) => name), 'help', 'completion'])
  const asked = meant === null ? '' : ` Do you mean ${meant}?`
  const toList = /\.\w+$/.test(word)
    ? ` To see what a run of that list would do: ${PROGRAM} plan ${word}.`
    : asked
  return `${word} is no command.${toList} See ${PROGRAM} help.`
}
