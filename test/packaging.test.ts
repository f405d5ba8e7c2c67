import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from './support/cli.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

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

/** The demo, by an installed or built bin: a whole run over real HTTP. */
async function demoWorks(bin: string, out: string): Promise<void> {
  expect((await run(process.execPath, [bin, '--version'])).stdout.trim()).toBe(version)
  const { stdout } = await run(process.execPath, [bin, 'demo', '--out', out, '--log-level', 'silent'])
  expect(stdout).toContain('all of them ended as they should')
  expect(readdirSync(out)).toContain('ledger.sqlite')
}

describe('what ships is what was tested', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')

  test('the image: the steps of the Dockerfile, in clean folders', { timeout: 300_000 }, async () => {
    const image = await build(dockerfile)
    expect(readdirSync(image).sort()).toEqual(['LICENSE', 'dist', 'fixtures', 'node_modules', 'package.json'])
    expect(readdirSync(join(image, 'node_modules'))).not.toContain('typescript')
    await demoWorks(join(image, 'dist/bin.js'), join(image, 'data'))
  })

  test('the image runs as nobody special, gets its signals, and keeps its data in /data', () => {
    expect(dockerfile).toMatch(/^USER 1000$/m)
    expect(dockerfile).toMatch(/^ENTRYPOINT \["node", "\/app\/dist\/bin\.js"\]$/m)
    expect(dockerfile).toMatch(/^ENV KONSTANTLY_OUT=\/data$/m)
  })

  test('each base image is pinned by its digest', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(bases).toHaveLength(3)
    expect(new Set(bases).size).toBe(1)
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-slim@sha256:[0-9a-f]{64}$/)
  })

  test('whatever npm installs, the Node.js of this checkout included, is covered by a hash and runs no script of its own', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean; hasInstallScript?: boolean }>
    }
    const installed = Object.entries(lock.packages).filter(
      ([path, { link }]) => path.startsWith('node_modules/') && !link,
    )
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([])
    for (const machine of ['linux-x64', 'linux-arm64', 'darwin-x64', 'bin-darwin-arm64', 'win-x64'])
      expect(lock.packages).toHaveProperty([`node_modules/node-${machine}`, 'integrity'])
  })

  test('the package: npm pack, and an install of the tarball', { timeout: 300_000 }, async () => {
    const folder = temporaryFolder()
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT })
    const packed = JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as unknown
    const [{ filename, files }] = Object.values(packed as object) as [
      { filename: string; files: { path: string }[] },
    ]
    const shipped = files.map(({ path }) => path)
    expect(shipped).toEqual(
      expect.arrayContaining(['dist/bin.js', 'README.md', 'LICENSE', 'fixtures/demo/leavers.csv']),
    )
    expect(shipped.filter((path) => /^(src|test|node_modules)\/|^bench\/.*ts$/.test(path))).toEqual([])
    const links = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/\]\((?!http)([^)#]+)/g)]
    expect(shipped).toEqual(expect.arrayContaining(links.map(([, path]) => path)))

    const home = join(folder, 'home')
    mkdirSync(home)
    await run('npm', ['install', '--omit=dev', '--prefer-offline', join(folder, filename)], { cwd: home })
    // Whoever installs the package has a Node.js of their own.
    expect(readdirSync(join(home, 'node_modules')).filter((name) => name.startsWith('node'))).toEqual([])
    const bin = join(home, 'node_modules/.bin/konstantly-offboard')
    expect(statSync(bin).mode & 0o111).not.toBe(0)
    await demoWorks(bin, join(folder, 'out'))
  })
})
