import type { CommandMeta } from '../commands/command.ts'
import type { Flag } from '../flags/flag.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { groupFlags } from './flag-groups.ts'
import { termList, wrap } from '../wrap.ts'

export const PROGRAM = 'konstantly-offboard'
export const TITLE = 'Offboards everyone on a leaver list from a Konstantly learning platform.'
export const VARIABLES =
  'Every flag can be set as an environment variable: --max-users as KONSTANTLY_MAX_USERS. The API key comes from KONSTANTLY_API_KEY, or from the file that --api-key-file names.'

/** The commands that tell about the others. They are answered before any command is loaded. */
export const ABOUT = [
  ['help [command]', 'Show the commands, the flags of one of them, or the exit codes: help exit-codes'],
  ['completion <shell>', 'Print what completes commands and flags in bash, zsh or fish'],
] as const

/** How a command is called: `run [list]`. */
export const usageOf = ({ name, works }: Pick<CommandMeta, 'name' | 'works'>): string =>
  works === null ? name : `${name} ${works.on}`

/** A flag as it is typed: `--site <name>`. */
export const usageOfFlag = (name: string, { placeholder }: Flag<unknown>): string =>
  placeholder === null ? `--${name}` : `--${name} <${placeholder}>`

export const describeFlag = ({ describe, shown, isRepeatable }: Flag<unknown>): string =>
  `${describe}${isRepeatable === true ? ' (may be given several times)' : ''}${shown === undefined ? '' : ` [${shown}]`}`

/** What help without a command shows. `width`: of the window, in characters. */
export function generalHelp(commands: readonly CommandMeta[], width: number): string {
  return lines([
    `${PROGRAM} <command>`,
    '',
    ...wrap(TITLE, width),
    '',
    'Commands',
    ...termList(
      [...commands.map((command) => [usageOf(command), command.describe] as const), ...ABOUT],
      width,
    ),
    '',
    'Flags of every command',
    ...termList(
      [
        ['-h, --help', 'Show help'],
        ['-V, --version', 'Show the version'],
      ],
      width,
    ),
    '',
    ...wrap(`To see it all at once, without a site of your own: ${PROGRAM} demo`, width),
    ...wrap(VARIABLES, width),
  ])
}

/** What help shows of one command. */
export function commandHelp(command: CommandMeta, width: number): string {
  const { works, describe, flags, examples } = command
  return lines([
    `${PROGRAM} ${usageOf(command)}`,
    '',
    ...wrap(describe, width),
    ...(works === null ? [] : ['', ...termList([[works.on, works.describe]], width)]),
    '',
    'Examples',
    ...examples.flatMap(([example, what]) => [
      ...wrap(what, width - 2).map((line) => `  ${line}`),
      `      ${PROGRAM} ${example}`,
    ]),
    ...groupFlags(flags).flatMap(([title, group]) => [
      '',
      title,
      ...termList(
        Object.entries(group).map(([name, flag]) => [usageOfFlag(name, flag), describeFlag(flag)] as const),
        width,
      ),
    ]),
    '',
    ...wrap(`${VARIABLES} Exit codes: ${PROGRAM} help exit-codes.`, width),
  ])
}

/** What `help exit-codes` shows. */
export const exitCodesHelp = (width: number): string =>
  lines([
    'Exit codes, and what a scheduler should do',
    '',
    ...termList(
      EXIT_CODES.map(([code, meaning, next]) => [code, `${meaning}: ${next}`] as const),
      width,
    ),
  ])

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`
