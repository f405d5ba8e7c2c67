import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Debian as debootstrap makes it. It is kept, because that takes minutes. */
const DEBIAN = join(ROOT, 'node_modules/.cache/debian')

/** What an engine knows of an image beside its files. */
export interface ImageConfig {
  User: string
  Env: string[]
  Entrypoint: string[]
  Cmd: string[]
  Volumes: Record<string, object>
  WorkingDir: string
  Labels: Record<string, string>
  Healthcheck: { Test: string[] }
}

export interface Image {
  /** The folder that its root file system is mounted at. */
  root: string
  config: ImageConfig
  /** Of each layer, in the order in which they lie upon each other. */
  layers: string[]
  /** Whether the base is the one that the Dockerfile names, or a stand-in for it. */
  base: 'real' | 'stand-in'
  /** Bytes of all files. */
  bytes: number
  /** Unmounts it, and removes it with all that it was built from. */
  remove: () => void
}

/**
 * Builds the image of the Dockerfile with buildah, in `folder`, and mounts it. Where no registry is reached, a Debian with this Node.js
 * and npm stands in for the base image. Throws if a step fails.
 */
export function buildImage(folder: string): Image {
  const buildah = (...argv: string[]): string =>
    execFileSync(
      'buildah',
      ['--root', join(folder, 'storage'), '--runroot', join(folder, 'runroot'), ...argv],
      { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, BUILDAH_ISOLATION: 'chroot' } },
    ).trim()
  const base = /^FROM (\S+) AS base$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1] ?? ''
  const isReached = spawnSync('buildah', ['pull', '--quiet', base]).status === 0
  if (!isReached) {
    const standIn = join(folder, 'stand-in.Dockerfile')
    // As the official image: user 1000 is called node.
    writeFileSync(standIn, 'FROM scratch\nCOPY . /\nRUN useradd --uid 1000 --create-home node\n')
    buildah('bud', '--quiet', '--tag', 'localhost/stand-in', '--file', standIn, makeStandIn())
  }
  const from = isReached ? [] : ['--from', 'localhost/stand-in']
  buildah('bud', '--quiet', '--format', 'docker', ...from, '--tag', 'localhost/offboard', ROOT)
  const { Docker } = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/offboard')) as {
    Docker: { config: ImageConfig; rootfs: { diff_ids: string[] } }
  }
  const root = buildah('mount', buildah('from', '--pull-never', 'localhost/offboard'))
  const bytes = Number(
    execFileSync('du', ['--summarize', '--bytes', root], { encoding: 'utf8' }).split('	')[0],
  )
  return {
    root,
    config: Docker.config,
    layers: Docker.rootfs.diff_ids,
    base: isReached ? 'real' : 'stand-in',
    bytes,
    remove() {
      buildah('umount', '--all')
      // With overlays, it is also a mount itself.
      spawnSync('umount', [join(folder, 'storage/overlay')])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A folder that holds what the base image holds: Debian, Node.js, and the package managers that the image must not have. */
function makeStandIn(): string {
  if (!existsSync(join(DEBIAN, 'etc/debian_version'))) {
    mkdirSync(dirname(DEBIAN), { recursive: true })
    execFileSync('debootstrap', ['--variant=minbase', 'bookworm', DEBIAN])
    // What apt keeps is not in an image, either.
    for (const kept of ['var/cache/apt', 'var/lib/apt/lists']) rmSync(join(DEBIAN, kept), { recursive: true })
  }
  const npm = realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())
  const modules = join(DEBIAN, 'usr/local/lib/node_modules')
  cpSync(process.execPath, join(DEBIAN, 'usr/local/bin/node'))
  cpSync(dirname(dirname(npm)), join(modules, 'npm'), { recursive: true })
  mkdirSync(join(DEBIAN, 'opt/yarn-v1.22.22/bin'), { recursive: true })
  writeFileSync(join(DEBIAN, 'opt/yarn-v1.22.22/bin/yarn'), '#!/bin/sh\n')
  for (const [name, target] of [
    ['npm', '../lib/node_modules/npm/bin/npm-cli.js'],
    ['npx', '../lib/node_modules/npm/bin/npx-cli.js'],
    ['corepack', '../lib/node_modules/npm/bin/npm-cli.js'],
    ['yarn', '/opt/yarn-v1.22.22/bin/yarn'],
    ['yarnpkg', '/opt/yarn-v1.22.22/bin/yarn'],
  ] as const) {
    const link = join(DEBIAN, 'usr/local/bin', name)
    if (spawnSync('test', ['-L', link]).status !== 0) symlinkSync(target, link)
  }
  leadToRegistry(join(DEBIAN, 'usr/local/etc'))
  return DEBIAN
}

/** npm within the build asks the registry that npm out here asks, and trusts whom Node.js out here trusts. */
function leadToRegistry(folder: string): void {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
  const authorities = process.env['NODE_EXTRA_CA_CERTS']
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'npmrc'), `registry=${registry}\n`)
  if (authorities === undefined) return
  cpSync(authorities, join(folder, 'authorities.pem'))
  appendFileSync(join(folder, 'npmrc'), 'cafile=/usr/local/etc/authorities.pem\n')
}
