import type { CommandMeta } from '../commands/command.ts'
import { UsageError } from '../usage-error.ts'
import { ABOUT, PROGRAM } from './help-text.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

const isShell = (text: string): text is Shell => (SHELLS as readonly string[]).includes(text)

/** The script that completes commands and flags in a shell. Throws UsageError for any other shell. */
export function completionScript(shell: string | undefined, commands: readonly CommandMeta[]): string {
  if (shell === undefined || !isShell(shell)) {
    throw new UsageError(
      `completion needs the name of your shell, ${SHELLS.join(', ')}, as in: source <(${PROGRAM} completion bash)`,
    )
  }
  return { bash, zsh, fish }[shell](commands)
}

const names = (commands: readonly CommandMeta[]): string =>
  [...commands.map(({ name }) => name), ...ABOUT.map(([usage]) => usage.split(' ')[0])].join(' ')

const flagsOf = ({ flags }: CommandMeta): string =>
  [...Object.keys(flags), 'help'].map((name) => `--${name}`).join(' ')

/** Where files are completed, by the shell itself: after a flag that takes one, and as an argument. */
function bash(commands: readonly CommandMeta[]): string {
  return `# ${PROGRAM} completion bash: put this into ~/.bashrc:  source <(${PROGRAM} completion bash)
_konstantly_offboard() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(commands)}" -- "$word"))
    return
  fi
  local flags=""
  case "\${COMP_WORDS[1]}" in
${commands.map((command) => `    ${command.name}) flags="${flagsOf(command)}" ;;`).join('\n')}
    help) COMPREPLY=($(compgen -W "${names(commands)} exit-codes" -- "$word")); return ;;
    completion) COMPREPLY=($(compgen -W "${SHELLS.join(' ')}" -- "$word")); return ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _konstantly_offboard ${PROGRAM}
`
}

const zsh = (commands: readonly CommandMeta[]): string =>
  `# ${PROGRAM} completion zsh: put this into ~/.zshrc:  source <(${PROGRAM} completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bash(commands).split('\n').slice(1).join('\n')}`

/** A text in single quotes, as fish reads it. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

function fish(commands: readonly CommandMeta[]): string {
  const program = `complete -c ${PROGRAM}`
  const described = [...commands.map(({ name, describe }) => [name, describe] as const), ...aboutTerms()]
  return `# ${PROGRAM} completion fish: put this into ~/.config/fish/config.fish:  ${PROGRAM} completion fish | source
${[
  ...described.map(
    ([name, describe]) => `${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(describe)}`,
  ),
  `${program} -n '__fish_seen_subcommand_from completion' -f -a ${quoted(SHELLS.join(' '))}`,
  `${program} -n '__fish_seen_subcommand_from help' -f -a ${quoted(`${names(commands)} exit-codes`)}`,
  ...commands.flatMap(({ name, flags }) =>
    Object.entries(flags).map(
      ([flag, { describe, placeholder }]) =>
        `${program} -n '__fish_seen_subcommand_from ${name}' -l ${flag}${placeholder === null ? '' : ' -r'} -d ${quoted(describe)}`,
    ),
  ),
].join('\n')}
`
}

const aboutTerms = (): (readonly [string, string])[] =>
  ABOUT.map(([usage, describe]) => [usage.split(' ')[0] ?? usage, describe] as const)
