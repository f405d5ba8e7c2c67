import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'
import { temporaryFolder } from '../support/cli.ts'
import { examples } from './examples.ts'
import { JOBS, JOBS_WITH_POSTGRES, WITH_POSTGRES } from './kubernetes-objects.ts'

/** A command line of the tool in an example: what stands behind its name. */
export interface CommandLine {
  path: string
  words: readonly string[]
}

/** Behind its name there may be the version of the image. */
const TOOL = /konstantly-offboard(?::\S+)? ((?:check|inbox|plan|run|purge|forget|runs|report) ?.*)$/gm

/** The words of a line as a shell takes them, without its redirections. Quotes are double ones, and stand around whole words. */
const split = (line: string): string[] =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? '')

/** What the shell of an Indexed Job makes of its lines, for each index: as `node` in it is called. */
function calledByShell(
  { command = [], args = [], env: variables = [] }: (typeof JOBS)[number]['container'],
  completions: number,
): string[][] {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'node'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o700 })
  const [shell = '', ...options] = command
  return Array.from({ length: completions }, (_, index) => {
    const env = {
      ...Object.fromEntries(
        variables.map(({ name, value, valueFrom }) => [
          name,
          value ?? ofConfigMap(valueFrom?.configMapKeyRef),
        ]),
      ),
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

/** What a ConfigMap of the examples says. */
function ofConfigMap(ref?: { name?: string; key: string }): string {
  const map = WITH_POSTGRES.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata?.name === ref?.name)
  return (map?.kind === 'ConfigMap' ? map.data?.[ref?.key ?? ''] : undefined) ?? ''
}

const inKubernetes = (path: string, jobs: typeof JOBS): CommandLine[] =>
  jobs.flatMap(({ name, job, container }) => {
    const { command = [], args = [] } = container
    const lines = command.length === 0 ? [[...args]] : calledByShell(container, job.completions ?? 1)
    return lines.map((words) => ({ path: `${path}, ${name}`, words }))
  })

interface Compose {
  /** The server of PostgreSQL has no command. */
  services: Record<string, { command?: string[] }>
}

/** Those of all examples. */
export const COMMAND_LINES: readonly CommandLine[] = [
  ...inKubernetes('deploy/kubernetes', JOBS),
  ...inKubernetes('deploy/kubernetes/postgres', JOBS_WITH_POSTGRES),
  ...examples('compose*.yaml').flatMap(({ path, text }) =>
    Object.values((parse(text, { merge: true }) as Compose).services).flatMap(({ command: words }) =>
      words === undefined ? [] : [{ path, words }],
    ),
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
