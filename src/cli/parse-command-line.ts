import yargs, { type Argv } from 'yargs'
import type { Command, CommandMeta, Parsed } from './commands/command.ts'
import { explainMarks, markWords, withoutMarks } from './flags/command-words.ts'
import type { Flags } from './flags/flag.ts'
import { UsageError } from './usage-error.ts'
import { readVersion } from './version.ts'

/** The widest help text, in characters. */
const MAX_WIDTH = 110

const EPILOGUE = `The API key comes from KONSTANTLY_API_KEY or --api-key-file. Every flag can be set as an environment variable:
--max-users as KONSTANTLY_MAX_USERS.`

/** A parsed command line: a command with its values, or the text of help or version. */
export type ParsedCommandLine = { command: Command; parsed: Parsed } | { output: string }

/** Parses a command line. `columns`: how wide the help may be. Throws UsageError. */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  columns: number | undefined,
): ParsedCommandLine {
  const words = markWords(
    argv,
    commands
      .flatMap(({ works }) => (works === null ? [] : positional(works.on)))
      .filter((name) => !flagsOf(argv, commands).includes(name)),
  )
  let chosen: { command: Command; parsed: Parsed } | undefined
  const parser = makeParser(columns).fail((message: string | undefined, error: Error | undefined) => {
    if (error !== undefined && !(error.name === 'YError')) throw error
    const why = (message ?? error?.message ?? 'cannot be understood').replace(/\s*\n\s*/g, ' ')
    throw new UsageError(withHelp(explainMarks(why), words, commands))
  })
  for (const command of commands) {
    const { name, works, describe } = command
    const usage = works === null ? name : `${name} ${works.on}`
    parser.command(
      usage,
      describe,
      (y) => withFlags(withPositional(y, works), command.flags),
      (parsed) => {
        chosen = { command, parsed: withoutMarks(parsed) as Parsed }
      },
    )
  }
  let output = ''
  void parser.parse(words, {}, (_error: Error | undefined, _argv: unknown, text: string) => {
    output = text
  })
  if (output !== '') return { output }
  if (chosen === undefined) throw new UsageError('Name a command. See konstantly-offboard --help.')
  return chosen
}

function makeParser(columns: number | undefined): Argv {
  return yargs()
    .scriptName('konstantly-offboard')
    .usage('$0 <command>\n\nOffboards everyone on a leaver list from a Konstantly learning platform.')
    .locale('en')
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false, 'dot-notation': false })
    .demandCommand(1, 'Name a command.')
    .strict()
    .recommendCommands()
    .version(readVersion())
    .help()
    .epilogue(EPILOGUE)
    .wrap(Math.min(MAX_WIDTH, columns ?? 0) || MAX_WIDTH)
    .exitProcess(false)
}

/** The names of the flags of the commands that a command line names. One may be called like the argument of another command. */
const flagsOf = (argv: readonly string[], commands: readonly Command[]): string[] =>
  commands.filter(({ name }) => argv.includes(name)).flatMap(({ flags }) => Object.keys(flags))

/** The name of an argument: `list` for `[list]` and `<list>`. */
const positional = (on: string): string => on.slice(1, -1)

function withPositional(parser: Argv, works: CommandMeta['works']): Argv {
  if (works === null) return parser
  const { on, describe } = works
  return parser.positional(positional(on), { type: 'string', describe, demandOption: on.startsWith('<') })
}

function withFlags(parser: Argv, flags: Flags): Argv {
  for (const [name, flag] of Object.entries(flags)) {
    parser.option(name, {
      describe: flag.describe,
      ...(flag.placeholder === null
        ? // Without `nargs: 0`, yargs treats a switch with any value but "true" as off: --dry-run=1 would delete.
          { type: 'boolean' as const, nargs: 0 }
        : { type: 'string' as const, requiresArg: true, defaultDescription: flag.shown }),
    })
  }
  return parser
}

/** Adds where to find help to a message about a wrong command line. */
function withHelp(
  why: string,
  [word = '']: readonly string[],
  commands: readonly Pick<CommandMeta, 'name'>[],
): string {
  const sentence = why
    .replace(/^Argument unexpected for: (.*)/, '--$1 is a switch and takes no value')
    .replace(/\.$/, '')
    .replace(/[^?]$/, '$&.')
  if (commands.some(({ name }) => name === word)) return `${sentence} See konstantly-offboard ${word} --help.`
  return `${sentence.replace('Unknown argument', 'Unknown command')} See konstantly-offboard --help.`
}
