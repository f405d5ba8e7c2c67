import {
  chmodSync,
  chownSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { temporaryFolder, writeList } from '../support/cli.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { JOBS } from '../deploy/kubernetes-objects.ts'
import { sandbox } from '../support/sandbox.ts'
import { buildImage, ROOT, type Image } from './build-image.ts'
import { startContainer } from './container.ts'

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const folder = temporaryFolder()
const print = (line: string): void => void process.stdout.write(`${line}\n`)
let image: Image

beforeAll(() => {
  const begin = Date.now()
  image = buildImage(folder)
  const [app, node] = [
    bytesIn(join(image.root, 'app')),
    statSync(join(image.root, 'usr/local/bin/node')).size,
  ]
  print(
    `base: ${image.base}; built in ${Math.round((Date.now() - begin) / 1000)} s; ${mib(image.bytes)} in all, of these`,
  )
  print(`Node.js ${mib(node)}, the tool with what it needs ${mib(app)}`)
})

afterAll(() => {
  image.remove()
})

const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`

const bytesIn = (path: string): number =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)

/** The IDs of users who can be offboarded. */
const learners = ({ site }: Sandbox): string[] =>
  site
    .people()
    .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
    .map(({ id }) => id)

/** A volume as `/data` of the image is: of user 1000, in group 0; or as somebody else made it. */
function volume(name: string, { uid = 1000, gid = 0, mode = 0o2770 } = {}): string {
  const path = join(folder, name)
  mkdirSync(path)
  chownSync(path, uid, gid)
  chmodSync(path, mode)
  return path
}

test('is what an engine has to know', () => {
  expect(image.config).toMatchObject({
    User: '1000',
    WorkingDir: '/data',
    Volumes: { '/data': {} },
    Entrypoint: ['node', '/app/dist/bin.js'],
    Cmd: ['--help'],
    Healthcheck: { Test: ['NONE'] },
    Labels: {
      'org.opencontainers.image.title': 'konstantly-offboard',
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.licenses': 'MIT',
    },
  })
})

test('holds no package manager, in no layer, and no package but those of production', () => {
  expect(image.layers).toHaveLength(1)
  expect(globSync('**/{npm,npx,yarn,yarnpkg,corepack,npm-cli.js}', { cwd: image.root })).toEqual([])
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: true; devOptional?: true; optional?: true; link?: true }>
  }
  const production = Object.entries(lock.packages)
    .filter(
      ([path, { dev, devOptional, optional, link }]) =>
        path.includes('node_modules/') && !(dev ?? devOptional ?? optional ?? link),
    )
    .map(([path]) => `${path}/package.json`)
  const installed = globSync('**/node_modules/{*,@*/*}/package.json', { cwd: join(image.root, 'app') })
  expect(installed.toSorted()).toEqual(production.toSorted())
})

test('belongs to root, and its user can change nothing of it', () => {
  const writable = readdirSync(join(image.root, 'app'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => {
      const stats = lstatSync(join(image.root, 'app', name))
      return stats.uid !== 0 || (!stats.isSymbolicLink() && (stats.mode & 0o022) !== 0)
    },
  )
  expect(writable).toEqual([])
})

test('runs a list on a read-only root, as user 1000, and writes to /data alone', async () => {
  const platform = await sandbox({ users: 50 })
  const data = volume('run')
  writeList(data, `id\n${learners(platform)[0] ?? ''}\n`)
  const run = {
    volumes: { '/data': data },
    argv: ['run', 'leavers.csv', '--base-url', platform.baseUrl, '--yes', '--json', '--max-percent', '100'],
    env: { KONSTANTLY_API_KEY: platform.apiKey },
  }
  const { code, stdout, stderr } = await startContainer(image, run).ended
  expect(code, stderr).toBe(0)
  const { run: id, version: told } = JSON.parse(stdout) as Summary
  expect(told).toBe(version)
  expect(readdirSync(join(data, id))).toContain('results.csv')
  expect(statSync(join(data, 'ledger.sqlite')).uid).toBe(1000)
})

test('shows the demo without a trace in /data', async () => {
  const data = volume('demo')
  const { code, stdout, stderr } = await startContainer(image, {
    volumes: { '/data': data },
    argv: ['demo'],
    tmp: true,
  }).ended
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('all of them ended as they should')
  expect(readdirSync(data)).toEqual([])
})

test('stops cleanly at SIGTERM, as PID 1, and the next container goes on', async () => {
  let seen = 0
  const platform = await sandbox({
    users: 200,
    latencyMs: 20,
    onRequest: ({ method }) => {
      if (method === 'DELETE' && (seen += 1) === 3) stopped.signal('SIGTERM')
    },
  })
  const data = volume('stop')
  const ids = learners(platform).slice(0, 30)
  writeList(data, `id\n${ids.join('\n')}\n`)
  const run = {
    volumes: { '/data': data },
    argv: ['run', 'leavers.csv', '--base-url', platform.baseUrl, '--yes', '--json', '--max-percent', '100'],
    env: { KONSTANTLY_API_KEY: platform.apiKey },
  }
  const stopped = startContainer(image, run)
  const { code, stdout, stderr } = await stopped.ended
  expect(code, stderr).toBe(143)
  const next = await startContainer(image, run).ended
  expect((JSON.parse(next.stdout) as Summary).run).toBe((JSON.parse(stdout) as Summary).run)
  expect([0, 3]).toContain(next.code)
})

test('starts at once', async () => {
  const begin = performance.now()
  const { stdout } = await startContainer(image, {
    volumes: { '/data': volume('start') },
    argv: ['--version'],
  }).ended
  print(`start-up: ${Math.round(performance.now() - begin)} ms`)
  expect(stdout.trim()).toBe(version)
})

/** The volumes of the examples for Kubernetes as it gives them: of root, and for the group that `fsGroup` names. */
function kubernetesVolumes(name: string): Record<'/data' | '/inbox' | '/secrets', string> {
  const shared = { uid: 0, gid: 1000, mode: 0o2775 }
  return {
    '/data': volume(`${name}-ledger`, shared),
    '/inbox': volume(`${name}-inbox`, shared),
    // Everybody could write in the folder of a Secret, but for the sticky bit.
    '/secrets': volume(`${name}-secrets`, { ...shared, mode: 0o3777 }),
  }
}

/** Writes a file of a Secret, as `defaultMode` asks for it. */
function writeSecret(path: string, text: string): void {
  writeFileSync(path, text)
  chownSync(path, 0, 1000)
  chmodSync(path, 0o440)
}

const jobOf = (name: string): (typeof JOBS)[number]['container'] => {
  const job = JOBS.find((one) => one.name === name)
  if (job === undefined) throw new Error(`There is no ${name}.`)
  return job.container
}

test('does the jobs of the examples for Kubernetes, with the volumes that Kubernetes gives them', async () => {
  const platform = await sandbox({ users: 50 })
  const volumes = kubernetesVolumes('one')
  const inbox = volumes['/inbox']
  writeSecret(join(volumes['/secrets'], 'key'), platform.apiKey)
  /** A job as its example has it, but for the site. */
  const job = async (name: string, ...more: string[]): Promise<void> => {
    const args = jobOf(name).args ?? []
    const argv = args.map((word) => word.replace('--site=acme', `--base-url=${platform.baseUrl}`))
    const { code, stdout, stderr } = await startContainer(image, { volumes, argv: [...argv, ...more] }).ended
    expect(code, stdout + stderr).toBe(0)
    expect(stdout + stderr).not.toMatch(/^(FAILED|warning)/m)
  }

  await job('offboard-check')
  writeFileSync(join(inbox, 'leavers.csv'), `id\n${learners(platform)[0] ?? ''}\n`)
  await job('offboard-inbox', '--settle=100ms', '--max-percent=100')
  expect(readdirSync(inbox)).toContain('leavers.csv.plan.html')
  renameSync(join(inbox, 'leavers.csv'), join(inbox, 'approved/leavers.csv'))
  await job('offboard-inbox', '--settle=100ms', '--max-percent=100')
  expect(readdirSync(join(inbox, 'done'))).toHaveLength(1)
  await job('offboard-purge')
  expect(statSync(join(volumes['/data'], 'offboarding')).mode & 0o777).toBe(0o700)
})

test('does the Indexed Job of many sites, all at once on one volume, and shows the runs of all of them', async () => {
  const platform = await sandbox({ users: 50 })
  const volumes = kubernetesVolumes('many')
  const sites = ['acme', 'globex', 'initech']
  for (const [index, site] of sites.entries()) {
    writeSecret(join(volumes['/secrets'], site), platform.apiKey)
    mkdirSync(join(volumes['/inbox'], site))
    chownSync(join(volumes['/inbox'], site), 1000, 1000)
    writeFileSync(join(volumes['/inbox'], site, 'leavers.csv'), `id\n${learners(platform)[index] ?? ''}\n`)
  }
  const { command = [], args = [] } = jobOf('offboard-sites')
  const argv = args.map((text) =>
    text.replace('--site "$1"', `--settle 100ms --max-percent 100 --base-url ${platform.baseUrl}`),
  )
  const ended = sites.map((_, index) => {
    const env = { JOB_COMPLETION_INDEX: String(index) }
    return startContainer(image, { volumes, entrypoint: command, argv, env }).ended
  })
  for (const { code, stdout, stderr } of await Promise.all(ended)) expect(code, stdout + stderr).toBe(0)
  for (const site of sites)
    expect(readdirSync(join(volumes['/inbox'], site))).toContain('leavers.csv.plan.html')

  const overview = startContainer(image, { volumes, argv: jobOf('offboard-overview').args ?? [] })
  const { code, stdout, stderr } = await overview.ended
  expect(code, stderr).toBe(0)
  for (const site of sites) expect(stdout).toContain(site)
})
