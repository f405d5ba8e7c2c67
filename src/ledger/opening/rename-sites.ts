import type { DatabaseSync } from 'node:sqlite'
import { siteName } from '../../offboarding/identity/site-name.ts'

/**
 * Gives the runs of earlier versions, which knew one site by several names, the one it has now, so that they are found again and counted:
 * https://acme.konstant.ly. was another site than https://acme.konstant.ly.
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
