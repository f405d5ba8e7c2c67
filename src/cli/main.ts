import { redactor, secretsIn } from '../offboarding/text/redact.ts'
import { COMMANDS } from './commands.ts'
import { NO_CONFIGURATION, whatIsSet } from './configuration.ts'
import type { Deps, World } from './deps.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { JsonForms } from './failure.ts'
import { ledgerSecrets } from './flags/ledger-flags.ts'
import { keptByNpm } from './flags/npm-flags.ts'
import { variableOf } from './flags/read-flags.ts'
import { unknownVariables } from './flags/unknown-variables.ts'
import type { Watch } from './monitoring/watch.ts'
import { parseCommandLine, type ParsedCommandLine } from './parse-command-line.ts'
import { UsageError } from './usage-error.ts'

const FLAG_NAMES: readonly string[] = COMMANDS.flatMap(({ flags }) => Object.keys(flags))

/** Loaded late, because it imports much that help does not need. */
const loadFailure = (): Promise<typeof import('./failure.ts')> => import('./failure.ts')
const loadWidth = (): Promise<typeof import('./view/width.ts')> => import('./view/width.ts')

/** Loaded only where somebody may be told. */
const loadWatch = (): Promise<typeof import('./monitoring/watch.ts')> => import('./monitoring/watch.ts')

/** The command line: parses `argv` (without node and script), runs the command and returns its exit code. */
export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  let commandLine: ParsedCommandLine
  try {
    const [kept] = keptByNpm(FLAG_NAMES, world.env)
    if (kept !== undefined) {
      throw new UsageError(
        `npm kept --${kept} for itself: put -- before the command, as in npm run --silent offboard -- run …`,
      )
    }
    commandLine = parseCommandLine(argv, COMMANDS, world.stdout.columns)
  } catch (error) {
    const deps = { ...world, configuration: NO_CONFIGURATION }
    const exitCode = await explain(error, argv, deps)
    // A schedule whose command is wrong would otherwise fail unseen.
    await tell((await loadWatch()).watchOfWords(argv, COMMANDS, deps), exitCode)
    return exitCode
  }
  if (!('output' in commandLine)) return runCommand(commandLine, argv, world)
  const { output, isAnswer } = commandLine
  const stream = isAnswer ? world.stdout : world.stderr
  stream.write(output)
  return isAnswer ? EXIT.ok : EXIT.unusable
}

/** Runs a command, and tells those who watch it that it starts, and what came of it. */
async function runCommand(
  { command, parsed }: Extract<ParsedCommandLine, { command: unknown }>,
  argv: readonly string[],
  world: World,
): Promise<ExitCode> {
  // Loaded before the command, so that its errors can be explained even if no file can be loaded any more.
  await Promise.all([loadFailure(), loadWidth()])
  const warnings = unknownVariables(FLAG_NAMES, world.env)
  let deps: Deps = { ...world, configuration: NO_CONFIGURATION }
  let watch: Watch | null = null
  let exitCode: ExitCode
  try {
    const { readConfiguration } = await import('./settings/read-configuration.ts')
    deps = { ...world, configuration: readConfiguration(command, parsed, COMMANDS, world.env) }
    if ('notify' in command.flags) watch = (await loadWatch()).watchOf(command, parsed, deps)
    await watch?.monitor.start()
    const run = await command.load()
    exitCode =
      watch === null
        ? await run(parsed, deps, warnings)
        : await run(parsed, { ...deps, watcher: watch.monitor }, [...warnings, ...watch.warnings])
  } catch (error) {
    exitCode = await explain(error, argv, deps)
  }
  await tell(watch, exitCode)
  return exitCode
}

/** Tells those who watch a command how it ended. */
async function tell(watch: Watch | null, exitCode: ExitCode): Promise<void> {
  await watch?.monitor.end(exitCode)
  watch?.sayFailures()
}

/** Says why a command ended without a result. Returns its exit code. */
async function explain(error: unknown, argv: readonly string[], deps: Deps): Promise<ExitCode> {
  const { explainFailure, printError, shownFailure } = await loadFailure()
  const { exitCode, text } = explainFailure(error)
  const whole = exitCode === EXIT.unusable ? text + whatIsSet(text, deps.configuration) : text
  const message = shownFailure(exitCode, withoutSecret(whole, deps))
  const { wrapLines } = await loadWidth()
  deps.stderr.write(`${wrapLines(`konstantly-offboard: ${message}`, deps.stderr.columns)}\n`)
  printError(exitCode, message, jsonForms(argv, deps.env), deps)
  return exitCode
}

/** The forms of JSON that are asked for. Read from the words themselves, since they may be what cannot be understood. */
function jsonForms(argv: readonly string[], env: World['env']): JsonForms {
  const end = argv.indexOf('--', 1)
  const words = argv.slice(0, end === -1 ? argv.length : end)
  const isOn = (name: string): boolean =>
    words.includes(`--${name}`) || /^(1|true|yes)$/i.test(env[variableOf(name)] ?? '')
  return { json: isOn('json'), jsonl: isOn('jsonl') }
}

/** The variables that hold a secret, besides the key. */
const SECRETS = ['KONSTANTLY_NOTIFY', 'KONSTANTLY_NOTIFY_SECRET', 'KONSTANTLY_HEARTBEAT'] as const

/** The variables that hold the address of a server, which may have a password in it. */
const LEDGERS = ['KONSTANTLY_LEDGER', 'KONSTANTLY_FROM', 'KONSTANTLY_TO'] as const

/** In characters. Anything shorter is no address, and no secret that is taken; and it occurs in words by chance. */
const MIN_SECRET = 10

/** Removes secrets and the proxy's password from a text. Our own messages never contain them, but a message of a library might. */
function withoutSecret(text: string, { env }: World): string {
  const proxies = [env['https_proxy'], env['HTTPS_PROXY']].map((address) => URL.parse(address?.trim() ?? ''))
  const key = env['KONSTANTLY_API_KEY']?.trim() ?? null
  const secrets = SECRETS.map((name) => env[name]?.trim() ?? '').filter(({ length }) => length >= MIN_SECRET)
  const ofLedger = LEDGERS.flatMap((name) => ledgerSecrets(env[name] ?? ''))
  return redactor([...secrets, ...ofLedger, ...proxies.flatMap((proxy) => secretsIn(key, proxy))])(text)
}
