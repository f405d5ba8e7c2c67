import { COMMANDS } from '../../src/cli/commands.ts'
import { readFlags, variableOf } from '../../src/cli/flags/read-flags.ts'
import { SECRETS } from '../../src/cli/flags/unknown-variables.ts'
import { parseCommandLine } from '../../src/cli/parse-command-line.ts'
import { COMMAND_LINE } from '../support/cli.ts'

/** Every flag there is, without dashes. */
export const FLAGS: ReadonlySet<string> = new Set([
  ...COMMANDS.flatMap(({ flags }) => Object.keys(flags)),
  'help',
  'version',
])

/** Every variable that the tool heeds. */
export const VARIABLES: ReadonlySet<string> = new Set([...SECRETS, ...[...FLAGS].map(variableOf)])

/** Why the tool does not take a command line; null if it does. */
export function whyRefused(words: readonly string[]): string | null {
  try {
    const line = parseCommandLine(words, COMMANDS, 80)
    if ('command' in line) readFlags(line.command.flags, line.parsed, COMMAND_LINE)
    return null
  } catch (error) {
    return `${words.join(' ')}: ${String(error)}`
  }
}

/** The variables of the tool that a text names and the tool does not heed. */
export const unknownVariables = (text: string): string[] =>
  (text.match(/\bKONSTANTLY_[A-Z_]*[A-Z]/g) ?? []).filter((name) => !VARIABLES.has(name))
