// `npm run release`: writes to release/ what a release consists of: the package, the bill of materials of what it needs (CycloneDX), and the SHA-256 of both.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { billOfMaterials } from './release/bill-of-materials.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'release')
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  string,
  string
>

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
execFileSync('npm', ['pack', '--pack-destination', folder], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
writeFileSync(
  join(folder, `${name ?? ''}-${version ?? ''}.cdx.json`),
  `${JSON.stringify(billOfMaterials(root), null, 2)}\n`,
)

const sums = readdirSync(folder).map((file) => {
  const sum = createHash('sha256').update(readFileSync(join(folder, file)))
  return `${sum.digest('hex')}  ${file}\n`
})
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''))
process.stdout.write(sums.join(''))
