import type { DatabaseSync } from 'node:sqlite'
import { siteName } from '../../../offboarding/identity/site-name.ts'

/**
 * Renames the sites of runs that earlier versions made. They had several names for one site (https://acme.konstant.ly. and
 * https://acme.konstant.ly), so that its runs would not be found and counted together.
 */
export function renameSites(db: DatabaseSync): void {
  const sites = db.prepare('SELECT DISTINCT site FROM runs').all() as { site: string }[]
  const old = sites.filter(({ site }) => siteName(site) !== site)
  if (old.length === 0) return
  const rename = db.prepare(
    "UPDATE runs SET site = $name, identity = json_set(identity, '$[0]', $name) WHERE site = $site",
  )
  db.exec('BEGIN')
  for (const { site } of old) rename.run({ site, name: siteName(site) })
  db.exec('COMMIT')
}
