import { execFile } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { temporaryFolder } from './cli.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/**
 * Carries out a Dockerfile's COPY and npm steps in folders, a folder for each stage, and returns the last one and those with names. What
 * only an engine can do (users, volumes) is left out.
 */
export async function carryOut(dockerfile: string): Promise<{ last: string; stages: Map<string, string> }> {
  const stages = new Map<string, string>()
  let stage = ''
  for (const line of dockerfile.split('\n')) {
    const [instruction, ...words] = line.trim().split(/\s+/)
    const inStage = (path: string): string => join(stage, path.replace(/^\/app/, ''))
    if (instruction === 'FROM') {
      stage = temporaryFolder()
      if (words[1] === 'AS') stages.set(words[2] ?? '', stage)
    } else if (instruction === 'COPY') {
      const from = /^--from=(.+)$/.exec(words[0] ?? '')?.[1]
      const source = from === undefined ? ROOT : (stages.get(from) ?? '')
      const paths = words.slice(from === undefined ? 0 : 1)
      const target = paths.pop() ?? ''
      for (const path of paths) {
        const name = path.replace(/^\/app\//, '')
        const into = target.endsWith('/') ? join(stage, target, name) : inStage(target)
        mkdirSync(dirname(into), { recursive: true })
        cpSync(join(source, name), into, { recursive: true })
      }
    } else if (instruction === 'RUN' && words[0] === 'npm') {
      await run('npm', [...words.slice(1), '--prefer-offline', '--no-audit'], { cwd: stage })
    }
  }
  return { last: stage, stages }
}
