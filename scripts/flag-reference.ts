import { writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { COMMANDS } from '../src/cli/commands.ts'
import type { CommandMeta } from '../src/cli/commands/command.ts'
import type { Flag } from '../src/cli/flags/flag.ts'
import { variableOf } from '../src/cli/flags/read-flags.ts'
import { groupFlags, OWN } from '../src/cli/help/flag-groups.ts'
import { describeFlag, usageOf, usageOfFlag, VARIABLES } from '../src/cli/help/help-text.ts'

/** Where the reference is kept. */
export const FLAG_REFERENCE = new URL('../docs/flags.md', import.meta.url)

const INTRODUCTION = `# Flags

<!-- Made by \`npm run flags\` from the tables in src/cli/. Change it there. -->

This page lists every flag. \`help <command>\` shows those of one command. ${VARIABLES} A flag on the command line wins over its variable.

A switch takes no value. Its variable is \`true\` or \`false\`. The placeholders of other flags:

- \`<n>\`: a number
- \`<time>\`: a duration, such as \`500ms\`, \`30s\`, \`50m\`, \`24h\` or \`7d\`
- \`<word>\`: one of the words in the description
- \`<run>\`: a run, as \`runs\` lists it

A variable with a † belongs to a guard. It is refused if it is set to nothing, because a template that nobody filled in must not switch off a guard.

Every command also has \`-h, --help\` and \`-V, --version\`.`

/** The text of `docs/flags.md` for these commands, formatted as the other documents are. */
export async function flagReference(commands: readonly CommandMeta[]): Promise<string> {
  const uses = commands.flatMap(usesOf)
  const titles = [...new Set(uses.map(({ title }) => title))].filter((title) => title !== OWN)
  const sections = [...titles, OWN].map((title) => {
    const own = uses.filter((use) => use.title === title)
    return { title: title === OWN ? 'Other flags' : title, text: flagTable(own, commands.length) }
  })
  sections.push({ title: 'By command', text: commandTable(commands) })
  const contents = sections.map(({ title }) => `- [${title}](#${title.toLowerCase().replaceAll(' ', '-')})`)
  const parts = [
    INTRODUCTION,
    contents.join('\n'),
    ...sections.map(({ title, text }) => `## ${title}\n\n${text}`),
  ]
  return format(parts.join('\n\n'), { ...(await resolveConfig(FLAG_REFERENCE)), parser: 'markdown' })
}

/** A flag as one command has it, and the title of its group. */
interface Use {
  title: string
  name: string
  flag: Flag<unknown>
  command: string
}

const usesOf = ({ name: command, flags }: CommandMeta): Use[] =>
  groupFlags(flags).flatMap(([title, group]) =>
    Object.entries(group).map(([name, flag]) => ({ title, name, flag, command })),
  )

/** A row a flag. A flag that means something else to another command, or has another default there, has a row for each. */
function flagTable(uses: readonly Use[], commandCount: number): string {
  const same = Map.groupBy(uses, ({ name, flag }) => `${name} ${describeFlag(flag)}`)
  const rows = [...same.values()].flatMap((entry) => {
    const [first] = entry
    return first === undefined ? [] : [flagRow(first, entry, commandCount)]
  })
  return table(['flag', 'what it does', 'default', 'variable', 'commands'], rows)
}

const flagRow = ({ name, flag }: Use, entry: readonly Use[], commandCount: number): string[] => [
  `\`${usageOfFlag(name, flag)}\``,
  flag.isRepeatable === true ? `${flag.describe} (may be given several times)` : flag.describe,
  flag.shown ?? (flag.placeholder === null ? 'off' : 'none'),
  `\`${variableOf(name)}\`${flag.isGuard === true ? ' †' : ''}`,
  entry.length === commandCount ? 'all' : entry.map(({ command }) => `\`${command}\``).join(', '),
]

const commandTable = (commands: readonly CommandMeta[]): string =>
  table(
    ['command', 'what it does', 'flags'],
    commands.map((command) => [
      `\`${usageOf(command)}\``,
      command.describe,
      Object.keys(command.flags)
        .map((name) => `\`--${name}\``)
        .join(' '),
    ]),
  )

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|')

if (import.meta.main) writeFileSync(FLAG_REFERENCE, await flagReference(COMMANDS))
