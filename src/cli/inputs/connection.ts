import { parseBaseUrl, siteAddress, type SiteAddress } from '../../konstantly/base-url.ts'
import type { Deps } from '../deps.ts'
import { readKeyFile } from './key-file.ts'
import { readProxy } from './proxy.ts'
import { UsageError } from '../usage-error.ts'

export interface Connection extends SiteAddress {
  /** Null if there is none and none is needed. */
  apiKey: string | null
  /** A warning about the key file, or null. */
  warning: string | null
  /** The proxy to the platform, or null. */
  proxy: URL | null
}

/** Names of variables that somebody may have chosen for the key. */
const OTHER_KEY = /^(?:x_)?api_?key$|^konstantly_?(?:api_?)?(?:key|token)$(?<!^KONSTANTLY_API_KEY)/i

export interface ConnectionValues {
  site: string | undefined
  'base-url': string | undefined
  'api-key-file': string | undefined
}

/**
 * The platform's address, the API key and the proxy. `isAsked`: whether the platform will be asked anything, so that a key is
 * needed. Throws UsageError or BaseUrlError.
 */
export function readConnection(flags: ConnectionValues, env: Deps['env'], isAsked: boolean): Connection {
  const address = readAddress(flags)
  return { ...address, ...readApiKey(flags, env, isAsked), proxy: readProxy(address.baseUrl, env) }
}

/** The platform's address. Throws UsageError or BaseUrlError. */
export function readAddress({ site, 'base-url': baseUrl }: ConnectionValues): SiteAddress {
  if (site !== undefined && baseUrl !== undefined) {
    throw new UsageError(
      '--site and --base-url both say where the platform is, be it as variables; give one of them.',
    )
  }
  if (site === undefined && baseUrl === undefined) {
    throw new UsageError('say which site is meant: --site acme for https://acme.konstant.ly, or --base-url.')
  }
  return site === undefined ? parseBaseUrl(baseUrl ?? '') : siteAddress(site)
}

/** The API key, which may be missing where it is not needed. Throws UsageError. */
export function readApiKey(
  flags: ConnectionValues,
  env: Deps['env'],
  isNeeded: boolean,
): Pick<Connection, 'apiKey' | 'warning'> {
  const file = flags['api-key-file']
  const variable = env['KONSTANTLY_API_KEY'] ?? ''
  if (file !== undefined && variable !== '') {
    throw new UsageError('--api-key-file and KONSTANTLY_API_KEY both hold a key; give one of them.')
  }
  if (file === undefined && variable === '') {
    if (!isNeeded) return { apiKey: null, warning: null }
    const other = Object.keys(env).find((name) => OTHER_KEY.test(name))
    const unread = other === undefined ? '' : ` ${other} is set, and is not that name.`
    throw new UsageError(
      `there is no API key: set KONSTANTLY_API_KEY, or name a file that holds it with --api-key-file. The key is in the site's Settings > API.${unread}`,
    )
  }
  if (isNeeded) refuseDebugging(env)
  const { text, warning } = file === undefined ? { text: variable, warning: null } : readKeyFile(file)
  const apiKey = text.trim()
  // Anything else cannot be sent in a header, and is probably the wrong file. The message must not show the text.
  if (!/^[\x21-\x7E]+$/.test(apiKey)) {
    throw new UsageError(
      `${file ?? 'KONSTANTLY_API_KEY'} does not hold an API key: one word of plain characters.`,
    )
  }
  return { apiKey, warning }
}

/** Refuses NODE_DEBUG: with any value, Node.js may write what is sent, secrets included, to standard error. Throws UsageError. */
export function refuseDebugging(env: Deps['env']): void {
  for (const name of ['NODE_DEBUG', 'NODE_DEBUG_NATIVE']) {
    if ((env[name] ?? '').trim() === '') continue
    throw new UsageError(
      `${name} is set, so Node.js may print what is sent, and the API key with it. Take it out of the environment.`,
    )
  }
}
