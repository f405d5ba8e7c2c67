import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from './support/cli.ts'
import { demoWorks } from './support/demo-works.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/**
 * Carries out a Dockerfile's COPY and npm steps in folders, a folder for each stage, and returns the last one. What only an
 * engine can do (users, volumes) is left out.
 */
async function build(dockerfile: string): Promise<string> {
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
      await run('npm', [...words.slice(1), '--prefer-offline'], { cwd: stage })
    }
  }
  return stage
}

describe('the image', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')

  test(
    'is what the steps of the Dockerfile make of clean folders, and works',
    { timeout: 300_000 },
    async () => {
      const image = await build(dockerfile)
      expect(readdirSync(image).sort()).toEqual([
        'LICENSE',
        'dist',
        'fixtures',
        'node_modules',
        'package.json',
      ])
      expect(readdirSync(join(image, 'node_modules'))).not.toContain('typescript')
      await demoWorks(join(image, 'dist/bin.js'), join(image, 'data'))
    },
  )

  test('runs as nobody special, gets its signals, and keeps its data in /data', () => {
    expect(dockerfile).toMatch(/^USER 1000$/m)
    expect(dockerfile).toMatch(/^ENTRYPOINT \["node", "\/app\/dist\/bin\.js"\]$/m)
    expect(dockerfile).toMatch(/^ENV KONSTANTLY_OUT=\/data$/m)
  })
})
