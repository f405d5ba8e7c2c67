import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { completionScript } from '../../../src/cli/help/completion.ts'
import { cli } from '../../support/cli.ts'

/** What bash proposes behind these words; the last one is being typed. */
function proposed(...words: string[]): string[] {
  const script = `${completionScript('bash', COMMANDS)}
COMP_WORDS=(konstantly-offboard ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_konstantly_offboard
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, status, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.split('\n').filter((line) => line !== '')
}

describe('bash completes', () => {
  test('commands', () => {
    expect(proposed('ru')).toEqual(['run', 'runs'])
    expect(proposed('')).toEqual([...COMMANDS.map(({ name }) => name), 'help', 'completion'])
  })

  test('the flags of a command, and of no other', () => {
    expect(proposed('run', '--max-u')).toEqual(['--max-users', '--max-unknown'])
    expect(proposed('runs', '--max-u')).toEqual([])
  })

  test('files, topics and shells', () => {
    expect(proposed('run', 'package.j')).toEqual(['package.json'])
    expect(proposed('help', 'exit')).toEqual(['exit-codes'])
    expect(proposed('completion', 'z')).toEqual(['zsh'])
  })
})

test('fish is told each command and each flag, and no quote ends a text early', () => {
  const script = completionScript('fish', COMMANDS)
  for (const { name, flags } of COMMANDS) {
    expect(script).toContain(`-a ${name} -d `)
    for (const flag of Object.keys(flags)) expect(script).toContain(`from ${name}' -l ${flag} `)
  }
  const unquoted = script.split('\n').map((line) => line.replace(/'(?:[^'\\]|\\.)*'/g, ''))
  expect(unquoted.filter((line) => !line.startsWith('#') && /['"]/.test(line))).toEqual([])
})

test('zsh has its own way to read what bash reads', () => {
  expect(completionScript('zsh', COMMANDS)).toContain('bashcompinit')
})

test('another shell is refused, and the three are named', async () => {
  for (const argv of [['completion'], ['completion', 'tcsh']]) {
    const { exitCode, stderr } = await cli(argv)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('bash, zsh, fish')
  }
  expect((await cli(['completion', 'bash'])).stdout).toBe(completionScript('bash', COMMANDS))
})
