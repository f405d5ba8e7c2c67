import { redactor, secretsIn } from '../offboarding/text/redact.ts'
import { COMMANDS } from './commands/index.ts'
import { NO_CONFIGURATION, whatIsSet } from './configuration.ts'
import type { World } from './deps.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { JsonForms } from './failure.ts'
import { keptByNpm } from './flags/npm-flags.ts'
import { variableOf } from './flags/read-flags.ts'
import { unknownVariables } from './flags/unknown-variables.ts'
import { parseCommandLine } from './parse-command-line.ts'
import { UsageError } from './usage-error.ts'

const FLAG_NAMES: readonly string[] = COMMANDS.flatMap(({ flags }) => Object.keys(flags))

/** Loaded late, because it imports much that help does not need. */
const loadFailure = (): Promise<typeof import('./failure.ts')> => import('./failure.ts')
const loadWidth = (): Promise<typeof import('./view/width.ts')> => import('./view/width.ts')

/** The command line: parses `argv` (without node and script), runs the command and returns its exit code. */
export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  let configuration = NO_CONFIGURATION
  try {
    const [kept] = keptByNpm(FLAG_NAMES, world.env)
    if (kept !== undefined) {
      throw new UsageError(
        `npm kept --${kept} for itself: put -- before the command, as in npm run --silent offboard -- run …`,
      )
    }
    const commandLine = parseCommandLine(argv, COMMANDS, world.stdout.columns)
    if ('output' in commandLine) {
      const { output, isAnswer } = commandLine
      const stream = isAnswer ? world.stdout : world.stderr
      stream.write(output)
      return isAnswer ? EXIT.ok : EXIT.unusable
    }
    // Loaded before the command, so that its errors can be explained even if no file can be loaded any more.
    await Promise.all([loadFailure(), loadWidth()])
    const { command, parsed } = commandLine
    const { readConfiguration } = await import('./settings/read-configuration.ts')
    configuration = readConfiguration(command, parsed, COMMANDS, world.env)
    const run = await command.load()
    return await run(parsed, { ...world, configuration }, unknownVariables(FLAG_NAMES, world.env))
  } catch (error) {
    const { explainFailure, printError, shownFailure } = await loadFailure()
    const { exitCode, text } = explainFailure(error)
    const whole = exitCode === EXIT.unusable ? text + whatIsSet(text, configuration) : text
    const message = shownFailure(exitCode, withoutSecret(whole, world))
    const { wrapLines } = await loadWidth()
    world.stderr.write(`${wrapLines(`konstantly-offboard: ${message}`, world.stderr.columns)}\n`)
    printError(exitCode, message, jsonForms(argv, world.env), world)
    return exitCode
  }
}

/** The forms of JSON that are asked for. Read from the words themselves, since they may be what cannot be understood. */
function jsonForms(argv: readonly string[], env: World['env']): JsonForms {
  const end = argv.indexOf('--', 1)
  const words = argv.slice(0, end === -1 ? argv.length : end)
  const isOn = (name: string): boolean =>
    words.includes(`--${name}`) || /^(1|true|yes)$/i.test(env[variableOf(name)] ?? '')
  return { json: isOn('json'), jsonl: isOn('jsonl') }
}

/** Removes the key and the proxy's password from a text. Our own messages never contain them, but a message of a library might. */
function withoutSecret(text: string, { env }: World): string {
  const proxies = [env['https_proxy'], env['HTTPS_PROXY']].map((address) => URL.parse(address?.trim() ?? ''))
  const key = env['KONSTANTLY_API_KEY']?.trim() ?? null
  return redactor(proxies.flatMap((proxy) => secretsIn(key, proxy)))(text)
}
