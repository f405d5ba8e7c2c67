import yargs, { type Argv } from 'yargs'
import type { Deps } from './deps.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { explainFailure, shownFailure } from './failure.ts'
import type { Flags } from './flags/flag.ts'
import { demoFlags, outFlag, planFlags, reportFlags, runFlags, sandboxFlags } from './flags/flags.ts'
import { redactor, secretsIn } from '../offboarding/text/redact.ts'
import { keptByNpm } from './flags/npm-flags.ts'
import { UsageError } from './usage-error.ts'
import { readVersion } from './version.ts'
import { explainMarks, markWords, withoutMarks } from './flags/command-words.ts'

type Parsed = Readonly<Record<string, unknown>>

/** Of the help, in characters. */
const MAX_WIDTH = 110
type Command = (parsed: Parsed, deps: Deps) => Promise<ExitCode>

/**
 * The command line: parses `argv` (without node and script), runs the command it names and returns the exit code.
 * Commands are loaded when they are needed, so that `--version` and `--help` stay quick.
 */
export async function main(argv: readonly string[], deps: Deps): Promise<ExitCode> {
  try {
    const [kept] = keptByNpm(deps.env)
    if (kept !== undefined) {
      throw new UsageError(
        `npm kept --${kept} for itself: put -- before the command, as in npm run --silent offboard -- run …`,
      )
    }
    const chosen = choose(argv, deps.stdout.columns)
    if ('output' in chosen) {
      deps.stdout.write(`${chosen.output}\n`)
      return EXIT.ok
    }
    return await chosen.command(chosen.parsed, deps)
  } catch (error) {
    const { exitCode, text } = explainFailure(error)
    deps.stderr.write(`konstantly-offboard: ${shownFailure(exitCode, withoutSecret(text, deps))}\n`)
    return exitCode
  }
}

/** Which command is meant, or the help or version text that was asked for. Throws UsageError. */
function choose(
  argv: readonly string[],
  columns: number | undefined,
): { command: Command; parsed: Parsed } | { output: string } {
  const words = markWords(argv)
  let chosen: { command: Command; parsed: Parsed } | undefined
  const handler = (load: () => Promise<Command>) => (parsed: Parsed) => {
    chosen = {
      parsed: withoutMarks(parsed) as Parsed,
      command: async (...call) => (await load())(...call),
    }
  }

  const parser = yargs()
    .scriptName('konstantly-offboard')
    .usage('$0 <command>\n\nOffboards everyone on a leaver list from a Konstantly learning platform.')
    .locale('en')
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false, 'dot-notation': false })
    .command(
      'run [list]',
      'Deactivate, then delete, everyone on the list',
      (y) => withFlags(withList(y, false), runFlags),
      handler(async () => (await import('./commands/run.ts')).run),
    )
    .command(
      'plan <list>',
      'The same up to the point of acting: look users up, say what would happen, change nothing',
      (y) => withFlags(withList(y, true), planFlags),
      handler(async () => (await import('./commands/plan.ts')).plan),
    )
    .command(
      'report [run]',
      "Write a run's report files again from the ledger",
      (y) =>
        withFlags(
          y.positional('run', {
            type: 'string',
            describe: 'The run, as `runs` lists it [default: the latest]',
          }),
          reportFlags,
        ),
      handler(async () => (await import('./commands/report.ts')).report),
    )
    .command(
      'runs',
      'List the runs in the ledger',
      (y) => withFlags(y, outFlag),
      handler(async () => (await import('./commands/runs.ts')).runs),
    )
    .command(
      'sandbox',
      'Serve the stand-in platform on loopback',
      (y) => withFlags(y, sandboxFlags),
      handler(async () => (await import('./commands/sandbox.ts')).sandbox),
    )
    .command(
      'demo',
      'See it all: a sandbox, the sample list, and a full run',
      (y) => withFlags(y, demoFlags),
      handler(async () => (await import('./commands/demo.ts')).demo),
    )
    .demandCommand(1, 'Name a command.')
    .strict()
    .recommendCommands()
    .version(readVersion())
    .help()
    .epilogue(EPILOGUE)
    .wrap(Math.min(MAX_WIDTH, columns ?? 0) || MAX_WIDTH)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      if (error !== undefined && !(error.name === 'YError')) throw error
      const why = (message ?? error?.message ?? 'cannot be understood').replace(/\s*\n\s*/g, ' ')
      throw new UsageError(withHelp(explainMarks(why), words))
    })

  let output = ''
  void parser.parse(words, {}, (_error: Error | undefined, _argv: unknown, text: string) => {
    output = text
  })
  if (output !== '') return { output }
  if (chosen === undefined) throw new UsageError('Name a command. See konstantly-offboard --help.')
  return chosen
}

const COMMANDS: readonly string[] = ['run', 'plan', 'report', 'runs', 'sandbox', 'demo']

/** Says, too, where the flags are listed that somebody is looking for. */
function withHelp(why: string, [command = '']: readonly string[]): string {
  const sentence = why
    .replace(/^Argument unexpected for: (.*)/, '--$1 is a switch and takes no value')
    .replace(/\.$/, '')
    .replace(/[^?]$/, '$&.')
  if (COMMANDS.includes(command)) return `${sentence} See konstantly-offboard ${command} --help.`
  return `${sentence.replace('Unknown argument', 'Unknown command')} See konstantly-offboard --help.`
}

const EPILOGUE = `The API key comes from KONSTANTLY_API_KEY or --api-key-file. Every flag can be set as an environment variable:
--max-users as KONSTANTLY_MAX_USERS.`

function withList(parser: Argv, isRequired: boolean): Argv {
  return parser.positional('list', {
    type: 'string',
    describe: 'The leaver list, a CSV file, or - for standard input',
    demandOption: isRequired,
  })
}

function withFlags(parser: Argv, flags: Flags): Argv {
  for (const [name, flag] of Object.entries(flags)) {
    parser.option(name, {
      describe: flag.describe,
      ...(flag.placeholder === null
        ? // Without this, yargs takes a switch with any value but "true" for one that is off: --dry-run=1 would delete.
          { type: 'boolean' as const, nargs: 0 }
        : { type: 'string' as const, requiresArg: true, defaultDescription: flag.shown }),
    })
  }
  return parser
}

/** Neither key nor password is in any message of ours; should one of a library hold them all the same, they are not shown. */
function withoutSecret(text: string, { env }: Deps): string {
  const proxies = [env['https_proxy'], env['HTTPS_PROXY']].map((address) => URL.parse(address?.trim() ?? ''))
  const key = env['KONSTANTLY_API_KEY']?.trim() ?? null
  return redactor(proxies.flatMap((proxy) => secretsIn(key, proxy)))(text)
}
