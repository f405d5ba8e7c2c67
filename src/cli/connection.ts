import { readFileSync } from 'node:fs'
import { parseBaseUrl, siteAddress, type SiteAddress } from '../konstantly/base-url.ts'
import type { Deps } from './deps.ts'
import { messageOf } from './failure.ts'
import { readProxy } from './proxy.ts'
import { UsageError } from './usage-error.ts'

export interface Connection extends SiteAddress {
  /** Null where none is given, and none is needed. */
  apiKey: string | null
  /** Through which the platform is reached, or null. */
  proxy: URL | null
}

interface ConnectionValues {
  site: string | undefined
  'base-url': string | undefined
  'api-key-file': string | undefined
}

/** Where the platform is, and the key to it, without which nothing can be asked. Throws UsageError or BaseUrlError. */
export function readConnection(flags: ConnectionValues, env: Deps['env'], isAsked: boolean): Connection {
  const { site, 'base-url': baseUrl } = flags
  if (site !== undefined && baseUrl !== undefined) {
    throw new UsageError(
      '--site and --base-url both say where the platform is, be it as variables; give one of them.',
    )
  }
  if (site === undefined && baseUrl === undefined) {
    throw new UsageError('say which site is meant: --site acme for https://acme.konstant.ly, or --base-url.')
  }
  const address = site === undefined ? parseBaseUrl(baseUrl ?? '') : siteAddress(site)
  return { ...address, apiKey: readApiKey(flags, env, isAsked), proxy: readProxy(address.baseUrl, env) }
}

function readApiKey(flags: ConnectionValues, env: Deps['env'], isNeeded: boolean): string | null {
  const file = flags['api-key-file']
  const variable = env['KONSTANTLY_API_KEY'] ?? ''
  if (file !== undefined && variable !== '') {
    throw new UsageError('--api-key-file and KONSTANTLY_API_KEY both hold a key; give one of them.')
  }
  if (file === undefined && variable === '') {
    if (!isNeeded) return null
    throw new UsageError(
      "there is no API key: set KONSTANTLY_API_KEY, or name a file that holds it with --api-key-file. The key is in the site's Settings > API.",
    )
  }
  const key = (file === undefined ? variable : readKeyFile(file)).trim()
  // Anything else cannot be sent in a header, and is most likely the wrong file. The text itself must not be shown.
  if (!/^[\x21-\x7E]+$/.test(key)) {
    throw new UsageError(
      `${file ?? 'KONSTANTLY_API_KEY'} does not hold an API key: one word of plain characters.`,
    )
  }
  return key
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`the API key file cannot be read (${messageOf(error)}).`, { cause: error })
  }
}
