import type { CommandMeta, Parsed } from '../commands/command.ts'
import type { Deps } from '../deps.ts'
import { connectionFlags, logFlags, outFlag, paceFlags } from '../flags/flags.ts'
import { monitoringFlags, notifyAheadFlag } from '../flags/monitoring-flags.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readAddress } from '../inputs/connection.ts'
import { runOutput, type RunOutput } from '../terminal/run-output.ts'
import { UsageError } from '../usage-error.ts'
import { Monitor } from './monitor.ts'
import { readMonitoring, secretsOf } from './settings.ts'

/** The monitor of a command, and what is to be said before and after it. */
export interface Watch {
  monitor: Monitor
  /** Warnings about the files that hold secrets. */
  warnings: readonly string[]
  /** Says what could not be told, in the log and the view. */
  sayFailures: () => void
}

const TELLING = Object.keys({ ...monitoringFlags, ...notifyAheadFlag })

/**
 * Who is told of a command, from its flags. Null for a dry run: it tells nobody, since a ping of it would look like the work itself. Throws
 * UsageError.
 */
export function watchOf(command: CommandMeta, parsed: Parsed, deps: Deps): Watch | null {
  const { 'dry-run': dryRun } = command.flags
  const isDryRun = dryRun !== undefined && readFlags({ 'dry-run': dryRun }, parsed, deps)['dry-run'] === true
  const given = TELLING.find((name) => parsed[name] !== undefined)
  if (isDryRun && given !== undefined)
    throw new UsageError(`a dry run tells nobody what it came to: leave --${given} or --dry-run out.`)
  return isDryRun ? null : watch(command, parsed, deps)
}

/** The same for a command line that could not be understood: its words are looked at one by one. Null if they do not tell. */
export function watchOfWords(
  argv: readonly string[],
  commands: readonly CommandMeta[],
  deps: Deps,
): Watch | null {
  const command = commands.find(({ name }) => argv.includes(name))
  if (command === undefined || !('notify' in command.flags) || argv.includes('--dry-run')) return null
  const names = [...Object.keys(connectionFlags), ...Object.keys(logFlags), 'out', ...TELLING]
  const words = names.flatMap((name) => {
    const value = valueOf(name, argv)
    return value === undefined ? [] : [[name, value] as const]
  })
  try {
    return watch(command, Object.fromEntries(words), deps)
  } catch {
    return null
  }
}

function valueOf(name: string, argv: readonly string[]): string | undefined {
  const at = argv.indexOf(`--${name}`)
  const joined = argv.find((word) => word.startsWith(`--${name}=`))
  return joined?.slice(name.length + 3) ?? (at === -1 ? undefined : argv[at + 1])
}

function watch({ name, flags }: CommandMeta, parsed: Parsed, deps: Deps): Watch | null {
  const settings = readMonitoring(parsed, deps)
  const { notify, heartbeat, metricsFile, warnings } = settings
  if (notify === null && heartbeat === null && metricsFile === null) return null
  const { out } = readFlags(outFlag, parsed, deps)
  const site = 'site' in flags ? siteOf(parsed, deps) : null
  const monitor = new Monitor({ command: name, site, out, settings }, deps)
  const sayFailures = (): void => {
    if (monitor.failures.length > 0) say(monitor.failures, flags, parsed, secretsOf(settings), deps)
  }
  return { monitor, warnings, sayFailures }
}

/** The site, as far as it can be known before anything is asked. */
function siteOf(parsed: Parsed, deps: Deps): string | null {
  try {
    return readAddress(readFlags(connectionFlags, parsed, deps)).site
  } catch {
    return null
  }
}

/** Never throws: what was to be said is then on standard error at least. */
function say(
  texts: readonly string[],
  flags: CommandMeta['flags'],
  parsed: Parsed,
  secrets: readonly string[],
  deps: Deps,
): void {
  const output = 'log-format' in flags ? outputAgain(parsed, secrets, deps) : null
  for (const text of texts) {
    if (output === null) deps.stderr.write(`konstantly-offboard: ${text}\n`)
    else output.say('not_told', text)
  }
  output?.over()
}

/** The log and the view of a command that has ended; null where there can be none, which the command itself has said. */
function outputAgain(parsed: Parsed, secrets: readonly string[], deps: Deps): RunOutput | null {
  try {
    const { rate } = paceFlags
    const flags = readFlags({ ...logFlags, ...outFlag, rate }, parsed, deps)
    return runOutput({ ...flags, json: false }, secrets, deps)
  } catch {
    return null
  }
}
