import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { billOfMaterials } from '../../scripts/release/bill-of-materials.ts'
import { ROOT } from './examples.ts'

interface Locked {
  version: string
  dev?: true
  optional?: true
  devOptional?: true
  cpu?: string[]
  os?: string[]
  libc?: string[]
  hasInstallScript?: true
  link?: true
}

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>
}

/** What is installed where the tool runs, by its path in the lock file. */
const production = Object.entries(packages).filter(
  ([path, { dev, optional, devOptional, link }]) =>
    path.includes('node_modules/') && !(dev ?? optional ?? devOptional ?? link),
)

test('nothing in production depends on the platform, so an image for another one has the same files', () => {
  expect(production.length).toBeGreaterThan(30)
  expect(
    production.filter(([, { cpu, os, libc, hasInstallScript }]) => cpu ?? os ?? libc ?? hasInstallScript),
  ).toEqual([])
  const native = production.flatMap(([path]) =>
    globSync(`${path}/**/{*.node,*.wasm,*.so,binding.gyp}`, { cwd: ROOT }),
  )
  expect(native).toEqual([])
  // Where there is such a thing, it would be seen.
  expect(Object.values(packages).some(({ cpu }) => cpu !== undefined)).toBe(true)
})

test('the bill of materials names what ships, with a hash of each, and nothing else', () => {
  const { metadata, components, dependencies } = billOfMaterials(ROOT)
  expect(metadata.component).toMatchObject({ name: 'konstantly-offboard', type: 'application' })
  const named = components.map(({ name, version }) => `${name}@${version}`)
  const shipped = production.map(
    ([path, { version }]) => `${path.split('node_modules/').at(-1) ?? ''}@${version}`,
  )
  expect(named.toSorted()).toEqual([...new Set(shipped)].toSorted())
  expect(components.filter(({ hashes = [] }) => !hashes.some(({ alg }) => alg === 'SHA-512'))).toEqual([])
  // The way from the tool to each of them is told, too.
  const reached = dependencies.flatMap(({ dependsOn }) => dependsOn)
  expect(components.filter((component) => !reached.includes(component['bom-ref']))).toEqual([])
})
