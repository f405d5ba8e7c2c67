import type { CommandMeta } from '../commands/command.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { groupFlags } from './flag-groups.ts'
import { ABOUT, describeFlag, PROGRAM, TITLE, usageOf, usageOfFlag, VARIABLES } from './help-text.ts'

/** The manual page, as `man` reads it: every command with its flags and examples, and the exit codes. */
export function manPage(commands: readonly CommandMeta[], version: string): string {
  return [
    `.TH ${PROGRAM.toUpperCase()} 1 "" "${PROGRAM} ${version}"`,
    '.SH NAME',
    text(`${PROGRAM} - ${TITLE.replace(/\.$/, '').replace(/^O/, 'o')}`),
    '.SH SYNOPSIS',
    text(`${PROGRAM} <command>`),
    '.SH COMMANDS',
    ...commands.flatMap((command) => term(usageOf(command), command.describe)),
    ...ABOUT.flatMap(([usage, describe]) => term(usage, describe)),
    ...commands.flatMap(commandSection),
    '.SH ENVIRONMENT',
    text(VARIABLES),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, meaning, next]) => term(code, `${meaning}: ${next}`)),
    '',
  ].join('\n')
}

function commandSection(command: CommandMeta): string[] {
  const { works, flags, examples } = command
  return [
    `.SH ${text(usageOf(command))}`,
    text(command.describe),
    ...(works === null ? [] : term(works.on, works.describe)),
    ...examples.flatMap(([example, what]) => ['.PP', text(`${what}:`), '.br', text(`${PROGRAM} ${example}`)]),
    ...groupFlags(flags).flatMap(([title, group]) => [
      `.SS ${text(title)}`,
      ...Object.entries(group).flatMap(([name, flag]) => term(usageOfFlag(name, flag), describeFlag(flag))),
    ]),
  ]
}

const term = (name: string, description: string): string[] => ['.TP', `.B ${text(name)}`, text(description)]

/** A text of one line in which nothing is a request of roff. */
const text = (words: string): string =>
  words
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/^[.']/, '\\&$&')
    .replace(
      /[^ -~]/gu,
      (letter) => `\\[u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
