import { redactor, secretsIn } from '../offboarding/text/redact.ts'
import { COMMANDS } from './commands.ts'
import type { Deps } from './deps.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { keptByNpm } from './flags/npm-flags.ts'
import { unknownVariables } from './flags/unknown-variables.ts'
import { parseCommandLine } from './parse-command-line.ts'
import { UsageError } from './usage-error.ts'

const FLAG_NAMES: readonly string[] = COMMANDS.flatMap(({ flags }) => Object.keys(flags))

/** Loaded late, because it imports much that help does not need. */
const loadFailure = (): Promise<typeof import('./failure.ts')> => import('./failure.ts')

/** The command line: parses `argv` (without node and script), runs the command and returns its exit code. */
export async function main(argv: readonly string[], deps: Deps): Promise<ExitCode> {
  try {
    const [kept] = keptByNpm(FLAG_NAMES, deps.env)
    if (kept !== undefined) {
      throw new UsageError(
        `npm kept --${kept} for itself: put -- before the command, as in npm run --silent offboard -- run …`,
      )
    }
    const commandLine = parseCommandLine(argv, COMMANDS, deps.stdout.columns)
    if ('output' in commandLine) {
      const { output, isAnswer } = commandLine
      const stream = isAnswer ? deps.stdout : deps.stderr
      stream.write(output)
      return isAnswer ? EXIT.ok : EXIT.unusable
    }
    // Loaded before the command, so that its errors can be explained even if no file can be loaded any more.
    await loadFailure()
    const run = await commandLine.command.load()
    return await run(commandLine.parsed, deps, unknownVariables(FLAG_NAMES, deps.env))
  } catch (error) {
    const { errorJson, explainFailure, shownFailure } = await loadFailure()
    const { exitCode, text } = explainFailure(error)
    const message = shownFailure(exitCode, withoutSecret(text, deps))
    deps.stderr.write(`konstantly-offboard: ${message}\n`)
    if (wantsJson(argv, deps.env)) deps.stdout.write(errorJson(exitCode, message))
    return exitCode
  }
}

/** Whether the answer is to be JSON. Read from the words themselves, since they may be what cannot be understood. */
function wantsJson(argv: readonly string[], env: Deps['env']): boolean {
  const end = argv.indexOf('--', 1)
  return (
    argv.slice(0, end === -1 ? argv.length : end).includes('--json') ||
    /^(1|true|yes)$/i.test(env['KONSTANTLY_JSON'] ?? '')
  )
}

/** Removes the key and the proxy's password from a text. Our own messages never contain them, but a message of a library might. */
function withoutSecret(text: string, { env }: Deps): string {
  const proxies = [env['https_proxy'], env['HTTPS_PROXY']].map((address) => URL.parse(address?.trim() ?? ''))
  const key = env['KONSTANTLY_API_KEY']?.trim() ?? null
  return redactor(proxies.flatMap((proxy) => secretsIn(key, proxy)))(text)
}
