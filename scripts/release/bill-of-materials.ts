import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What this uses of a CycloneDX document. https://cyclonedx.org/docs/1.5/json/ */
export interface Bill {
  bomFormat: string
  metadata: { component: { name: string; type: string; 'bom-ref': string } }
  components: {
    name: string
    version: string
    'bom-ref': string
    hashes?: { alg: string; content: string }[]
  }[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

interface LockFile {
  name: string
  packages: Record<string, { version?: string; dev?: true; optional?: true; devOptional?: true; link?: true }>
}

/**
 * The packages that the tool needs where it runs, with the hash of each, as the lock file in `root` has them: what only development needs is not
 * among them. npm's own `--omit=dev` is not used, because it leaves out some that do ship. Throws where npm cannot tell.
 */
export function billOfMaterials(root: string): Bill {
  const argv = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only']
  const bill = JSON.parse(
    execFileSync('npm', argv, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }),
  ) as Bill
  const { name, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile
  const own = bill.metadata.component['bom-ref']
  const shipped = new Set([own])
  for (const [path, { version = '', dev, optional, devOptional, link }] of Object.entries(packages)) {
    const [, called] = path.split(/.*node_modules\//)
    if (called !== undefined && !(dev ?? optional ?? devOptional ?? link)) shipped.add(`${called}@${version}`)
  }
  return {
    ...bill,
    // npm takes the name of the folder for that of the package.
    metadata: { ...bill.metadata, component: { ...bill.metadata.component, name, type: 'application' } },
    components: bill.components.filter((component) => shipped.has(component['bom-ref'])),
    dependencies: bill.dependencies
      .filter(({ ref }) => shipped.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => shipped.has(other)) })),
  }
}
