import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { codeIn, DOCUMENTS, fencesOf, ROOT, wordsOf } from './documents.ts'
import { FLAGS, unknownVariables, whyRefused } from './known-words.ts'

/** Flags of npm and Docker that the text of documents speaks of. */
const FOREIGN = new Set([
  'dir-cache-time',
  'global',
  'rm',
  'silent',
  'tag',
  'time',
  'tmpfs',
  'vfs-cache-mode',
])

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

/** The flags in a text, without dashes. */
const flagsIn = (text: string): string[] =>
  Array.from(text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g), ([, flag = '']) => flag)

/** The command lines of the tool in a document's blocks, and in those of a container. */
const commandLines = (document: (typeof DOCUMENTS)[number]): string[][] =>
  fencesOf(document).flatMap(({ info, lines }) =>
    lines.flatMap((line) => {
      const args = info === 'yaml' ? /^args: \[(.*)\]$/.exec(line)?.[1]?.split(', ') : undefined
      const words = args ?? wordsOf(line)
      return words === null ? [] : [words]
    }),
  )

describe('what documents tell people to type', () => {
  test.each(DOCUMENTS)('in $path: the tool takes each command line', (document) => {
    expect(
      commandLines(document)
        .map(whyRefused)
        .filter((why) => why !== null),
    ).toEqual([])
  })

  test('is found', () => {
    expect(DOCUMENTS.flatMap(commandLines).length).toBeGreaterThan(20)
    expect(whyRefused(['run', 'leavers.csv', '--max-user', '5'])).toContain('--max-user is no flag of run')
    expect(whyRefused(['run', 'leavers.csv', '--grace', 'soon'])).toContain('must be a duration')
  })

  test.each(DOCUMENTS)('in $path: each flag in the text is one of the tool', (document) => {
    const unknown = codeIn(document)
      .flatMap(flagsIn)
      .filter((flag) => !FLAGS.has(flag) && !FOREIGN.has(flag))
    expect(unknown).toEqual([])
  })

  test.each(DOCUMENTS)('in $path: a command in the text has the flags that stand behind it', (document) => {
    const wrong = codeIn(document).filter((code) => {
      const words = wordsOf(code) ?? code.split(' ')
      const command = COMMANDS.find(({ name }) => name === words[0])
      return (
        command !== undefined &&
        flagsIn(words.join(' ')).some((flag) => !(flag in command.flags) && flag !== 'help')
      )
    })
    expect(wrong).toEqual([])
  })

  test.each(DOCUMENTS)('in $path: each variable sets a flag, or holds a secret', ({ text }) => {
    expect(unknownVariables(text)).toEqual([])
  })

  test.each(DOCUMENTS)('in $path: each npm script exists', (document) => {
    const texts = [...codeIn(document), ...fencesOf(document).flatMap(({ lines }) => lines)]
    const named = texts.flatMap((text) =>
      Array.from(text.matchAll(/\bnpm(?:\.cmd)? run (?:--silent )?([a-z:]+)/g), ([, name = '']) => name),
    )
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})
