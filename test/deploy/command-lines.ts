import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'
import { temporaryFolder } from '../support/cli.ts'
import { examples } from './examples.ts'
import { JOBS } from './kubernetes-objects.ts'

/** A command line of the tool in an example: what stands behind its name. */
export interface CommandLine {
  path: string
  words: readonly string[]
}

const TOOL = /konstantly-offboard ((?:check|inbox|plan|run|purge|forget|runs|report) ?.*)$/gm

/** The words of a line as a shell takes them, without its redirections. Quotes are double ones, and stand around whole words. */
const split = (line: string): string[] =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? '')

/** What the shell of an Indexed Job makes of its lines, for each index: as `node` in it is called. */
function calledByShell(command: readonly string[], args: readonly string[], completions: number): string[][] {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'node'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o700 })
  const [shell = '', ...options] = command
  return Array.from({ length: completions }, (_, index) => {
    const env = {
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
      JOB_COMPLETION_INDEX: String(index),
    }
    const [bin, ...words] = execFileSync(shell, [...options, ...args], { encoding: 'utf8', env })
      .trim()
      .split('\n')
    if (bin !== '/app/dist/bin.js') throw new Error(`the shell starts ${bin ?? 'nothing'}`)
    return words
  })
}

function inKubernetes(): CommandLine[] {
  return JOBS.flatMap(({ name, job, container: { command = [], args = [] } }) => {
    const lines = command.length === 0 ? [[...args]] : calledByShell(command, args, job.completions ?? 1)
    return lines.map((words) => ({ path: `deploy/kubernetes, ${name}`, words }))
  })
}

interface Compose {
  services: Record<string, { command: string[] }>
}

/** Those of all examples. */
export const COMMAND_LINES: readonly CommandLine[] = [
  ...inKubernetes(),
  ...examples('compose.yaml').flatMap(({ path, text }) =>
    Object.values((parse(text, { merge: true }) as Compose).services).map(({ command }) => ({
      path,
      words: command,
    })),
  ),
  ...examples('{systemd/*.service,cron/*,github-actions/*}').flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) =>
        Array.from(line.matchAll(TOOL), ([, words = '']) => ({ path, words: split(words) })),
      ),
  ),
  ...examples('windows/*.xml').flatMap(({ path, text }) =>
    Array.from(text.matchAll(/<Arguments>(.*)<\/Arguments>/g), ([, line = '']) => ({
      path,
      words: split(line).slice(1),
    })),
  ),
]
