import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { EXIT } from '../../../src/cli/exit-code.ts'
import { EXIT_CODES } from '../../../src/cli/help/exit-codes.ts'
import { commandHelp, generalHelp } from '../../../src/cli/help/help-text.ts'
import { parseCommandLine } from '../../../src/cli/parse-command-line.ts'
import { cli } from '../../support/cli.ts'

describe('help', () => {
  test.each(COMMANDS)(
    'of $name shows each of its flags once, with its placeholder and its default',
    (command) => {
      const help = commandHelp(command, 100)
      for (const [name, { placeholder, shown }] of Object.entries(command.flags)) {
        const usage = placeholder === null ? `--${name}` : `--${name} <${placeholder}>`
        expect(help.split('\n').filter((line) => `${line} `.startsWith(`  ${usage} `))).toHaveLength(1)
        if (shown !== undefined) expect(help).toContain(`[${shown}]`)
      }
    },
  )

  test.each(COMMANDS)('of $name has examples that can be typed', ({ name, examples }) => {
    expect(examples.length).toBeGreaterThanOrEqual(2)
    for (const [example] of examples) {
      const parsed = parseCommandLine(example.split(' '), COMMANDS, 80)
      expect('command' in parsed && parsed.command.name).toBe(name)
    }
  })

  test.each([
    [['help', 'run']],
    [['run', '--help']],
    [['run', '-h']],
    [['run', 'leavers.csv', '--site', 'acme', '-h']],
    [['--site', 'acme', 'run', '--help']],
  ])('is asked for in each way people know: %j', async (argv) => {
    const run = COMMANDS.find(({ name }) => name === 'run')
    const { exitCode, stdout, stderr } = await cli(argv)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toBe(run && commandHelp(run, 100))
  })

  test.each([[['--help']], [['-h']], [['help']], [['help', 'help']], [['help', 'completion']]])(
    'of all: %j',
    async (argv) => {
      expect((await cli(argv)).stdout).toBe(generalHelp(COMMANDS, 100))
    },
  )

  test.each([[['--version']], [['-V']], [['run', '-V']]])('%j tells the version alone', async (argv) => {
    expect((await cli(argv)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test.each([30, 50, 80])('keeps to a window of %i characters', (width) => {
    const longest = (text: string): string =>
      text
        .split('\n')
        // What is to be pasted is not broken, and neither is a word.
        .filter((line) => !line.startsWith('      konstantly-offboard ') && line.trim().includes(' '))
        .toSorted((a, b) => b.length - a.length)[0] ?? ''
    for (const command of COMMANDS) {
      const line = longest(commandHelp(command, width))
      const terms = /^ {2}(\S+|-\S+ <\S+>)$|^konstantly-offboard /
      expect(terms.test(line) || line.length <= width, line).toBe(true)
    }
  })

  test('of a topic that there is not says what there is', async () => {
    const { exitCode, stderr } = await cli(['help', 'delet'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('delet is no command.')
  })
})

describe('the exit codes', () => {
  test('are those that the tool has', () => {
    const codes = EXIT_CODES.flatMap(([code]) => code.split(', ').map(Number))
    expect(codes).toEqual([...new Set(Object.values(EXIT))].toSorted((a, b) => a - b))
  })
})
